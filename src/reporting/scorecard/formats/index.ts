import { type Format, formatNamed, type PrintedFormat, printedFormats } from '../../../documents/formats.js';
import { htmlPage } from '../../../documents/html/page.js';
import { markdown } from '../../../documents/markdown.js';
import { pdf } from '../../../documents/pdf/pdf-workers.js';
import { readableOf } from '../../../documents/streaming.js';
import { wordsOf } from '../../../language/words.js';
import type { Report } from '../report.js';
import type { Scorecard } from '../scorecard.js';
import { csv } from './csv.js';
import { printableReport } from './printable-report.js';
import { printJob } from './print-job.js';
import { pageDocument } from './report-document.js';
import { svgSheet, type Chart } from './svg.js';
import { xlsx } from './xlsx.js';

/** What only some formats look at. */
export interface ReportOptions {
  /** CSV: begin with a byte order mark. */
  bom?: boolean;
  /** PDF: with the passages of the complete objectives; so where it is not said. */
  appendix?: boolean;
  /** SVG: one chart alone. */
  chart?: Chart;
}

/** A format of the report: the language is the report's. */
export type ReportFormat = PrintedFormat<Report, ReportOptions>;

/** Every format in which a report can be had. */
export const REPORT_FORMATS = printedFormats<Report, ReportOptions>(
  {
    json: ({ scorecard }) => JSON.stringify(scorecard),
    html: (report) => readableOf(htmlPage(pageDocument(report), report.scorecard.language)),
    pdf: async (report, { appendix = true }) => pdf(await printJob(report, { appendix })),
    xlsx: (report) => xlsx(report, wordsOf(report.scorecard.language)),
    csv: (report, { bom }) => readableOf(csv(report, { bom })),
    md: (report) => readableOf(markdown(pageDocument(report))),
    svg: (report, { chart }) => svgSheet(report, wordsOf(report.scorecard.language), chart),
  },
  printableReport,
);

/** The formats in which the timeline can be had by itself. */
export const TIMELINE_FORMATS = [
  formatNamed(REPORT_FORMATS, 'json'),
  formatNamed(REPORT_FORMATS, 'csv'),
  formatNamed(REPORT_FORMATS, 'svg'),
] as const;

/** What a downloaded report is called: plan and day. Slugs and days are ASCII. */
export function fileName({ plan, asOf }: Scorecard, { extension }: Format): string {
  return `${plan.slug}-${asOf}${extension}`;
}
