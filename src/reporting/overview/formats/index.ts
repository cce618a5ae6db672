import { type Format, type PrintedFormat, printedFormats } from '../../../documents/formats.js';
import { htmlPage } from '../../../documents/html/page.js';
import { markdown } from '../../../documents/markdown.js';
import { pdf } from '../../../documents/pdf/pdf-workers.js';
import { PRINTED_WIDTH } from '../../../documents/pdf/print-job.js';
import { readableOf } from '../../../documents/streaming.js';
import { wordsOf } from '../../../language/words.js';
import type { Overview, OverviewReport } from '../overview.js';
import { overviewCsv } from './csv.js';
import { overviewDocument } from './document.js';
import { latestKnownAt } from './moment.js';
import { overviewSvg } from './svg.js';
import { overviewXlsx } from './xlsx.js';

/** What only some formats look at. */
export interface OverviewOptions {
  /** CSV: begin with a byte order mark. */
  bom?: boolean;
}

/** A format of the table of presidencies. */
export type OverviewFormat = PrintedFormat<OverviewReport, OverviewOptions>;

/** The formats in which the table of presidencies can be had. */
export const OVERVIEW_FORMATS = printedFormats<OverviewReport, OverviewOptions>({
  json: ({ overview }) => JSON.stringify(overview),
  html: (report) => readableOf(htmlPage(blocksOf(report, 720), report.overview.language)),
  md: (report) => readableOf(markdown(blocksOf(report, 720))),
  pdf: (report) =>
    pdf({
      blocks: blocksOf(report, PRINTED_WIDTH),
      subject: report.overview.origin.address,
      language: report.overview.language,
      madeAt: latestKnownAt(report),
      day: report.overview.asOf,
    }),
  xlsx: (report) => overviewXlsx(report, wordsOf(report.overview.language)),
  csv: (report, { bom = false }) => overviewCsv(report, wordsOf(report.overview.language), bom),
  svg: (report) => overviewSvg(report, wordsOf(report.overview.language)),
});

function blocksOf(report: OverviewReport, width: number): ReturnType<typeof overviewDocument> {
  return overviewDocument(report, wordsOf(report.overview.language), width);
}

/** What a downloaded table is called: organization, if it is of one, and day. Slugs and days are ASCII. */
export function overviewFileName({ organization, asOf }: Overview, { extension }: Format): string {
  return `${organization === null ? '' : `${organization.slug}-`}presidencies-${asOf}${extension}`;
}
