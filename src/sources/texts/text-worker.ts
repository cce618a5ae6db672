import { serveJobs } from '../../workers/serve-jobs.js';
import { locate } from '../anchoring/locate.js';
import { NormalisedText } from '../anchoring/normalised-text.js';
import { reanchor } from '../anchoring/reanchor.js';
import { extractText } from './extract.js';
import type { TextJobs, ToldUnreadable } from './text-jobs.js';
import { UnreadableText } from './unreadable-text.js';

/*
 * The entry of a worker thread, started by text-workers.ts.
 */

serveJobs<TextJobs>(
  {
    extract: extractText,
    reanchor: (text, passages) => reanchor(new NormalisedText(text), passages),
    locate: (text, words) => locate(new NormalisedText(text), words),
  },
  (error): ToldUnreadable | undefined =>
    error instanceof UnreadableText ? { reason: error.reason, message: error.message } : undefined,
);
