import { Injectable } from '@nestjs/common';
import { AssessmentsService } from '../../../assessments/assessments.service.js';
import { rowsOf, type Transaction } from '../../../database/transactions.js';
import type { ImportFault, ImportNote } from '../../import/import-report.js';
import type { DatasetRecord } from '../read-dataset.js';
import { type RecordType } from '../record-schemas.js';
import { CHECKS, PASSAGE_CHECKS, SHARED_CHECKS } from './checks.sql.js';
import { takeOutExistingPairs, takeOutExistingPlans } from './existing-plans.js';
import { type Difference, differenceNote, faultAt, faultsOf, isOfTheFile } from './faults.js';
import { PAIR_STEPS } from './pairs.sql.js';
import { PLAN_STEPS, REPORT_STEPS } from './plans.sql.js';
import {
  DIFFERENCES,
  DIFFERENT_PASSAGES,
  PASSAGES_HERE,
  PASSAGES_RENAMED,
  SHARED_STEPS,
  SOURCES_HERE,
} from './shared.sql.js';
import type { Step } from './staged.sql.js';
import { MOST_FAULTS, type RecordCounts, stageRecords } from './staging.js';

/** What came of a restoration. Where there are faults, nothing of it may be kept: the caller takes it back. */
export interface Restored {
  /** Of each type of record that the file has: how many are new here, and how many were here already. */
  counts: Partial<Record<RecordType, { created: number; unchanged: number }>>;
  faults: ImportFault[];
  warnings: ImportNote[];
}

export type Told = (progress: RestoreProgress) => void;
/** Records are read first; then all that was read is stored, a type after the other. */
export type RestoreProgress = { step: 'reading'; records: number } | { step: 'storing'; type: RecordType };

/** Fewer records could be stored than there are: something that they refer to is missing. */
class Incomplete extends Error {}

/** Where a plan of the file would have been changed after now, or an assessment recorded after its plan was changed. */
const MISDATED = `
SELECT s.line, '/revisedAt' AS column, s.record ->> 'revisedAt' AS value FROM staged_plan s
 WHERE (s.record ->> 'revisedAt')::timestamptz > clock_timestamp()
UNION ALL
SELECT s.line, '/recordedAt', s.record ->> 'recordedAt' FROM staged_plan p
  JOIN staged_assessment s ON s.record ->> 'plan' = p.record ->> 'slug' AND s.record ->> 'recordedAt' > p.record ->> 'revisedAt'
 ORDER BY line LIMIT $1`;

/** Stores plans with their whole history as a dataset has it: with the ids, instants and names of where it was written. */
@Injectable()
export class DatasetRestore {
  constructor(private readonly assessments: AssessmentsService) {}

  /** @throws UnreadableDataset */
  async restore(
    tx: Transaction,
    records: AsyncIterable<DatasetRecord>,
    told: Told = () => {},
  ): Promise<Restored> {
    const read = await stageRecords(tx, records, (count) => told({ step: 'reading', records: count }));
    const restored = new Restoration(tx, read.counts, told);
    restored.faults.push(...read.faults);
    if (read.faults.length > 0) return restored.report();
    await tx.query('SAVEPOINT staged');
    try {
      await this.store(tx, restored);
    } catch (error) {
      if (!(error instanceof Incomplete) && !isOfTheFile(error)) throw error;
      await tx.query('ROLLBACK TO SAVEPOINT staged');
      restored.faults.push(...(await faultsOf(tx, CHECKS)));
      if (restored.faults.length === 0) restored.faults.push(refusedBy(error));
    }
    return restored.report();
  }

