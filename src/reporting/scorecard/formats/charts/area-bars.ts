import type { Words } from '../../../../language/words.js';
import type { Scorecard } from '../../scorecard.js';
import type { AreaCounts } from '../../counts.js';
import { readingOf } from '../coverage.js';
import { widthOf, wrap } from '../../../../documents/charts/fitting.js';
import { Kinds } from './kinds.js';
import { legend, type LegendEntry } from '../../../../documents/charts/legend.js';
import type { Mark, Scene } from '../../../../documents/charts/scene.js';

const BAR = 22;
const SIZE = 12;
const NOTE = 10;

/** One stacked bar for each area, as long as the area has objectives, with its counts and its percentage. */
export function areaBars(card: Scorecard, words: Words, width: number): Scene {
  const kinds = new Kinds(card.scale.levels, words);
  const most = Math.max(1, ...card.areas.map((area) => area.objectives));
  const bars = stackedBars(
    card.areas.map((area) => ({
      name: area.name,
      reading: readingOf(area, words),
      parts: kinds.ofCounts(area),
      unit: (width - 1) / most,
    })),
    words,
    width,
  );
  const key = legend(kinds.ofCounts(card.total), words, width, bars.end + 2);
  return {
    name: 'areas',
    width,
    height: key.end,
    title: words.text('chartAreas'),
    description: words.text('chartAreasDescription', {
      areas: card.areas.map((area) => describe(area, words)).join('; '),
    }),
    marks: [...bars.marks, ...key.marks],
  };
}

/** A bar of several parts, with what stands above and below it. */
export interface StackedBar {
  name: string;
  /** What is to be read from it, at its end. */
  reading: string;
  parts: readonly LegendEntry[];
  /** How long one of what it counts is. */
  unit: number;
  /** Small, below it. */
  note?: string;
}

/**
 * Bars below each other.
 * @returns the marks, and where they end
 */
export function stackedBars(
  bars: readonly StackedBar[],
  words: Words,
  width: number,
): { marks: Mark[]; end: number } {
  const marks: Mark[] = [];
  let y = 0;
  for (const { name, reading, parts, unit, note } of bars) {
    const readingWidth = widthOf(reading, SIZE, true);
    const names = wrap(name, width - readingWidth - 24, SIZE, 2);
    names.forEach((text, line) => {
      marks.push({ kind: 'label', x: 0, y: y + 12 + line * 16, text, size: SIZE, tone: 'ink' });
    });
    marks.push({
      kind: 'label',
      x: width,
      y: y + 12,
      text: reading,
      size: SIZE,
      tone: 'ink',
      anchor: 'end',
      bold: true,
    });
    y += 16 * Math.max(1, names.length) + 3;
    marks.push(...bar(parts, y, unit, words));
    y += BAR;
    for (const text of note === undefined ? [] : wrap(note, width, NOTE, 3)) {
      y += NOTE * 1.4;
      marks.push({ kind: 'label', x: 0, y, text, size: NOTE, tone: 'muted' });
    }
    y += 13;
  }
  return { marks, end: y };
}

function bar(parts: readonly LegendEntry[], y: number, unit: number, words: Words): Mark[] {
  const marks: Mark[] = [];
  let x = 0.5;
  for (const { label, look, count } of parts) {
    const width = count * unit;
    const text = words.number(count);
    const taken = widthOf(text, 11, true) + 6;
    marks.push({ kind: 'box', x, y, width, height: BAR, look, tip: `${label}: ${text}` });
    if (taken <= width - 2)
      marks.push({
        kind: 'label',
        x: x + width / 2,
        y: y + 15,
        text,
        size: 11,
        tone: 'ink',
        anchor: 'middle',
        bold: true,
        backed: [x + (width - taken) / 2, y + 4, taken, 14],
      });
    x += width;
  }
  return marks;
}

function describe(area: AreaCounts, words: Words): string {
  return words.text('areaReading', { area: area.name, reading: readingOf(area, words) });
}
