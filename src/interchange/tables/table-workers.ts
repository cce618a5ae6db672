import { WorkerPool, type WorkerPoolOptions } from '../../workers/worker-pool.js';
import type { ImportMapping } from '../import/import-report.js';
import type { TableRead } from './read-table.js';
import type { TableContext } from './reading.js';

/** What a worker does with a table. */
export interface TableJobs {
  read: { args: [bytes: Uint8Array, context: TableContext, mapping: ImportMapping]; result: TableRead };
}

const workshop = {
  entry: 'interchange/tables/table-worker.js',
  thing: 'table',
  refusal: (told: unknown): Error => new Error(String(told)),
};

/** Reads tables in worker threads, one at a time, within bounds of time and memory. */
export class TableWorkers extends WorkerPool<TableJobs> {
  constructor(options: WorkerPoolOptions = {}) {
    super(workshop, { size: 1, queue: 20, timeoutMs: 30_000, ...options });
  }

  /** See {@link readTableFile}. @throws WorkFailed when the work was given up */
  read(bytes: Uint8Array, context: TableContext, mapping: ImportMapping): Promise<TableRead> {
    const handed = new Uint8Array(bytes);
    return this.ask('read', [handed, context, mapping], [handed.buffer]);
  }
}
