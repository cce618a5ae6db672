import type { Words } from '../../../language/words.js';
import type { Scorecard } from '../../scorecard.js';
import type { AreaCounts } from '../../scorecard.js';
import { widthOf, wrap } from './fitting.js';
import { Kinds, type Drawn } from './kinds.js';
import { legend } from './legend.js';
import type { Mark, Scene } from './scene.js';

const BAR = 22;
const SIZE = 12;

/** One stacked bar for each area, as long as the area has objectives, with its counts and its percentage. */
export function areaBars(card: Scorecard, words: Words, width: number): Scene {
  const kinds = new Kinds(card.scale.levels, words);
  const most = Math.max(1, ...card.areas.map((area) => area.objectives));
  const marks: Mark[] = [];
  let y = 0;
  for (const area of card.areas) {
    const reading = readingOf(area, words);
    const readingWidth = widthOf(reading, SIZE, true);
    const names = wrap(area.name, width - readingWidth - 24, SIZE, 2);
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
    marks.push(...bar(kinds.ofCounts(area), y, (width - 1) / most));
    y += BAR + 13;
  }
  const key = legend(kinds.ofCounts(card.total), width, y + 2);
  return {
    name: 'areas',
    width,
    height: key.end,
    title: words.text('chartAreas'),
    description: words.text('chartAreasDescription', {
      areas: card.areas.map((area) => describe(area, words)).join('; '),
    }),
    marks: [...marks, ...key.marks],
  };
}

function bar(parts: readonly Drawn[], y: number, unit: number): Mark[] {
  const marks: Mark[] = [];
  let x = 0.5;
  for (const { label, look, count } of parts) {
    const width = count * unit;
    const text = String(count);
    const taken = widthOf(text, 11, true) + 6;
    marks.push({ kind: 'box', x, y, width, height: BAR, look, tip: `${label}: ${count}` });
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

function readingOf(area: AreaCounts, words: Words): string {
  const count = words.text('countOf', { complete: area.complete, of: area.objectives });
  return area.percentComplete === null ? count : `${count} · ${words.percent(area.percentComplete)}`;
}

function describe(area: AreaCounts, words: Words): string {
  return words.text('areaReading', { area: area.name, complete: area.complete, of: area.objectives });
}
