import { currentUndertaking } from '../http/actor.js';
import { Refusal } from '../http/errors.js';
import { includes } from '../http/roles.js';
import type { LinkState } from './objective-link.entity.js';

/**
 * Anybody who may write proposes links; a link that is to count at once takes an editor, as confirming one does.
 * @throws Refusal `not-allowed` for an analyst who makes a confirmed link
 */
export function requireRoleFor(state: LinkState): void {
  const actor = currentUndertaking()?.actor;
  if (state === 'suggested' || actor === undefined || includes(actor.role, 'editor')) return;
  throw new Refusal(
    'not-allowed',
    `A confirmed link takes the role editor; ${actor.name} has the role ${actor.role}. Propose it without a state, and let an editor confirm it.`,
  );
}
