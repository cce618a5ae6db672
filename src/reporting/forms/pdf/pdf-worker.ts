import { parentPort } from 'node:worker_threads';
import type { ReportFigures } from '../report-figures.js';
import { drawPdf } from './draw-pdf.js';

/*
 * The entry of the thread that draws PDFs, started by pdf-thread.ts: one report, one answer, one at a time.
 */

/** The file, or why there is none. */
export type PdfAnswer = { pdf: Uint8Array } | { failed: string };

async function answerTo(report: ReportFigures): Promise<PdfAnswer> {
  try {
    return { pdf: await drawPdf(report) };
  } catch (error) {
    return { failed: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

parentPort?.on('message', (report: ReportFigures) => {
  void answerTo(report).then((answer) => parentPort?.postMessage(answer));
});
