import { serveJobs } from '../../workers/serve-jobs.js';
import { drawPdf } from './draw-pdf.js';
import type { PdfJobs } from './pdf-jobs.js';

/*
 * The entry of a worker thread, started by pdf-workers.ts.
 */

serveJobs<PdfJobs>({ draw: drawPdf });
