import { rowsOf, type Transaction } from '../../../database/transactions.js';
import type { ImportFault } from '../../import/import-report.js';
import { PLAN_RECORD } from '../dataset-records.sql.js';
import {
  ASSESSMENT_RECORDS,
  CLAIM_RECORDS,
  DECISION_RECORDS,
  LINK_RECORDS,
  OBJECTIVE_RECORDS,
  SNAPSHOT_RECORDS,
} from '../plan-contents.sql.js';
import type { RecordType } from '../record-schemas.js';
import { faultAt } from './faults.js';

const OF_PLAN = [PLAN_RECORD, OBJECTIVE_RECORDS, ASSESSMENT_RECORDS, CLAIM_RECORDS, SNAPSHOT_RECORDS];
const OF_PAIRS = [LINK_RECORDS, DECISION_RECORDS];

/** What of the file is here already, and was taken out of what is to be stored. */
export interface Existing {
  unchanged: Partial<Record<RecordType, number>>;
  faults: ImportFault[];
}

const EXISTING = `
SELECT s.line, p.id, p.slug FROM staged_plan s JOIN plan p ON p.slug = s.record ->> 'slug' ORDER BY s.line`;

/** The records of the plan with the slug $1. Its clock also moves with what other plans are linked to it. */
const STAGED_OF_PLAN = `
SELECT s.line, s.type, s.record - 'revision' - 'revisedAt' AS record FROM staged s
 WHERE s.type IN ('plan', 'objective', 'assessment', 'claim', 'snapshot')
   AND s.record ->> CASE s.type WHEN 'plan' THEN 'slug' ELSE 'plan' END = $1`;

/** Grain: one row, the line of the first record that is not here; null where all is the same. */
const FIRST_DIFFERENT = `
WITH file AS MATERIALIZED (${STAGED_OF_PLAN}), here AS MATERIALIZED (SELECT record - 'revision' - 'revisedAt' AS record FROM present)
SELECT CASE WHEN EXISTS (SELECT record FROM here EXCEPT ALL SELECT record FROM file)
              OR EXISTS (SELECT record FROM file EXCEPT ALL SELECT record FROM here)
            THEN coalesce((SELECT min(line) FROM file WHERE record NOT IN (SELECT record FROM here)), 0) END AS line`;

/**
 * Takes the plans that are here already out of what is to be stored, where the file says the same of them. Where it says
 * something else, that is a fault: nothing that is here is overwritten.
 */
export async function takeOutExistingPlans(tx: Transaction): Promise<Existing> {
  const existing: Existing = { unchanged: {}, faults: [] };
  const plans = await rowsOf<{ line: number; id: number; slug: string }>(tx, EXISTING);
  if (plans.length === 0) return existing;
  await tx.query('CREATE TEMPORARY TABLE present (record jsonb NOT NULL) ON COMMIT DROP');
  for (const { line, id, slug } of plans) {
    await fillPresent(
      tx,
      OF_PLAN.map(({ text }) => text),
      id,
    );
    const [first] = await rowsOf<{ line: number | null }>(tx, FIRST_DIFFERENT, [slug]);
    if (first!.line !== null) {
      const place = first!.line === 0 ? 'here there is more of it' : `first in line ${first!.line}`;
      existing.faults.push(
        faultAt(
          line,
          '/slug',
          slug,
          `The plan "${slug}" is here already and differs from the file (${place}). Nothing is overwritten: ` +
            'import the file into an empty database, or leave this plan out of it.',
        ),
      );
      continue;
    }
    const gone = await rowsOf<{ type: RecordType; records: number }>(
      tx,
      `WITH gone AS (DELETE FROM staged WHERE (line, type) IN (SELECT line, type FROM (${STAGED_OF_PLAN}) f) RETURNING type)
       SELECT type, count(*)::int AS records FROM gone GROUP BY type`,
      [slug],
    );
    for (const { type, records } of gone) count(existing, type, records);
  }
  await tx.query('DROP TABLE present');
  return existing;
}

/** Plans that a link or a decision of the file is about, and that are here already. */
const LINKED_HERE = `
SELECT p.id, p.slug FROM plan p WHERE p.slug IN (
  SELECT unnest(ARRAY[s.record ->> 'plan', s.record ->> 'laterPlan']) FROM staged s WHERE s.type IN ('link', 'decision'))`;

/**
 * The same for links and decisions between plans that are all here already: what the file has beside those would change
 * comparisons that people have seen.
 * @returns also the ids of the plans here that a new link is about
 */
export async function takeOutExistingPairs(tx: Transaction): Promise<Existing & { linked: number[] }> {
  const existing = { unchanged: {}, faults: [] as ImportFault[], linked: [] as number[] };
  const here = await rowsOf<{ id: number; slug: string }>(tx, LINKED_HERE);
  if (here.length === 0) return existing;
  await tx.query('CREATE TEMPORARY TABLE present (record jsonb NOT NULL) ON COMMIT DROP');
  await fillPresent(
    tx,
    OF_PAIRS.map(({ text }) => text),
    here.map(({ id }) => id),
  );
  for (const type of ['link', 'decision'] as const) {
    const gone = await rowsOf(
      tx,
      `DELETE FROM staged_${type} s USING present x WHERE x.record = s.record RETURNING s.line`,
    );
    count(existing, type, gone.length);
  }
  await tx.query('DROP TABLE present');
  const left = await rowsOf<{ line: number; plan: string; later: string }>(
    tx,
    `SELECT s.line, s.record ->> 'plan' AS plan, s.record ->> 'laterPlan' AS later FROM staged s
      WHERE s.type IN ('link', 'decision') ORDER BY s.line`,
  );
  const slugs = new Map(here.map(({ id, slug }) => [slug, id]));
  const linked = new Set<number>();
  for (const { line, plan, later } of left) {
    const [earlierId, laterId] = [slugs.get(plan), slugs.get(later)];
    if (earlierId !== undefined && laterId !== undefined) {
      existing.faults.push(
        faultAt(
          line,
          '/id',
          `${plan}, ${later}`,
          `The plans "${plan}" and "${later}" are both here already, and this is not among what was decided between them here.`,
        ),
      );
      continue;
    }
    for (const id of [earlierId, laterId]) if (id !== undefined) linked.add(id);
  }
  return { ...existing, linked: [...linked] };
}

async function fillPresent(
  tx: Transaction,
  texts: readonly string[],
  plans: number | number[],
): Promise<void> {
  await tx.query('TRUNCATE present');
  for (const text of texts) {
    await tx.query(`INSERT INTO present SELECT x.record::jsonb FROM (${text}) x`, [plans]);
  }
}

function count(existing: Existing, type: RecordType, records: number): void {
  existing.unchanged[type] = (existing.unchanged[type] ?? 0) + records;
}
