import type { Words } from '../../../language/words.js';
import type { ReportFigures } from './report-figures.js';
import { areaBars } from './charts/area-bars.js';
import type { Scene } from '../../../documents/charts/scene.js';
import { squares } from './charts/squares.js';
import { timelineChart } from './charts/timeline.js';
import { textOf } from '../../../documents/blocks.js';
import { capitalised, captionOf, readingOf } from './coverage.js';
import { differingLines, openLines, rangeLines, titleOf } from './summary.js';
import { creditOf, labelled, originFacts, provenanceOf } from './wording.js';
import { INNER, Sheet } from '../../../documents/svg/svg-file.js';

/** The charts that can be had alone. */
export const CHARTS = ['areas', 'squares', 'timeline'] as const;
export type Chart = (typeof CHARTS)[number];

const DRAW: Record<Chart, (report: ReportFigures, words: Words) => Scene> = {
  areas: ({ scorecard }, words) => areaBars(scorecard, words, INNER),
  squares: ({ cells, scorecard }, words) => squares(cells, scorecard, words, INNER),
  timeline: (report, words) => timelineChart(report, words, INNER),
};

/**
 * The report as one SVG file: the headline, the charts, and where they come from.
 * @param chart one chart alone; all of them where none is named
 */
export function svgSheet(report: ReportFigures, words: Words, chart?: Chart): string {
  const card = report.scorecard;
  const scenes = (chart === undefined ? CHARTS : [chart]).map((name) => DRAW[name](report, words));
  const sheet = new Sheet();
  const title = titleOf(card, words);
  sheet.text(title.text, 19, 'ink', true);
  for (const runs of title.lines) sheet.text(textOf(runs), 11, 'muted');
  sheet.space(10);
  const caption = capitalised(readingOf(card.total, words), words);
  sheet.text(caption, 16, 'accent', true);
  for (const runs of [...openLines(card, words), ...differingLines(card, words), ...rangeLines(card, words)])
    sheet.text(textOf(runs), 12, 'ink');
  for (const scene of scenes) sheet.chart(scene);
  sheet.space(16);
  for (const [label, text] of [...originFacts(card, words), ...provenanceOf(card, words)])
    sheet.text(labelled(label, text, words), 10, 'muted');
  if (card.sources.length > 0) sheet.text(`${words.text('sources')}:`, 10, 'muted');
  card.sources.forEach((source, at) => {
    sheet.text(`[${at + 1}] ${creditOf(source, words)}`, 10, 'muted');
  });
  return sheet.file({
    name: 'scorecard',
    title: title.text,
    description: [
      `${captionOf(card.total, words)}.`,
      ...scenes.map((scene) => `${scene.title}: ${scene.description}`),
    ].join(' '),
  });
}
