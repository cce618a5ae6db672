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
  range,
  scale,
  type Schema,
  source,
  text,
  textOrNull,
  whole,
  unpublished,
} from '../reporting/report.schemas.js';
import { FATES } from './compare.js';
import { LINK_STATES, RELATIONS } from './objective-link.entity.js';

/*
 * The comparison's JSON as JSON Schema, for the OpenAPI document. A test holds real answers against it.
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
const counted = Object.fromEntries(FATES.map((name) => [name, whole]));
const areaOrNull: Schema = { ...textOrNull, description: "The area's code; null for what is new or dropped" };

export const COMPARISON_SCHEMA = object({
  language: oneOf(LANGUAGES),
  from: plan,
  to: plan,
  asOf: day,
  knownAt: instant,
  totals: object({ from: whole, to: whole, ...counted, new: whole }),
  sameScale: flag,
  commonScale: {
    ...textOrNull,
    description: 'The scale that both plans are converted to; null if no mapping leads to a common one',
  },
  objectives: object({
    from: list(object({ ...objective, fate })),
    to: list(object({ ...objective, isNew: flag })),
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
  dropped: list(object(objective)),
  new: list(object(objective)),
  rows: list(
    object({ from: text, to: text, relation, state: oneOf(LINK_STATES), rationale: text }),
    'The links; only confirmed ones count',
  ),
  areas: list(
    object({
      ...{ plan: text, code: text, name: text, objectives: whole, complete: whole, percentComplete: percent },
      ...{ linked: whole, percentLinked: percent },
    }),
  ),
  flows: list(
    object({
      ...{ from: areaOrNull, to: areaOrNull, objectives: whole },
      fates: object(counted, FATES),
    }),
  ),
  origin,
});
