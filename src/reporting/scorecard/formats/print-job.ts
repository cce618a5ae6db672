import { PRINTED_WIDTH, type PrintJob } from '../../../documents/pdf/print-job.js';
import { wordsOf } from '../../../language/words.js';
import type { Report } from '../report.js';
import { reportDocument } from './report-document.js';
import { printedObjectives } from './objective-list.js';

/**
 * The report of one plan as it is printed.
 * @param options whether the passages of the complete objectives are appended
 */
export async function printJob(report: Report, options: { appendix: boolean }): Promise<PrintJob> {
  const { language, origin, knownAt, asOf } = report.scorecard;
  const words = wordsOf(language);
  const { list, appendix } = await printedObjectives(report, words, options);
  return {
    blocks: reportDocument(report, words, PRINTED_WIDTH, list, appendix),
    subject: origin.address,
    language,
    madeAt: knownAt,
    day: asOf,
  };
}
