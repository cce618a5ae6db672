import { Code, OneOf, Text } from '../../http/fields.js';
import { PageQuery } from '../../http/page-query.js';
import { type DecisionKind, DECISIONS } from '../decisions/objective-decision.entity.js';

/** Which plan of a comparison an objective belongs to. */
export const SIDES = ['from', 'to'] as const;
export type Side = (typeof SIDES)[number];

export class DecisionInput {
  @Code({
    optional: true,
    description: 'The code of an objective of the earlier plan; or name laterObjective or rest',
    example: 'A-04',
  })
  objective?: string;

  @Code({ optional: true, description: 'The code of an objective of the later plan', example: 'B-02' })
  laterObjective?: string;

  @OneOf(SIDES, {
    optional: true,
    description:
      'All objectives of the earlier (from) or later plan (to) that nobody has decided on: each gets the decision, and a history entry of its own',
  })
  rest?: Side;

  @OneOf(DECISIONS, {
    description:
      'notContinued for an objective of the earlier plan that nothing takes up, new for one of the later that takes nothing up; undecided sets a decision back',
    example: 'notContinued',
  })
  decision: DecisionKind;

  @Text({
    max: 10_000,
    description: 'Why, in your own words',
    example: 'No objective of the later plan names the fund.',
  })
  rationale: string;
}

export class DecisionsQuery extends PageQuery {
  @OneOf(SIDES, {
    optional: true,
    description: 'Only decisions about objectives of the earlier (from) or the later plan (to)',
  })
  side?: Side;

  @OneOf(DECISIONS, { optional: true, description: 'Only decisions of this kind' })
  decision?: DecisionKind;
}
