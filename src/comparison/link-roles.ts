import { ForbiddenException } from '@nestjs/common';
import { currentUndertaking } from '../http/actor.js';
import { includes } from '../http/roles.js';
import type { LinkState } from './objective-link.entity.js';

/**
 * Anybody who may write proposes links; a link that is to count at once takes an editor, as confirming one does.
 * @throws ForbiddenException for an analyst who makes a confirmed link
 */
export function requireRoleFor(state: LinkState): void {
  const actor = currentUndertaking()?.actor;
  if (state === 'suggested' || actor === undefined || includes(actor.role, 'editor')) return;
  const problem = {
    type: '/problems/forbidden',
    title: 'Not allowed',
    detail: `${actor.name} is an ${actor.role}: propose the link without a state, and let an editor confirm it.`,
  };
  throw Object.assign(new ForbiddenException(problem.detail), { problem });
}
