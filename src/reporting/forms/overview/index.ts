import { buffer } from 'node:stream/consumers';
import type { Form } from '../../../http/negotiate.js';
import { wordsOf } from '../../../language/words.js';
import type { Overview, OverviewReport } from '../../overview.js';
import { htmlPage } from '../html/page.js';
import { REPORT_FORMS } from '../index.js';
import { markdown } from '../markdown.js';
import { pdf } from '../pdf/pdf-thread.js';
import { PRINTED_WIDTH } from '../pdf/print-job.js';
import { printableThroughout } from '../printable.js';
import { readableOf } from '../streaming.js';
import { overviewCsv } from './overview-csv.js';
import { overviewDocument } from './overview-document.js';
import { latestKnownAt } from './overview-moment.js';
import { overviewSvg } from './overview-svg.js';
import { overviewXlsx } from './overview-xlsx.js';

type FormName = (typeof REPORT_FORMS)[number]['name'];

/** A form of the table of presidencies: a page of it is small, so it is made whole. */
export interface OverviewForm extends Form {
  readonly name: FormName;
  /** @param bom CSV: begin with a byte order mark */
  render(report: OverviewReport, bom?: boolean): Promise<string | Buffer>;
}

type Render = (report: OverviewReport, bom: boolean) => string | Buffer | Promise<string | Buffer>;

const RENDER: Record<FormName, Render> = {
  json: ({ overview }) => JSON.stringify(overview),
  html: (report) => buffer(readableOf(htmlPage(blocksOf(report, 720), report.overview.language))),
  md: (report) => buffer(readableOf(markdown(blocksOf(report, 720)))),
  pdf: (report) =>
    pdf({
      blocks: blocksOf(report, PRINTED_WIDTH),
      subject: report.overview.origin.address,
      language: report.overview.language,
      madeAt: latestKnownAt(report),
      day: report.overview.asOf,
    }),
  xlsx: (report) => buffer(overviewXlsx(report, wordsOf(report.overview.language))),
  csv: (report, bom) => overviewCsv(report, wordsOf(report.overview.language), bom),
  svg: (report) => overviewSvg(report, wordsOf(report.overview.language)),
};

function blocksOf(report: OverviewReport, width: number): ReturnType<typeof overviewDocument> {
  return overviewDocument(report, wordsOf(report.overview.language), width);
}

/** The forms in which the table of presidencies can be had: those of a report. */
export const OVERVIEW_FORMS = REPORT_FORMS.map((form): OverviewForm => ({
  ...form,
  render: async (report, bom = false) =>
    RENDER[form.name](form.name === 'json' ? report : printableThroughout(report), bom),
})) as [OverviewForm, ...OverviewForm[]];

/** What a downloaded table is called: organization, if it is of one, and day. Slugs and days are ASCII. */
export function overviewFileName({ organization, asOf }: Overview, { extension }: Form): string {
  return `${organization === null ? '' : `${organization.slug}-`}presidencies-${asOf}${extension}`;
}
