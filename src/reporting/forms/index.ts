import type { Readable } from 'node:stream';
import type { Form } from '../../http/negotiate.js';
import { wordsOf } from '../../language/words.js';
import type { Report } from '../report.js';
import type { Scorecard } from '../scorecard.js';
import { csv } from './csv.js';
import { htmlPage } from './html/page.js';
import { pageDocument } from './document/report-document.js';
import { STYLE } from './html/style.js';
import { markdown } from './markdown.js';
import { pdf } from './pdf/pdf-thread.js';
import { printJob } from './pdf/print-job.js';
import { printable, printableReport } from './printable.js';
import { readableOf } from './streaming.js';
import { svgSheet, type Chart } from './svg/sheet.js';
import { xlsx } from './xlsx/xlsx.js';

/** What only some forms look at. */
export interface FormOptions {
  /** CSV: begin with a byte order mark. */
  bom?: boolean;
  /** SVG: one chart alone. */
  chart?: Chart;
}

/** A form of the report: the language is the report's. */
export interface ReportForm extends Form {
  readonly name: string;
  render(report: Report, options?: FormOptions): Rendered | Promise<Rendered>;
}

/** Streams are written as they are read, so that they take little memory however long the plan. */
export type Rendered = string | Buffer | Readable;

/** Forms other than JSON print no control characters: XML allows none, and nobody can read them. */
const form =
  (render: ReportForm['render']): ReportForm['render'] =>
  (report, options) =>
    render(printableReport(report), options);

/** Every form in which a report can be had; JSON first, for whoever does not say. */
export const REPORT_FORMS = [
  {
    name: 'json',
    extension: '.json',
    type: 'application/json; charset=utf-8',
    render: ({ scorecard }: Report) => JSON.stringify(scorecard),
  },
  {
    name: 'html',
    extension: '.html',
    type: 'text/html; charset=utf-8',
    styles: [STYLE],
    render: form((report) => readableOf(htmlPage(pageDocument(report), report.scorecard.language))),
  },
  {
    name: 'pdf',
    extension: '.pdf',
    type: 'application/pdf',
    render: form((report) => pdf(printJob(report))),
  },
  {
    name: 'xlsx',
    extension: '.xlsx',
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    render: form((report) => xlsx(report, wordsOf(report.scorecard.language))),
  },
  {
    name: 'csv',
    extension: '.csv',
    type: 'text/csv; charset=utf-8; header=present',
    render: form((report, { bom } = {}) => readableOf(csv(report, { bom }))),
  },
  {
    name: 'md',
    extension: '.md',
    type: 'text/markdown; charset=utf-8; variant=GFM',
    render: form((report) => readableOf(markdown(pageDocument(report)))),
  },
  {
    name: 'svg',
    extension: '.svg',
    type: 'image/svg+xml',
    render: form((report, { chart } = {}) => svgSheet(report, wordsOf(report.scorecard.language), chart)),
  },
] as const satisfies readonly [ReportForm, ...ReportForm[]];

/** What a downloaded report is called: plan and day. Slugs and days are ASCII. */
export function fileName({ plan, asOf }: Scorecard, { extension }: Form): string {
  return `${plan.slug}-${asOf}${extension}`;
}

/**
 * The value of Content-Disposition (RFC 6266): shown where a browser can show it, saved under its name. A name that is
 * not ASCII is given a second time as RFC 8187 writes it, for all who understand that.
 * @param kind `inline` for what a browser shows, else `attachment`
 */
export function contentDisposition(kind: 'inline' | 'attachment', name: string): string {
  const plain = printable(name).replace(/["\\/\r\n\t]/g, '_');
  const ascii = plain.replace(/[^\x20-\x7E]/g, '_');
  if (ascii === plain) return `${kind}; filename="${ascii}"`;
  const encoded = encodeURIComponent(plain).replace(
    /['()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${kind}; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
