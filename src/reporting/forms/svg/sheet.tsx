import { renderToStaticMarkup } from 'preact-render-to-string';
import type { Words } from '../../../language/words.js';
import type { ReportFigures } from '../report-figures.js';
import { areaBars } from '../charts/area-bars.js';
import { wrap } from '../charts/fitting.js';
import { moved, type Mark, type Scene, type Tone } from '../charts/scene.js';
import { squares } from '../charts/squares.js';
import { timelineChart } from '../charts/timeline.js';
import { textOf } from '../document/blocks.js';
import { headline, openLines, rangeText, titleOf } from '../document/summary.js';
import { creditOf, labelled, originFacts, percentOf, provenanceOf } from '../wording.js';
import { Drawing } from './drawing.js';

/** The charts that can be had alone. */
export const CHARTS = ['areas', 'squares', 'timeline'] as const;
export type Chart = (typeof CHARTS)[number];

const WIDTH = 720;
const MARGIN = 32;
const INNER = WIDTH - 2 * MARGIN;

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
  const column = new TextColumn(MARGIN, INNER);
  const title = titleOf(card, words);
  column.text(title.text, 19, 'ink', true);
  for (const runs of title.lines) column.text(textOf(runs), 11, 'muted');
  column.space(10);
  const { caption } = headline(card, words);
  column.text(`${caption} · ${percentOf(card.total.percentComplete, words)}`, 16, 'accent', true);
  column.text(labelled(words.text('rangeLabel'), rangeText(card, words), words), 12, 'ink');
  for (const runs of openLines(card, words)) column.text(textOf(runs), 12, 'ink');
  for (const scene of scenes) {
    column.space(18);
    column.text(scene.title, 13, 'ink', true);
    column.space(4);
    column.draw(scene);
  }
  column.space(16);
  for (const [label, text] of [...originFacts(card, words), ...provenanceOf(card, words)])
    column.text(labelled(label, text, words), 10, 'muted');
  if (card.sources.length > 0) column.text(`${words.text('sources')}:`, 10, 'muted');
  card.sources.forEach((source, at) => {
    column.text(`[${at + 1}] ${creditOf(source, words)}`, 10, 'muted');
  });
  const sheet: Scene = {
    name: 'scorecard',
    width: WIDTH,
    height: column.end + MARGIN,
    title: title.text,
    description: [`${caption}.`, ...scenes.map((scene) => `${scene.title}: ${scene.description}`)].join(' '),
    marks: column.marks,
  };
  return `<?xml version="1.0" encoding="UTF-8"?>\n${renderToStaticMarkup(<Drawing scene={sheet} fixed />)}\n`;
}

/** Puts texts and drawings below each other. */
class TextColumn {
  readonly marks: Mark[] = [];
  end = MARGIN;

  constructor(
    private readonly left: number,
    private readonly width: number,
  ) {}

  /** Wrapped; what takes more than eight lines is cut, because a picture is no place for it. */
  text(text: string, size: number, tone: Tone, bold = false): void {
    for (const line of wrap(text, this.width, size, 8, bold)) {
      this.end += size * 1.4;
      this.marks.push({
        kind: 'label',
        x: this.left,
        y: this.end - size * 0.3,
        text: line,
        size,
        tone,
        bold,
      });
    }
  }

  space(height: number): void {
    this.end += height;
  }

  draw(scene: Scene): void {
    this.marks.push(...moved(scene.marks, this.left, this.end));
    this.end += scene.height;
  }
}
