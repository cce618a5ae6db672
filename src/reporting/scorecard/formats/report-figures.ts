import type { Report } from '../report.js';

/** A report without what is read as it is printed: what fits on a picture or a page, and can go to another thread. */
export type ReportFigures = Omit<Report, 'objectives'>;
