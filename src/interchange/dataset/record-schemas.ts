import { DATASET_FORMAT } from './dataset-file.js';
import {
  ANY_TEXT,
  AREA_KEY,
  CODE,
  DAY,
  described,
  FLAG,
  ID,
  INSTANT,
  LANGUAGE,
  LEVEL,
  list,
  NUMBER,
  object,
  oneOf,
  POSITIVE,
  type Schema,
  SHA256,
  SLUG,
  TRANSLATIONS,
  WEB_ADDRESS,
  WORDS,
} from './schema-parts.js';

const KNOWN = {
  knownFrom: described('Since when it was known so', INSTANT),
  knownUntil: described('Until when, exclusive', INSTANT),
};
const HOLDER = object({ name: WORDS }, { names: TRANSLATIONS, iso3166: { type: 'string' } });

/** What is known of a plan and can change. */
const HEADING = {
  required: {
    scale: SLUG,
    defaultAssessor: SLUG,
    title: WORDS,
    holder: HOLDER,
    termStart: DAY,
    termEnd: DAY,
    state: oneOf('draft', 'published', 'withdrawn'),
  },
  optional: {
    titles: TRANSLATIONS,
    provenanceNote: ANY_TEXT,
    provenanceNotes: TRANSLATIONS,
    withdrawnAt: INSTANT,
    withdrawalRationale: WORDS,
  },
};
const AREA_WORDING = { code: CODE, name: WORDS, position: POSITIVE };
const BASIS = oneOf('stated', 'reported', 'secondary');
const OBJECTIVE_WORDING = { code: CODE, area: AREA_KEY, title: WORDS, basis: BASIS, position: POSITIVE };
const EXTRAS = list(
  object({ name: WORDS, value: ANY_TEXT }, { path: WORDS }),
  'What an imported file said that has no place of its own',
);
const DECIDED = { version: POSITIVE, rationale: WORDS, decidedBy: ANY_TEXT, decidedAt: INSTANT };

