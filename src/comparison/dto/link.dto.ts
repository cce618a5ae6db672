import { Code, Flag, OneOf, Text } from '../../http/fields.js';
import { PageQuery } from '../../http/page-query.js';
import { LINK_STATES, type LinkState, type Relation, RELATIONS } from '../links/objective-link.entity.js';

const RELATION =
  'A SKOS mapping relation from the earlier to the later objective: exactMatch or closeMatch, it is carried on; ' +
  'broadMatch, the later one is wider; narrowMatch, it is narrower; relatedMatch, the same field but a different objective';

export class LinkInput {
  @Code({ description: 'The code of the objective in the earlier plan', example: 'A-03' })
  from: string;

  @Code({ description: 'The code of the objective in the later plan', example: 'B-01' })
  to: string;

  @OneOf(RELATIONS, { description: RELATION, example: 'closeMatch' })
  relation: Relation;

  @Text({
    max: 10_000,
    description: 'Why the two objectives are linked, in your own words',
    example: 'Both keep up the work with the United Nations.',
  })
  rationale: string;

  @OneOf(LINK_STATES, {
    optional: true,
    description:
      'Default: suggested. Only editors can set the others: confirmed links are counted in reports, rejected ones are not suggested again',
  })
  state?: LinkState;

  @Flag({
    optional: true,
    description:
      'true where a link is to be confirmed with the reason that was suggested for it; otherwise confirming takes a reason of your own',
  })
  useSuggestedReason?: boolean;
}

export class LinkChange {
  @OneOf(LINK_STATES, {
    optional: true,
    description: 'confirmed: counted in reports; rejected: not suggested again; suggested: reopened',
  })
  state?: LinkState;

  @OneOf(RELATIONS, { optional: true, description: RELATION })
  relation?: Relation;

  @Text({ max: 10_000, optional: true, description: 'Why, in your own words' })
  rationale?: string;

  @Flag({
    optional: true,
    description:
      'true where a link is to be confirmed with the reason that was suggested for it; otherwise confirming takes a reason of your own',
  })
  useSuggestedReason?: boolean;
}

export class LinksQuery extends PageQuery {
  @OneOf(LINK_STATES, { optional: true, description: 'Only links in this state' })
  state?: LinkState;

  @Code({
    optional: true,
    description: 'Only links of this objective of the earlier plan',
    example: 'A-02',
  })
  objective?: string;
}
