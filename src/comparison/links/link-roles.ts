import { requestContext } from '../../core/context.js';
import { Refusal } from '../../core/errors.js';
import { includes } from '../../core/roles.js';
import type { LinkState } from './objective-link.entity.js';

/**
 * Anybody who may write proposes links; one that is decided on at once takes an editor, as deciding later does.
 * @throws Refusal `not-allowed` for an analyst who makes a confirmed or rejected link
 */
export function requireRoleFor(state: LinkState): void {
  const { actor } = requestContext();
  if (state === 'suggested' || includes(actor.role, 'editor')) return;
  throw new Refusal(
    'not-allowed',
    `Only an editor can add a ${state} link; ${actor.name} has the role ${actor.role}. Propose the link without "state", so that an editor can decide.`,
  );
}