/** Of each type of record, what it holds; in the order in which a dataset that the service writes has them. */
const RECORDS = {
  organization: object(
    { slug: SLUG, name: WORDS },
    { names: TRANSLATIONS, acronym: ANY_TEXT, acronyms: TRANSLATIONS },
  ),
  assessor: object(
    { slug: SLUG, kind: oneOf('self_reported', 'independent'), name: WORDS },
    { names: TRANSLATIONS },
  ),
  scale: object(
    {
      slug: SLUG,
      name: WORDS,
      levels: list(
        object(
          { slug: LEVEL, label: WORDS, complete: FLAG, final: FLAG, assessed: FLAG, applicable: FLAG },
          { labels: TRANSLATIONS, credit: { type: 'number', minimum: 0, maximum: 1 } },
        ),
        'In their order',
      ),
    },
    {
      names: TRANSLATIONS,
      description: ANY_TEXT,
      source: ANY_TEXT,
      sourceUrl: WEB_ADDRESS,
      sourceCheckedOn: DAY,
    },
  ),
  scaleMapping: object({
    from: SLUG,
    to: SLUG,
    levels: list(object({ from: LEVEL, to: LEVEL }, { note: ANY_TEXT })),
  }),
  source: object(
    { slug: SLUG, title: WORDS },
    {
      authors: list(ANY_TEXT),
      publisher: ANY_TEXT,
      publishedOn: described('A year, a month, a day, or a range of two', ANY_TEXT),
      language: ANY_TEXT,
      url: WEB_ADDRESS,
      archiveUrl: WEB_ADDRESS,
      rights: ANY_TEXT,
      note: ANY_TEXT,
      textSha256: described(
        'Of the text that positions refer to; the text itself is not in a dataset',
        SHA256,
      ),
      sharesAddress: described('Another source has the same address', FLAG),
    },
  ),
  passage: object(
    { id: ID, source: SLUG },
    {
      exact: described('The words of the source', WORDS),
      prefix: ANY_TEXT,
      suffix: ANY_TEXT,
      start: described('In code points of the normalised text', NUMBER),
      end: described('The code point after the last one', NUMBER),
      paragraph: POSITIVE,
      summary: described('What it is cited for, in words of our own', ANY_TEXT),
    },
  ),
  plan: object(
    {
      slug: SLUG,
      organization: SLUG,
      ...HEADING.required,
      language: LANGUAGE,
      version: POSITIVE,
      revision: POSITIVE,
      createdAt: INSTANT,
      revisedAt: described('When anything that its reports show last changed', INSTANT),
      knownFrom: INSTANT,
      assessors: list(
        object({ assessor: SLUG }, { knownFrom: described('Where they joined later', INSTANT) }),
        'In the order in which they joined',
      ),
    },
    {
      ...HEADING.optional,
      motto: ANY_TEXT,
      officialList: WEB_ADDRESS,
      areas: list(
        object(
          {
            key: described('From 1, in the order in which they were made', POSITIVE),
            ...AREA_WORDING,
            version: POSITIVE,
            knownFrom: INSTANT,
          },
          {
            names: TRANSLATIONS,
            sourceHeading: ANY_TEXT,
            removedAt: INSTANT,
            history: list(object({ ...KNOWN, ...AREA_WORDING }, { names: TRANSLATIONS })),
          },
        ),
      ),
      imports: list(
        object({
          id: ID,
          fileName: WORDS,
          fileSha256: SHA256,
          format: WORDS,
          importedAt: INSTANT,
          importedBy: ANY_TEXT,
        }),
        'The files that were applied to it',
      ),
      extras: EXTRAS,
      history: list(object({ ...KNOWN, ...HEADING.required }, HEADING.optional), 'Earlier wordings'),
    },
  ),
  objective: object(
    { plan: SLUG, ...OBJECTIVE_WORDING, version: POSITIVE, knownFrom: INSTANT },
    {
      titles: TRANSLATIONS,
      text: WORDS,
      note: ANY_TEXT,
      tags: list(ANY_TEXT),
      dueOn: DAY,
      responsible: WORDS,
      struckAt: INSTANT,
      strikeRationale: WORDS,
      extras: EXTRAS,
      statedIn: list(ID, 'The passages that state it'),
      history: list(object({ ...KNOWN, ...OBJECTIVE_WORDING }, { titles: TRANSLATIONS }), 'Earlier wordings'),
    },
  ),
  assessment: object(
    {
      plan: SLUG,
      objective: described('Its code today', CODE),
      id: ID,
      assessor: SLUG,
      recordedAt: INSTANT,
      recordedBy: ANY_TEXT,
      rationale: WORDS,
    },
    {
      status: described('Missing in a retraction, as effectiveOn', LEVEL),
      effectiveOn: DAY,
      retracts: described('In a retraction: the assessment that it takes back', ID),
      import: described('The import of the plan that brought it', ID),
      cause: oneOf('external', 'internal', 'mixed', 'unknown'),
      evidence: list(
        object(
          { passage: ID, bearing: oneOf('supports', 'qualifies', 'contradicts') },
          {
            note: ANY_TEXT,
            unread: described('It came with a file', FLAG),
            readAt: described('When a person looked at it', INSTANT),
            readBy: ANY_TEXT,
          },
        ),
      ),
    },
  ),
  claim: object(
    { plan: SLUG, id: POSITIVE, text: WORDS, passage: ID, recordedAt: INSTANT },
    {
      complete: NUMBER,
      total: NUMBER,
      levels: list(LEVEL),
      area: AREA_KEY,
      retraction: object({ recordedAt: INSTANT, recordedBy: ANY_TEXT, rationale: WORDS }),
    },
  ),
  snapshot: object(
    {
      plan: SLUG,
      id: ID,
      asOf: DAY,
      knownAt: INSTANT,
      assessor: SLUG,
      digest: SHA256,
      digestVersion: POSITIVE,
      content: described('What it froze, as the text that its SHA-256 is of', ANY_TEXT),
      createdAt: INSTANT,
      createdBy: ANY_TEXT,
    },
    { label: WORDS, scale: SLUG },
  ),
  link: object({
    plan: SLUG,
    laterPlan: SLUG,
    id: ID,
    objective: CODE,
    laterObjective: CODE,
    history: list(
      object(
        {
          ...DECIDED,
          relation: oneOf('exactMatch', 'closeMatch', 'broadMatch', 'narrowMatch', 'relatedMatch'),
          state: oneOf('suggested', 'confirmed', 'rejected'),
        },
        { suggestedReason: FLAG },
      ),
    ),
  }),
  decision: object(
    {
      plan: SLUG,
      laterPlan: SLUG,
      id: ID,
      history: list(object({ ...DECIDED, decision: oneOf('notContinued', 'new', 'undecided') })),
    },
    { objective: CODE, laterObjective: CODE },
  ),
  end: object({ records: described('How many records come before this one', NUMBER) }),
} satisfies Record<string, Schema>;

export type RecordType = keyof typeof RECORDS;
export const RECORD_TYPES = Object.keys(RECORDS) as RecordType[];

/** The schema of each type of record. */
export const RECORD_SCHEMAS = Object.fromEntries(
  Object.entries(RECORDS).map(([type, schema]) => [type, typed(type, schema)]),
) as Record<RecordType, Schema>;

/** The schema of a whole dataset as JSON. In JSON Lines the records follow the first line, one a line. */
export function datasetSchema(): Schema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'presidency-scorecard dataset, version 2',
    description:
      'Plans with their whole history and all that they rest on. In JSON Lines, the first line holds format and exportedAt, ' +
      'and each further line one of the records. References between records are checked by the program.',
    ...object({
      format: { const: DATASET_FORMAT },
      exportedAt: INSTANT,
      records: {
        type: 'array',
        items: { oneOf: RECORD_TYPES.map((type) => ({ $ref: `#/$defs/${type}` })) },
      },
    }),
    $defs: RECORD_SCHEMAS,
  };
}

function typed(type: string, schema: Schema): Schema {
  const { required, properties, ...rest } = schema as { required: string[]; properties: object };
  return { ...rest, required: ['type', ...required], properties: { type: { const: type }, ...properties } };
}
