import { parentPort } from 'node:worker_threads';
import { locate } from '../anchoring/locate.js';
import { NormalisedText } from '../anchoring/normalised-text.js';
import { reanchor } from '../anchoring/reanchor.js';
import { extractText } from './extract.js';
import type { TextAnswer, TextJob, TextJobs, TextRequest } from './text-jobs.js';
import { UnreadableText } from './unreadable-text.js';

/*
 * The entry of a worker thread, started by text-workers.ts: one request, one answer, one at a time.
 */

type Worked<J extends TextJob> = TextJobs[J]['result'] | Promise<TextJobs[J]['result']>;
const work: { [J in TextJob]: (...args: TextJobs[J]['args']) => Worked<J> } = {
  extract: extractText,
  reanchor: (text, passages) => reanchor(new NormalisedText(text), passages),
  locate: (text, words) => locate(new NormalisedText(text), words),
};

async function answerTo({ job, args }: TextRequest): Promise<TextAnswer> {
  try {
    return { done: await (work[job] as (...args: unknown[]) => Worked<TextJob>)(...args) };
  } catch (error) {
    if (error instanceof UnreadableText) return { unreadable: error.reason, message: error.message };
    return { failed: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

parentPort?.on('message', (request: TextRequest) => {
  void answerTo(request).then((answer) => parentPort?.postMessage(answer));
});