  private async store(tx: Transaction, restored: Restoration): Promise<void> {
    await storeShared(tx, restored);
    if (restored.faults.length > 0) return;
    restored.takeOut(await takeOutExistingPlans(tx));
    const { linked, ...pairs } = await takeOutExistingPairs(tx);
    restored.takeOut(pairs);
    const misdated = await rowsOf<{ line: number; column: string; value: string }>(tx, MISDATED, [
      MOST_FAULTS,
    ]);
    restored.faults.push(
      ...misdated.map(({ line, column, value }) =>
        faultAt(
          line,
          column,
          value,
          `${value} is too late: ${column === '/revisedAt' ? 'it lies in the future' : 'the plan was changed last before it'}.`,
        ),
      ),
    );
    if (restored.faults.length > 0) return;
    await restored.run(PLAN_STEPS);
    const plans = await rowsOf<{ id: number }>(
      tx,
      `SELECT p.id FROM staged_plan s JOIN plan p ON p.slug = s.record ->> 'slug'`,
    );
    await restored.stored('assessment', () =>
      this.assessments.restore(
        tx,
        plans.map(({ id }) => id),
      ),
    );
    await restored.run(REPORT_STEPS);
    await restored.run(PAIR_STEPS);
    // What would be refused at the end is refused here, where it can still be told.
    await tx.query('SET CONSTRAINTS assessment_evidenced, evidence_complete IMMEDIATE');
    if (linked.length > 0) await tx.query('SELECT revise_plans($1)', [linked]);
  }
}

async function storeShared(tx: Transaction, restored: Restoration): Promise<void> {
  const { ORGANIZATIONS, ASSESSORS, SCALES, MAPPINGS, SOURCES, PASSAGES } = SHARED_STEPS;
  const isHeld = { mayBeHere: true };
  await restored.run([ORGANIZATIONS, ASSESSORS, SCALES], isHeld);
  restored.faults.push(...(await faultsOf(tx, SHARED_CHECKS)));
  await restored.run([MAPPINGS, SOURCES, SOURCES_HERE, PASSAGES], isHeld);
  const differences = await rowsOf<Difference>(tx, DIFFERENCES, [MOST_FAULTS]);
  if (restored.unchangedOf('passage') > 0) {
    restored.faults.push(...(await faultsOf(tx, PASSAGE_CHECKS)));
    differences.push(...(await rowsOf<Difference>(tx, DIFFERENT_PASSAGES, [MOST_FAULTS])));
    await tx.query(PASSAGES_HERE);
    if ((await rowsOf(tx, 'SELECT FROM passage_here LIMIT 1')).length > 0) await tx.query(PASSAGES_RENAMED);
  }
  for (const difference of differences) {
    restored[difference.forbids ? 'faults' : 'warnings'].push(differenceNote(difference));
  }
}

/** A restoration under way. */
class Restoration {
  readonly faults: ImportFault[] = [];
  readonly warnings: ImportNote[] = [];
  private readonly unchanged: Partial<Record<RecordType, number>> = {};

  constructor(
    private readonly tx: Transaction,
    private readonly read: RecordCounts,
    private readonly told: Told,
  ) {}

  async run(steps: readonly (Step | string)[], { mayBeHere = false } = {}): Promise<void> {
    for (const step of steps) {
      if (typeof step === 'string') await this.tx.query(step);
      else await this.stored(step.type, () => this.made(step), mayBeHere);
    }
  }

  /** @throws Incomplete where fewer were stored than there are, and none may be here already */
  async stored(type: RecordType, store: () => Promise<number>, mayBeHere = false): Promise<void> {
    this.told({ step: 'storing', type });
    const missing = this.read[type] - this.unchangedOf(type) - (await store());
    if (missing === 0) return;
    if (!mayBeHere) throw new Incomplete(`${missing} records of the type ${type} could not be stored`);
    this.unchanged[type] = missing;
  }

  unchangedOf(type: RecordType): number {
    return this.unchanged[type] ?? 0;
  }

  takeOut({
    unchanged,
    faults,
  }: {
    unchanged: Partial<Record<RecordType, number>>;
    faults: ImportFault[];
  }): void {
    Object.assign(this.unchanged, unchanged);
    this.faults.push(...faults);
  }

  report(): Restored {
    const types = Object.entries(this.read) as [RecordType, number][];
    const counts = types
      .filter(([type, records]) => type !== 'end' && records > 0)
      .map(([type, records]) => {
        const unchanged = this.unchangedOf(type);
        return [type, { created: records - unchanged, unchanged }];
      });
    return {
      counts: Object.fromEntries(counts) as Restored['counts'],
      faults: this.faults,
      warnings: this.warnings,
    };
  }

  private async made({ sql }: Step): Promise<number> {
    const [row] = await rowsOf<{ made: number }>(this.tx, sql);
    return row!.made;
  }
}

function refusedBy({ message, detail }: Error & { detail?: string }): ImportFault {
  return {
    message: `The database refuses the file: ${message}${detail === undefined ? '' : ` (${detail})`}`,
  };
}
