import type { Language } from '../../../language/languages.js';
import { wordsOf } from '../../../language/words.js';
import type { Block } from '../document/blocks.js';
import { reportDocument } from '../document/report-document.js';
import type { ReportFigures } from '../report-figures.js';

/** Charts are laid out this wide and made smaller to fit the page. */
export const PRINTED_WIDTH = 740;

/** What goes to the thread that draws: data and nothing that reads as it is printed. */
export interface PrintJob {
  /** With a title among them, and no stream. */
  blocks: Block[];
  /** The address that gives the report again. */
  subject: string;
  language: Language;
  /** RFC 3339: what the file says of its making, so that the same report gives the same bytes. */
  madeAt: string;
  /** `YYYY-MM-DD`, the day that the report is about. */
  day: string;
}

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
