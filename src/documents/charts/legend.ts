import type { Words } from '../../language/words.js';
import { shorten, widthOf } from './fitting.js';
import type { Look, Mark } from './scene.js';

/** A kind of objective with what it is called, how it is drawn, and how many there are. */
export interface LegendEntry {
  label: string;
  look: Look;
  count: number;
}

const SIZE = 11;
const LINE = 18;
const SWATCH = 12;

/**
 * A legend: for each kind its swatch, name and number, side by side and wrapped.
 * @returns the marks from `y` on, and where they end
 */
export function legend(
  kinds: readonly LegendEntry[],
  words: Words,
  width: number,
  y: number,
): { marks: Mark[]; end: number } {
  const marks: Mark[] = [];
  let x = 0;
  let top = y;
  for (const { label, look, count } of kinds) {
    const text = shorten(`${label}: ${words.number(count)}`, width - SWATCH - 6, SIZE);
    const taken = SWATCH + 6 + widthOf(text, SIZE);
    if (x > 0 && x + taken > width) [x, top] = [0, top + LINE];
    marks.push(
      { kind: 'box', x: x + 0.5, y: top + 0.5, width: SWATCH, height: SWATCH, look },
      { kind: 'label', x: x + SWATCH + 6, y: top + 10.5, text, size: SIZE, tone: 'ink' },
    );
    x += taken + 16;
  }
  return { marks, end: kinds.length === 0 ? y : top + LINE };
}
