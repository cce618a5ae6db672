import { STRENGTHS } from '../../assessments/strength.js';
import {
  day,
  id,
  instant,
  like,
  list,
  named,
  object,
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
} from '../../http/openapi/schema.js';
import { counts, heading, checkedClaim, notComplete } from '../report.schemas.js';
import type { SnapshotComparison, SnapshotContent, SnapshotObjective } from './compare-snapshots.js';
import type { SnapshotSummary } from './snapshots.reader.js';

const summary = {
  id,
  plan: slug,
  label: { ...textOrNull, example: 'Closing session' },
  asOf: day,
  knownAt: instant,
  assessor: like(slug, 'presidency'),
  scale: {
    ...textOrNull,
    description: 'The scale that the plan was read on, where it was not its own',
    example: null,
  },
  digest: {
    ...sha256,
    description:
      'Of the scorecard: the live one of the same asOf, knownAt, assessor, scale and digestVersion carries the same',
  },
  digestVersion: { ...whole, description: 'What the digest covers', example: 2 },
  sha256: { ...sha256, description: 'Of the whole content in its canonical form, which .json gives' },
  createdAt: instant,
  createdBy: like(text, 'token:importer'),
};

export const SNAPSHOT_SUMMARY = named('SnapshotSummary', object<SnapshotSummary>(summary));

const level = like(text, 'implemented');
const strength = oneOfOrNull(STRENGTHS);
const objective = { code: like(text, 'A-09'), title: text };
/** Strengths that came to be known after the first digests are there only where they occur. */
const evidence = object(
  Object.fromEntries(STRENGTHS.map((name) => [name, whole])),
  STRENGTHS.slice(STRENGTHS.indexOf('unsupported') + 1),
);
const coveredCounts = { ...counts, evidence };
const since2 = ['applicable', 'possible'];

/** What of a scorecard its digest covers; older snapshots say less. */
const record = object(
  {
    digestVersion: whole,
    plan: object(heading),
    assessor: object({ slug: like(slug, 'presidency'), kind: text }),
    asOf: day,
    knownAt: instant,
    mapped: orNull(object({ from: slug, to: slug })),
    total: object(coveredCounts, since2),
    differing: whole,
    areas: list(object({ code: like(text, 'external'), name: text, ...coveredCounts }, since2)),
    claims: list(object(withoutRecorded(checkedClaim), ['levels', 'area', 'reason'])),
    notComplete: list(object(pick(notComplete, ['code', 'title', 'level', 'cause', 'evidence']))),
    provenanceNote: textOrNull,
  },
  ['digestVersion', 'differing'],
);

const content = {
  scorecard: { ...record, description: 'What its digest covers' },
  objectives: list(
    object<SnapshotObjective>({ ...objective, area: like(text, 'external'), level, strength }),
  ),
};

export const SNAPSHOT = named(
  'Snapshot',
  object<SnapshotSummary & SnapshotContent>({ ...summary, ...content }),
);
export const SNAPSHOT_CONTENT = named('SnapshotContent', object<SnapshotContent>(content));

const figures = named(
  'SnapshotFigures',
  object({
    objectives: whole,
    applicable: wholeOrNull,
    assessed: whole,
    complete: whole,
    percentComplete: percent,
    credit: { type: 'number', minimum: 0 },
    percentCredit: percent,
  }),
);
const stood = orNull(object({ level, strength }), 'Null where it was not there');

export const SNAPSHOT_COMPARISON = named(
  'SnapshotComparison',
  object<{ from: unknown; to: unknown } & SnapshotComparison>({
    from: SNAPSHOT_SUMMARY,
    to: SNAPSHOT_SUMMARY,
    total: object({ from: figures, to: figures }),
    areas: list(
      object({ code: like(text, 'external'), name: text, from: orNull(figures), to: orNull(figures) }),
      'Null where the area was not there',
    ),
    objectives: list(
      object({ ...objective, from: stood, to: stood }),
      'Those whose status or strength of evidence differs, or that came or went',
    ),
  }),
);

function pick(properties: Record<string, Schema>, names: readonly string[]): Record<string, Schema> {
  return Object.fromEntries(names.map((name) => [name, properties[name]!]));
}

/** Records keep no counts that follow from others. */
function withoutRecorded({ recorded: _recorded, ...others }: Record<string, Schema>): Record<string, Schema> {
  return others;
}
