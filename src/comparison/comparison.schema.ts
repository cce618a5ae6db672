import { CAUSES } from '../assessments/assessment.entity.js';
import { STRENGTHS } from '../assessments/strength.js';
import { LANGUAGES } from '../language/languages.js';
import {
  assessor,
  counts,
  day,
  flag,
  instant,
  list,
  object,
  oneOf,
  organization,
  origin,
  percent,
  possible,
  range,
  scale,
  type Schema,
  source,
  text,
  textOrNull,
  whole,
  unpublished,
} from '../reporting/report.schemas.js';
import { COMPARED, FATES, LATER_FATES, STANDINGS, TAKEN_UP } from './fates.js';
import { DECISIONS } from './decisions/objective-decision.entity.js';
import { FLOW_OUTCOMES } from './flows.js';
import { LINK_STATES, RELATIONS } from './links/objective-link.entity.js';

/*
 * The comparison's JSON as JSON Schema, for the OpenAPI document. A test checks real answers against it.
 */

const plan = object(
  {
    ...unpublished,
    ...{ slug: text, title: text, holder: text, termStart: day, termEnd: day, organization },
    scale: { ...text, description: 'The slug of its own rating scale' },
    readOn: scale,
    assessor,
    total: object(counts),
    range,
    provenanceNote: textOrNull,
    sources: list(source, 'The sources of its assessments and claims'),
  },
  Object.keys(unpublished),
);

const objective = { code: text, title: text, area: text };
const relation = oneOf(RELATIONS);
const fate = oneOf(FATES);
const takenUpBy = list(object({ code: text, title: text, relation, rationale: text }), 'Strongest first');
const counted = Object.fromEntries(TAKEN_UP.map((name) => [name, whole]));
const areaOrNull: Schema = {
  ...textOrNull,
  description: "The area's code; null for what is new, not continued or undecided",
};
const standing = {
  ...oneOf(STANDINGS),
  description:
    'How it stood in its own plan: to end a completed objective is not to abandon an unfinished one',
};
const standingOrNull: Schema = { type: ['string', 'null'], enum: [...STANDINGS, null] };
const said = {
  decision: oneOf(DECISIONS),
  version: whole,
  rationale: text,
  decidedBy: text,
  decidedAt: instant,
};
const seen = {
  ...objective,
  status: { ...text, description: 'The slug of its status, on the scale that the plan is read on' },
  standing,
  cause: { type: ['string', 'null'], enum: [...CAUSES, null] } satisfies Schema,
  strength: { type: ['string', 'null'], enum: [...STRENGTHS, null] } satisfies Schema,
  decision: {
    ...object(said),
    type: ['object', 'null'],
    description: 'What somebody decided about it',
  } as Schema,
};
const wholeOrNull: Schema = { type: ['integer', 'null'] };
/** While nobody has compared the plans, only the sizes of both. */
const totals = object(
  {
    from: whole,
    to: whole,
    ...counted,
    notContinued: object(
      { all: whole, completed: whole, unfinished: whole, notAssessed: whole, notApplicable: whole },
      ['notApplicable'],
    ),
    undecided: whole,
    new: whole,
    undecidedLater: whole,
  },
  [...TAKEN_UP, 'notContinued', 'undecided', 'new', 'undecidedLater'],
);

export const COMPARISON_SCHEMA = object({
  language: oneOf(LANGUAGES),
  from: plan,
  to: plan,
  asOf: day,
  knownAt: instant,
  compared: { ...oneOf(COMPARED), description: 'Whether anybody has compared the plans' },
  totals,
  sameScale: flag,
  commonScale: {
    ...textOrNull,
    description: 'The scale that both plans are converted to; null if no mapping leads to a common one',
  },
  objectives: object({
    from: list(object({ ...seen, fate })),
    to: list(object({ ...seen, fate: oneOf(LATER_FATES) })),
  }),
  unfinished: list(
    object({
      ...{ ...objective, fate, takenUpBy, level: text },
      cause: { type: ['string', 'null'], enum: [...CAUSES, null] },
    }),
    'Of the earlier plan: assessed, applicable, and not complete',
  ),
  notFirm: list(
    object({ ...objective, fate, takenUpBy, strength: oneOf(STRENGTHS) }),
    'Of the earlier plan: complete, but the evidence is not firm',
  ),
  notContinued: list(
    object({ ...objective, standing, ...said }),
    'Of the earlier plan: what people decided that nothing takes up',
  ),
  undecided: list(object({ ...objective, standing }), 'Of the earlier plan: what nobody has decided on'),
  new: list(object({ ...objective, ...said }), 'Of the later plan: what people decided to be new'),
  undecidedLater: list(object(objective), 'Of the later plan: what nobody has decided on'),
  rows: list(
    object({
      ...{ from: text, to: text, relation, state: oneOf(LINK_STATES), rationale: text },
      suggestedReason: {
        ...flag,
        description: 'Whether the rationale is a suggested one, and no person has put another',
      },
      ...{ decidedBy: text, decidedAt: instant },
    }),
    'The links; only confirmed ones count',
  ),
  areas: list(
    object({
      ...{ plan: text, code: text, name: text, objectives: whole, applicable: whole, assessed: whole },
      ...{ complete: whole, possible: possible, percentComplete: percent },
      ...{ linked: wholeOrNull, percentLinked: percent, undecided: whole },
    }),
  ),
  flows: list(
    object({
      ...{ from: areaOrNull, to: areaOrNull, outcome: oneOf(FLOW_OUTCOMES), standing: standingOrNull },
      ...{ earlier: whole, later: whole },
    }),
    'Every objective of either plan goes one way: earlier ones sum up to the earlier plan, later ones to the later',
  ),
  origin,
});
