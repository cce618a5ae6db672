import type { PrintJob } from './print-job.js';

/** What a worker can be asked for. Both the job and the file are copied between threads. */
export interface PdfJobs {
  draw: { args: [job: PrintJob]; result: Uint8Array };
}
