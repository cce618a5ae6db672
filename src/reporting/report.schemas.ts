import { CAUSES } from '../assessments/assessment.entity.js';
import { BEARINGS } from '../assessments/evidence.entity.js';
import { STRENGTHS } from '../assessments/strength.js';
import { ASSESSOR_KINDS } from '../plans/assessor.entity.js';
import { contentsOf } from '../http/negotiate.js';
import { LANGUAGES } from '../language/languages.js';
import type { Format } from '../documents/formats.js';

/*
 * The reports' JSON as JSON Schema, for the OpenAPI document. A test checks real answers against it, in both directions:
 * nothing is missing and nothing is there that it does not name.
 */

export type Schema = Record<string, unknown>;

export const text: Schema = { type: 'string' };
export const textOrNull: Schema = { type: ['string', 'null'] };
export const day: Schema = { type: 'string', format: 'date', example: '2023-12-31' };
const dayOrNull: Schema = { type: ['string', 'null'], format: 'date' };
export const instant: Schema = { type: 'string', format: 'date-time', example: '2026-11-23T12:00:00.000Z' };
export const flag: Schema = { type: 'boolean' };
export const whole: Schema = { type: 'integer', minimum: 0 };
const wholeOrNull: Schema = { type: ['integer', 'null'], minimum: 0 };
export const percent: Schema = {
  type: ['number', 'null'],
  minimum: 0,
  maximum: 100,
  description:
    'With one decimal, half away from zero, yet 100 only for all and 0 only for none; null when nothing is ' +
    'applicable, and while an objective is not assessed',
};

export function list(items: Schema, description?: string): Schema {
  return { type: 'array', items, ...(description === undefined ? {} : { description }) };
}

export function oneOf(values: readonly string[]): Schema {
  return { type: 'string', enum: [...values] };
}

export function object(properties: Record<string, Schema>, optional: readonly string[] = []): Schema {
  const required = Object.keys(properties).filter((name) => !optional.includes(name));
  return { type: 'object', properties, required, additionalProperties: false };
}

export const organization = object({ slug: text, name: text, acronym: textOrNull });
/** Members of a plan that is not published; left out of one that is. */
export const unpublished = {
  state: { ...oneOf(['draft', 'withdrawn']), description: 'Only where the plan was not published then' },
  withdrawn: {
    ...object({ at: instant, rationale: text }),
    description: 'Only where it was withdrawn then: since when, and why',
  },
};
const plan = object(
  { slug: text, title: text, holder: text, termStart: day, termEnd: day, organization, ...unpublished },
  Object.keys(unpublished),
);
export const assessor = object({ slug: text, kind: oneOf(ASSESSOR_KINDS), name: text });
export const origin = object({
  address: { ...text, description: "From the server's root; returns the same scorecard again" },
  parameters: { type: 'object', additionalProperties: text },
});
const byLevel: Schema = {
  type: 'object',
  additionalProperties: whole,
  description: 'In the order of the scale; levels without objectives are left out',
};

/** Bounds of what is complete. */
export const possible = {
  ...object({ least: whole, most: whole }),
  description: 'How many can be complete once every objective is assessed',
};

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
const reading = object({ complete: whole, of: whole, percent });
export const range = object({ strict: reading, lenient: reading });
const differing: Schema = {
  ...whole,
  description:
    'On how many objectives another assessor of the plan has another status; GET …/agreement tells them',
};
const rated = { code: text, title: text, level: text };

export const scale = object({
  slug: text,
  name: text,
  levels: list(
    object({
      slug: text,
      label: text,
      credit: { type: ['number', 'null'], minimum: 0, maximum: 1 },
      complete: flag,
      final: flag,
      assessed: flag,
      applicable: flag,
    }),
  ),
});

const claim = object(
  {
    complete: wholeOrNull,
    total: wholeOrNull,
    levels: list(text, 'The levels that the claim counts, where these are not the complete ones'),
    area: text,
    recorded: {
      ...object({ complete: whole, objectives: whole, assessed: whole }),
      type: ['object', 'null'],
      description: 'Beside levels or area: the counts that the claim was compared with',
    },
    verdict: oneOf(['matches', 'differs', 'incomplete']),
    reason: text,
    passage: text,
  },
  ['levels', 'area', 'recorded', 'reason'],
);

const notComplete = object({
  ...rated,
  cause: { type: ['string', 'null'], enum: [...CAUSES, null] },
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
});

const changes = object({
  since: day,
  total: object({ complete: whole, assessed: whole }),
  objectives: list(object({ code: text, title: text, from: text, to: text, effectiveOn: dayOrNull })),
});

export const source = object({
  slug: text,
  title: text,
  authors: list(text),
  publisher: textOrNull,
  date: dayOrNull,
  address: textOrNull,
  rights: textOrNull,
  citation: text,
});

export const SCORECARD_SCHEMA = object(
  {
    language: oneOf(LANGUAGES),
    plan,
    assessor,
    asOf: day,
    knownAt: instant,
    scale,
    total: object(counts),
    differing,
    range,
    areas: list(object({ code: text, name: text, ...counts })),
    claims: list(claim),
    notComplete: list(notComplete, 'Assessed, applicable and not complete'),
    late: list(object({ ...rated, effectiveOn: day }), "Complete, effective after the term's end"),
    dissent: list(
      object({ ...rated, others: list(object({ assessor, level: text })) }),
      'The objectives that other assessors put at another level, with theirs',
    ),
    changes,
    sources: list(source, 'The sources of the assessments and claims'),
    provenanceNote: textOrNull,
    mapped: {
      ...object({ from: text, to: text }),
      description: 'Only if the plan was converted to another scale: the slugs of the scales',
    },
    origin,
    digest: {
      ...text,
      pattern: '^[0-9a-f]{64}$',
      description: 'SHA-256 of what asOf and knownAt reproduce, as snapshots keep it; in English only',
    },
    digestVersion: { ...whole, description: 'What the digest covers; only with it' },
  },
  ['changes', 'mapped', 'digest', 'digestVersion'],
);

export const TIMELINE_SCHEMA = object({
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
});

export const OVERVIEW_SCHEMA = object({
  language: oneOf(LANGUAGES),
  asOf: day,
  organization: { oneOf: [organization, { type: 'null' }] },
  items: list(
    object({
      plan,
      assessor,
      knownAt: instant,
      scale: object({ slug: text, name: text }),
      total: object(counts),
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
});

/** What a response's `content` says of an answer that is JSON by this schema, or one of the other formats. */
export function contentOf(schema: Schema, formats: readonly Format[]): ReturnType<typeof contentsOf> {
  return { ...contentsOf(formats), 'application/json': { schema } };
}
