import { Injectable } from '@nestjs/common';
import { requestContext } from '../../core/context.js';
import { Refusal } from '../../core/errors.js';
import { includes } from '../../core/roles.js';
import { rowsOf, type Transaction, Transactions } from '../../database/transactions.js';
import type { ImportFault, ReadingReport } from '../import/import-report.js';
import { DatasetLoader } from '../dataset-loader.js';
import type { DatasetScale } from '../dataset-scales.js';
import { validateDataset } from '../dataset-schema.js';
import type { Dataset } from '../dataset.js';
import { openDataset, UnreadableDataset } from './read-dataset.js';
import { DatasetRestore, type Restored, type Told } from './restore/dataset-restore.js';

/** What an import of a dataset did, or would do. Lines count from 1; `column` of a fault is a JSON Pointer. */
export interface DatasetReport extends ReadingReport {
  format: 'dataset';
  /** Whether it is stored: not where there are faults, nor after a dry run. */
  applied: boolean;
  /** By what was read, such as `objectives`: how many are new here, and how many were here already. */
  counts: Record<string, { created: number; unchanged: number }>;
}

export interface DatasetImportOptions {
  /** Does all of it and takes it back. */
  dryRun?: boolean;
  /** Publishes a plan that was written by hand, which is a draft otherwise. A history says itself what it is. */
  publish?: boolean;
  told?: Told;
}

/** Takes the transaction back once all is done, and carries what would have come of it. */
class TakenBack extends Error {
  constructor(readonly outcome: Outcome) {
    super('taken back');
  }
}

type Outcome = Pick<DatasetReport, 'counts' | 'faults' | 'warnings'>;

const LEVELS = `
SELECT s.slug, json_agg(json_build_object('slug', l.slug, 'complete', l.complete, 'final', l.final, 'assessed', l.assessed,
         'applicable', l.applicable) ORDER BY l.position) AS levels
  FROM rating_scale s JOIN rating_level l ON l.scale_id = s.id GROUP BY s.slug`;

/** Imports datasets of either version: all of a file, or nothing. */
@Injectable()
export class DatasetImport {
  constructor(
    private readonly transactions: Transactions,
    private readonly loader: DatasetLoader,
    private readonly restoration: DatasetRestore,
  ) {}

  /**
   * @param bytes of the file, read once as they come
   * @throws Refusal `not-allowed` where a history is imported by anyone but an administrator
   */
  async import(bytes: AsyncIterable<Uint8Array>, options: DatasetImportOptions = {}): Promise<DatasetReport> {
    const isDry = options.dryRun ?? false;
    try {
      const outcome = await this.transactions.runLong(async (tx) => {
        const done = await this.within(tx, bytes, options);
        if (isDry || done.faults.length > 0) throw new TakenBack(done);
        return done;
      });
      return reportOf(outcome, true);
    } catch (error) {
      if (error instanceof TakenBack) return reportOf(error.outcome, false);
      if (error instanceof UnreadableDataset) {
        const { line, message } = error;
        return reportOf({ counts: {}, faults: [{ sheet: null, row: line, message }], warnings: [] }, false);
      }
      throw error;
    }
  }

  private async within(
    tx: Transaction,
    bytes: AsyncIterable<Uint8Array>,
    { publish = false, told }: DatasetImportOptions,
  ): Promise<Outcome> {
    const opened = await openDataset(bytes);
    if (opened.version === 1) return this.load(tx, opened.dataset, publish ? 'published' : 'draft');
    const { role } = requestContext().actor;
    if (!includes(role, 'admin')) {
      throw new Refusal(
        'not-allowed',
        `A history names instants and people: importing one needs the role admin; yours is ${role}.`,
      );
    }
    const { counts, ...found } = await this.restoration.restore(tx, opened.records, told);
    return { ...found, counts: inPlural(counts) };
  }

  private async load(tx: Transaction, value: unknown, state: 'draft' | 'published'): Promise<Outcome> {
    const scales = await rowsOf<DatasetScale>(tx, LEVELS);
    const problems = validateDataset(value, scales);
    if (problems.length > 0) return { counts: {}, faults: problems.map(faultOf), warnings: [] };
    const dataset = value as Dataset;
    try {
      const loaded = await this.loader.load(tx, dataset, { state, unread: true });
      return { counts: countsOf(dataset, loaded), faults: [], warnings: [] };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const errors = error.errors ?? [{ pointer: '', message: error.message }];
      return { counts: {}, faults: errors.map(faultOf), warnings: [] };
    }
  }
}

function faultOf({ pointer, message }: { pointer: string; message: string }): ImportFault {
  return { sheet: null, column: pointer, message };
}

/** Objectives are counted as `objectives`. */
function inPlural(counts: Restored['counts']): DatasetReport['counts'] {
  return Object.fromEntries(Object.entries(counts).map(([type, count]) => [`${type}s`, count]));
}

function countsOf(
  { plan, sources }: Dataset,
  { newSources, newPassages }: { newSources: number; newPassages: number },
): DatasetReport['counts'] {
  const ofNew = (created: number, all = created): { created: number; unchanged: number } => {
    return { created, unchanged: all - created };
  };
  const sum = (numbers: number[]): number => numbers.reduce((total, number) => total + number, 0);
  return {
    plans: ofNew(1),
    areas: ofNew(plan.areas.length),
    objectives: ofNew(plan.objectives.length),
    assessments: ofNew(sum(plan.objectives.map(({ assessments }) => assessments.length))),
    claims: ofNew(plan.claims.length),
    sources: ofNew(newSources, sources.length),
    passages: ofNew(newPassages, sum(sources.map(({ passages }) => passages.length))),
  };
}

function reportOf({ counts, faults, warnings }: Outcome, applied: boolean): DatasetReport {
  const nothing = { columns: [], statuses: [], leftOut: [], kept: [] };
  return { applied, format: 'dataset', counts, faults, warnings: warnings, ...nothing };
}
