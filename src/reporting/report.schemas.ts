import { CAUSES } from '../assessments/assessment.entity.js';
import { BEARINGS } from '../assessments/evidence.entity.js';
import { STRENGTHS } from '../assessments/strength.js';
import { ASSESSOR_KINDS } from '../plans/assessor.entity.js';
import {
  day,
  dayOrNull,
  described,
  flag,
  instant,
  like,
  list,
  named,
  object,
  oneOf,
  oneOfOrNull,
  orNull,
  percent,
  type Schema,
  sha256,
  slug,
  text,
  textOrNull,
  whole,
  wholeOrNull,
} from '../http/openapi/schema.js';
import { LANGUAGES } from '../language/languages.js';

/*
 * The reports' JSON as JSON Schema, for the OpenAPI document.
 */

export const organization = named(
  'OrganizationOfReport',
  object({ slug: like(slug, 'union'), name: like(text, 'The Union'), acronym: textOrNull }),
);
/** Members of a plan that is not published; left out of one that is. */
export const unpublished = {
  state: { ...oneOf(['draft', 'withdrawn']), description: 'Only where the plan was not published then' },
  withdrawn: described(
    object({ at: instant, rationale: text }),
    'Only where it was withdrawn then: since when, and why',
  ),
};
/** Members that name a plan, in every report. */
export const heading = {
  slug,
  title: like(text, 'Presidency of Norland'),
  holder: like(text, 'Norland'),
  termStart: like(day, '2024-01-01'),
  termEnd: like(day, '2024-12-31'),
};
const plan = named(
  'PlanOfReport',
  object({ ...heading, organization, ...unpublished }, ['state', 'withdrawn']),
);
export const assessorMembers = { slug: like(slug, 'presidency'), kind: oneOf(ASSESSOR_KINDS), name: text };
export const assessor = named('AssessorOfReport', object(assessorMembers));
export const origin = named(
  'Origin',
  object({
    address: like(
      text,
      '/api/v1/plans/summit-2024/scorecard?asOf=2024-12-31',
      "From the server's root; returns the same report again",
    ),
    parameters: { type: 'object', additionalProperties: text, example: { asOf: '2024-12-31' } },
  }),
);
const byLevel: Schema = {
  type: 'object',
  additionalProperties: whole,
  example: { implemented: 1 },
  description: 'In the order of the scale; levels without objectives are left out',
};

/** Bounds of what is complete. */
export const possible = described(
  object({ least: whole, most: whole }),
  'How many can be complete once every objective is assessed',
);

export const counts = {
  objectives: whole,
  applicable: { ...whole, description: 'Those that counts and percentages are of' },
  assessed: whole,
  complete: whole,
  possible,
  percentComplete: percent,
  credit: { type: 'number', minimum: 0 },
  percentCredit: percent,
  byLevel,
  evidence: object(Object.fromEntries(STRENGTHS.map((strength) => [strength, whole]))),
};
/** All counts of a plan. */
export const totals = named('Counts', object(counts));
const reading = object({ complete: whole, of: whole, percent });
export const range = named('Range', object({ strict: reading, lenient: reading }));
const differing: Schema = {
  ...whole,
  description:
    'On how many objectives another assessor of the plan has another status; GET …/agreement tells them',
};
const level = like(text, 'implemented');
const code = like(text, 'A-09');
const objective = { code, title: text };
const rated = { ...objective, level };

export const scale = named(
  'ScaleOfReport',
  object({
    slug: like(slug, 'completion'),
    name: like(text, 'Completion'),
    levels: list(
      object({
        slug: level,
        label: text,
        credit: { type: ['number', 'null'], minimum: 0, maximum: 1 },
        complete: flag,
        final: flag,
        assessed: flag,
        applicable: flag,
      }),
    ),
  }),
);

export const checkedClaim = {
  complete: wholeOrNull,
  total: wholeOrNull,
  levels: list(text, 'The levels that the claim counts, where these are not the complete ones'),
  area: { ...text, description: 'The area that it is about, where it is not about the whole plan' },
  recorded: orNull(
    object({ complete: whole, objectives: whole, assessed: whole }),
    'Beside levels or area: the counts that the claim was compared with',
  ),
  verdict: oneOf(['matches', 'differs', 'incomplete']),
  reason: text,
  passage: like(text, '32 of 34 activities have been carried out'),
};
const claim = named('CheckedClaim', object(checkedClaim, ['levels', 'area', 'recorded', 'reason']));

export const notComplete = {
  ...rated,
  level: like(text, 'not_implemented'),
  cause: oneOfOrNull(CAUSES),
  effectiveOn: day,
  rationale: text,
  evidence: list(text, 'The passages: the quotation or the summary'),
  passages: list(
    object({
      bearing: oneOf(BEARINGS),
      exact: textOrNull,
      summary: textOrNull,
      source: text,
      paragraph: wholeOrNull,
    }),
  ),
};

const changes = object({
  since: day,
  total: object({ complete: whole, assessed: whole }),
  objectives: list(
    object({ ...objective, from: like(text, 'in_progress'), to: level, effectiveOn: dayOrNull }),
  ),
});

export const source = named(
  'SourceOfReport',
  object({
    slug: like(slug, 'union-2024-12-04'),
    title: text,
    authors: list(text),
    publisher: textOrNull,
    date: dayOrNull,
    address: textOrNull,
    rights: textOrNull,
    citation: text,
  }),
);

export const SCORECARD = named(
  'Scorecard',
  object(
    {
      language: oneOf(LANGUAGES),
      plan,
      assessor,
      asOf: day,
      knownAt: instant,
      scale,
      total: totals,
      differing,
      range,
      areas: list(object({ code: like(text, 'external'), name: text, ...counts })),
      claims: list(claim),
      notComplete: list(named('NotComplete', object(notComplete)), 'Assessed, applicable and not complete'),
      late: list(object({ ...rated, effectiveOn: day }), "Complete, effective after the term's end"),
      dissent: list(
        object({ ...rated, others: list(object({ assessor, level: text })) }),
        'The objectives that other assessors put at another level, with theirs',
      ),
      changes,
      sources: list(source, 'The sources of the assessments and claims'),
      provenanceNote: textOrNull,
      mapped: described(
        object({ from: slug, to: slug }),
        'Only if the plan was converted to another scale: the slugs of the scales',
      ),
      origin,
      digest: described(sha256, 'Of what asOf and knownAt reproduce, as snapshots keep it; in English only'),
      digestVersion: { ...whole, description: 'What the digest covers; only with it' },
    },
    ['changes', 'mapped', 'digest', 'digestVersion'],
  ),
);

export const TIMELINE = named(
  'Timeline',
  object({
    language: oneOf(LANGUAGES),
    plan,
    assessor,
    asOf: day,
    knownAt: instant,
    objectives: whole,
    points: list(
      object({
        date: day,
        assessed: whole,
        applicable: whole,
        complete: whole,
        percentComplete: percent,
        byLevel,
      }),
    ),
    origin,
  }),
);

export const OVERVIEW = named(
  'Overview',
  object({
    language: oneOf(LANGUAGES),
    asOf: day,
    organization: orNull(organization),
    items: list(
      object({
        plan,
        assessor,
        knownAt: instant,
        scale: object({ slug: like(slug, 'completion'), name: text }),
        total: totals,
        differing,
        range,
        claims: list(claim),
        sources: list(source, 'The sources of the claims'),
        provenanceNote: textOrNull,
        scorecard: { ...text, description: 'The address of the whole scorecard' },
      }),
    ),
    nextCursor: textOrNull,
    origin,
  }),
);
