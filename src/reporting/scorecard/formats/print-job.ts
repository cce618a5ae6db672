import { PRINTED_WIDTH, type PrintJob } from '../../../documents/pdf/print-job.js';
import { wordsOf } from '../../../language/words.js';
import { reportDocument } from './report-document.js';
import type { ReportFigures } from './report-figures.js';

/** The report of one plan as it is printed. */
export function printJob(report: ReportFigures): PrintJob {
  const { language, origin, knownAt, asOf } = report.scorecard;
  return {
    blocks: reportDocument(report, wordsOf(language), PRINTED_WIDTH),
    subject: origin.address,
    language,
    madeAt: knownAt,
    day: asOf,
  };
}
