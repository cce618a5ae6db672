import { parentPort } from 'node:worker_threads';
import { drawPdf } from './draw-pdf.js';
import type { PrintJob } from './print-job.js';

/*
 * The entry of the thread that draws PDFs, started by pdf-thread.ts: one report, one answer, one at a time.
 */

/** The file, or why there is none. */
export type PdfAnswer = { pdf: Uint8Array } | { failed: string };

async function answerTo(job: PrintJob): Promise<PdfAnswer> {
  try {
    return { pdf: await drawPdf(job) };
  } catch (error) {
    return { failed: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

parentPort?.on('message', (job: PrintJob) => {
  void answerTo(job).then((answer) => parentPort?.postMessage(answer));
});
