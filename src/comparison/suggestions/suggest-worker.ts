import { serveJobs } from '../../workers/serve-jobs.js';
import type { SuggestJobs } from './suggest-jobs.js';
import { suggest } from './suggest.js';
import { distinctWords } from './words.js';

/*
 * The entry of a worker thread, started by suggest-workers.ts.
 */

serveJobs<SuggestJobs>({ words: distinctWords, suggest });
