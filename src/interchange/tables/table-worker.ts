import { serveJobs } from '../../workers/serve-jobs.js';
import { readTableFile } from './read-table.js';
import type { TableJobs } from './table-workers.js';

/*
 * The entry of a worker thread, started by table-workers.ts.
 */

serveJobs<TableJobs>({ read: readTableFile });
