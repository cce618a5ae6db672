import {
  id,
  instant,
  like,
  list,
  named,
  object,
  oneOf,
  orNull,
  text,
  version,
  whole,
} from '../../http/openapi/schema.js';
import { end } from '../links/link.schema.js';
import type { DecisionEntry, DecisionView } from './decisions.reader.js';
import { DECISIONS } from './objective-decision.entity.js';

const entry = {
  version,
  decision: { ...oneOf(DECISIONS), example: 'notContinued' },
  rationale: like(text, 'No objective of the later plan names the fund.'),
  decidedBy: like(text, 'A. Analyst'),
  decidedAt: instant,
};

export const DECISION_ENTRY = named('DecisionEntry', object<DecisionEntry>(entry));
export const DECISION = named(
  'Decision',
  object<DecisionView>({
    id,
    objective: orNull(end, 'Of the earlier plan; null where it is about one of the later'),
    laterObjective: orNull(end, 'Of the later plan; null where it is about one of the earlier'),
    ...entry,
  }),
);
/** What deciding about the rest of a plan answers. */
export const DECIDED_REST = named(
  'DecidedRest',
  object({ decided: whole, objectives: list(like(text, 'A-09'), 'Their codes') }),
);
