import { flag, id, instant, like, named, object, oneOf, text, version } from '../../http/openapi/schema.js';
import type { LinkDecision, LinkEnd, LinkView } from './links.reader.js';
import { LINK_STATES, RELATIONS } from './objective-link.entity.js';

/** An objective at one end. */
export const end = named('LinkEnd', object<LinkEnd>({ code: like(text, 'A-03'), title: text }));

export const relation = { ...oneOf(RELATIONS), example: 'closeMatch' };

/** Whether the reason is the machine's. */
export const suggestedReason = {
  ...flag,
  description:
    'Whether the rationale is the sentence that was suggested, and nobody has put a reason of their own',
};

const decision = {
  version,
  relation,
  state: { ...oneOf(LINK_STATES), example: 'confirmed' },
  rationale: like(text, 'Both keep up the work with the United Nations.'),
  suggestedReason,
  decidedBy: like(text, 'A. Analyst'),
  decidedAt: instant,
};

export const LINK_DECISION = named('LinkDecision', object<LinkDecision>(decision));
export const LINK = named('Link', object<LinkView>({ id, from: end, to: end, ...decision }));
