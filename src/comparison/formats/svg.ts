import type { Words } from '../../language/words.js';
import { INNER, Sheet } from '../../documents/svg/svg-file.js';
import { creditOf, labelled } from '../../reporting/scorecard/formats/wording.js';
import type { Comparison } from '../compare.js';
import { figuresOf, sourcesOf } from './document.js';
import { flowChart } from './flow-chart.js';
import { comparisonOrigin, pageAddress, titleText, totalsText } from './naming.js';

/** The comparison as one SVG file: the totals, where the objectives went, and where it comes from. */
export function comparisonSvg(comparison: Comparison, words: Words): string {
  const scene = flowChart(comparison, words, INNER);
  const sheet = new Sheet();
  const title = titleText(comparison, words);
  sheet.text(title, 19, 'ink', true);
  const moment = { day: words.day(comparison.asOf), instant: words.instant(comparison.knownAt) };
  sheet.text(words.text('asOfKnownAt', moment), 11, 'muted');
  sheet.space(10);
  const figures = figuresOf(comparison, words);
  const totals = totalsText(comparison, words);
  if (figures !== null) sheet.text(`${figures.caption} · ${figures.percent}`, 15, 'accent', true);
  for (const text of totals) sheet.text(text, 12, 'ink');
  if (figures === null) {
    sheet.text(words.text('notComparedBegin', { address: pageAddress(comparison) }), 12, 'ink');
  } else {
    sheet.text(words.text('onlyDecided'), 11, 'muted');
    sheet.chart(scene);
  }
  sheet.space(16);
  for (const [label, text] of comparisonOrigin(comparison, words))
    sheet.text(labelled(label, text, words), 10, 'muted');
  const sources = sourcesOf(comparison);
  if (sources.length > 0) sheet.text(`${words.text('sources')}:`, 10, 'muted');
  sources.forEach((source, at) => {
    sheet.text(`[${at + 1}] ${creditOf(source, words)}`, 10, 'muted');
  });
  return sheet.file({
    name: 'comparison',
    title,
    description: `${totals.join(' ')} ${scene.title}: ${scene.description}`,
  });
}
