import { awaitWork } from '../../workers/await-work.js';
import { WorkerPool, type WorkerPoolOptions } from '../../workers/worker-pool.js';
import type { PdfJobs } from './pdf-jobs.js';
import type { PrintJob } from './print-job.js';

const workshop = {
  entry: 'documents/pdf/pdf-worker.js',
  thing: 'PDF',
  refusal: (told: unknown): Error => new Error(String(told)),
};

/** What the program as a whole may grow by says nothing about a PDF, whose thread has a heap of its own. */
const LIMITS = { size: 1, queue: 20, timeoutMs: 60_000, heapMb: 256, growthMb: Infinity };

/**
 * Draws PDFs in a thread of their own, one after another: to set the type and to subset the fonts takes some hundred
 * milliseconds, in which the event loop would answer nobody.
 */
export class PdfWorkers extends WorkerPool<PdfJobs> {
  constructor(options?: WorkerPoolOptions) {
    super(workshop, { ...LIMITS, ...options });
  }

  /**
   * @throws Refusal `too-busy` where too many wait already, or the service is stopping
   * @throws WorkFailed where the drawing failed, took too long or too much memory
   */
  async draw(job: PrintJob): Promise<Buffer> {
    const { buffer, byteOffset, byteLength } = await awaitWork(this.ask('draw', [job]));
    return Buffer.from(buffer, byteOffset, byteLength);
  }
}

/** Those of the program, from the first PDF until they are closed. */
let workers: PdfWorkers | undefined;

/** A report as a PDF, drawn off the event loop; see {@link PdfWorkers.draw}. */
export function pdf(job: PrintJob): Promise<Buffer> {
  return (workers ??= new PdfWorkers()).draw(job);
}

/** Ends the thread that draws; what is under way or waits is refused. The next PDF starts another. */
export async function closePdfWorkers(): Promise<void> {
  const closing = workers;
  workers = undefined;
  await closing?.close();
}
