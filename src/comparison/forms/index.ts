import type { Form } from '../../http/negotiate.js';
import { wordsOf } from '../../language/words.js';
import type { Block } from '../../reporting/forms/document/blocks.js';
import { htmlPage } from '../../reporting/forms/html/page.js';
import { type FormOptions, REPORT_FORMS, type Rendered } from '../../reporting/forms/index.js';
import { markdown } from '../../reporting/forms/markdown.js';
import { pdf } from '../../reporting/forms/pdf/pdf-thread.js';
import { PRINTED_WIDTH } from '../../reporting/forms/pdf/print-job.js';
import { printableThroughout } from '../../reporting/forms/printable.js';
import { readableOf } from '../../reporting/forms/streaming.js';
import type { FormName } from '../../reporting/report-forms.js';
import type { Comparison } from '../compare.js';
import { comparisonCsv } from './csv.js';
import { comparisonDocument } from './document.js';
import { comparisonSvg } from './svg.js';
import { comparisonXlsx } from './xlsx.js';

/** On paper longer lists help nobody, and to set them would keep others waiting. */
const PRINTED_ROWS = 400;

type Render = (comparison: Comparison, options: FormOptions) => Rendered | Promise<Rendered>;

const page = (comparison: Comparison): Block[] =>
  comparisonDocument(comparison, wordsOf(comparison.language), { width: 720, rows: Infinity });

const RENDER: Record<FormName, Render> = {
  json: (comparison) => JSON.stringify(comparison),
  html: (comparison) => readableOf(htmlPage(page(comparison), comparison.language)),
  pdf: (comparison) => {
    const { language, origin, knownAt, asOf } = comparison;
    const extent = { width: PRINTED_WIDTH, rows: PRINTED_ROWS };
    const blocks = comparisonDocument(comparison, wordsOf(language), extent);
    return pdf({ blocks, subject: origin.address, language, madeAt: knownAt, day: asOf });
  },
  xlsx: (comparison) => comparisonXlsx(comparison, wordsOf(comparison.language)),
  csv: (comparison, { bom }) => comparisonCsv(comparison, { bom }),
  md: (comparison) => readableOf(markdown(page(comparison))),
  svg: (comparison) => comparisonSvg(comparison, wordsOf(comparison.language)),
};

/** A form of the comparison: the language is the comparison's. */
export interface ComparisonForm extends Form {
  readonly name: FormName;
  render(comparison: Comparison, options?: FormOptions): Rendered | Promise<Rendered>;
}

/** Forms other than JSON print no control characters, as in {@link REPORT_FORMS}. */
const ofComparison = ({ render: _report, ...form }: (typeof REPORT_FORMS)[number]): ComparisonForm => ({
  ...form,
  render: (comparison, options = {}) =>
    RENDER[form.name](form.name === 'json' ? comparison : printableThroughout(comparison), options),
});

const [first, ...others] = REPORT_FORMS;

/** Every form in which a comparison can be had: the same as a report's, JSON first. */
export const COMPARISON_FORMS: readonly [ComparisonForm, ...ComparisonForm[]] = [
  ofComparison(first),
  ...others.map(ofComparison),
];

/** What a downloaded comparison is called: both plans and the day. */
export function comparisonFileName({ from, to, asOf }: Comparison, { extension }: Form): string {
  return `${from.slug}-${to.slug}-${asOf}${extension}`;
}
