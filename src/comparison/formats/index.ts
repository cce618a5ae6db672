import type { Block } from '../../documents/blocks.js';
import { type Format, type PrintedFormat, printedFormats } from '../../documents/formats.js';
import { htmlPage } from '../../documents/html/page.js';
import { markdown } from '../../documents/markdown.js';
import { pdf } from '../../documents/pdf/pdf-workers.js';
import { PRINTED_WIDTH } from '../../documents/pdf/print-job.js';
import { readableOf } from '../../documents/streaming.js';
import { wordsOf } from '../../language/words.js';
import type { Comparison } from '../compare.js';
import { comparisonCsv } from './csv.js';
import { comparisonDocument } from './document.js';
import { comparisonSvg } from './svg.js';
import { comparisonXlsx } from './xlsx.js';

/** On paper longer lists help nobody, and to set them would keep others waiting. */
const PRINTED_ROWS = 400;

const page = (comparison: Comparison): Block[] =>
  comparisonDocument(comparison, wordsOf(comparison.language), { width: 720, rows: Infinity });

/** What only some formats look at. */
export interface ComparisonOptions {
  /** CSV: begin with a byte order mark. */
  bom?: boolean;
}

/** A format of the comparison: the language is the comparison's. */
export type ComparisonFormat = PrintedFormat<Comparison, ComparisonOptions>;

/** Every format in which a comparison can be had. */
export const COMPARISON_FORMATS = printedFormats<Comparison, ComparisonOptions>({
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
});

/** What a downloaded comparison is called: both plans and the day. */
export function comparisonFileName({ from, to, asOf }: Comparison, { extension }: Format): string {
  return `${from.slug}-${to.slug}-${asOf}${extension}`;
}
