import type { Words } from '../../../../language/words.js';
import type { Cell } from '../../report.js';
import type { Scorecard } from '../../scorecard.js';
import { shorten, widthOf, wrap } from '../../../../documents/charts/fitting.js';
import { figureOf } from '../coverage.js';
import { dissentTexts, statusLabel } from '../wording.js';
import { Kinds } from './kinds.js';
import { legend } from '../../../../documents/charts/legend.js';
import type { Mark, Scene } from '../../../../documents/charts/scene.js';

const SIZE = 12;
const GAP = 4;

/** The side of a square, so that many objectives still make one picture. */
function sideFor(count: number): number {
  if (count <= 100) return 24;
  return count <= 500 ? 14 : 8;
}

/** One square for each objective, by area, in the plan's order. */
export function squares(cells: readonly Cell[] | null, card: Scorecard, words: Words, width: number): Scene {
  const kinds = new Kinds(card.scale.levels, words);
  const marks: Mark[] = [];
  let y = 0;
  if (cells === null) {
    marks.push({ kind: 'label', x: 0, y: 12, text: words.text('tooManyToDraw'), size: SIZE, tone: 'muted' });
    y = 20;
  } else {
    const side = sideFor(cells.length);
    for (const area of card.areas) {
      const group = cells.filter((cell) => cell.area === area.code);
      const reading = figureOf(area, words);
      const name = shorten(area.name, width - widthOf(reading, SIZE, true) - 24, SIZE);
      marks.push(
        { kind: 'label', x: 0, y: y + 12, text: name, size: SIZE, tone: 'ink' },
        {
          kind: 'label',
          x: width,
          y: y + 12,
          text: reading,
          size: SIZE,
          tone: 'ink',
          anchor: 'end',
          bold: true,
        },
      );
      const grid = gridOf(group, kinds, card, words, width, y + 18, side);
      marks.push(...grid.marks);
      y = grid.end + 10;
    }
  }
  const key = legend(kinds.ofCells(cells ?? []), words, width, y + 2);
  marks.push(...key.marks);
  const late = lateLegend(cells ?? [], words, width, key.end);
  return {
    name: 'squares',
    width,
    height: late.end,
    title: words.text('chartSquares'),
    description: words.text('chartSquaresDescription', { kinds: describe(cells, kinds, words) }),
    marks: [...marks, ...late.marks],
  };
}

function gridOf(
  group: readonly Cell[],
  kinds: Kinds,
  card: Scorecard,
  words: Words,
  width: number,
  top: number,
  side: number,
): { marks: Mark[]; end: number } {
  const across = Math.max(1, Math.floor((width + GAP - 1) / (side + GAP)));
  const marks = group.flatMap((cell, at): Mark[] => {
    const kind = kinds.of(cell);
    if (!kind) return [];
    const x = 0.5 + (at % across) * (side + GAP);
    const y = top + 0.5 + Math.floor(at / across) * (side + GAP);
    const late = cell.late ? `, ${words.text('late')}` : '';
    const label = kind.isOpen ? statusLabel(cell, card, words) : kind.label;
    const others = dissentTexts(cell.code, card, words).map((text) => `. ${text}`);
    const tip = `${cell.code}: ${cell.title} (${label}${late})${others.join('')}`;
    const square: Mark = { kind: 'box', x, y, width: side, height: side, look: kind.look, tip };
    return cell.late ? [square, corner(x, y, side)] : [square];
  });
  return { marks, end: top + Math.ceil(group.length / across) * (side + GAP) };
}

function corner(x: number, y: number, side: number): Mark {
  const leg = side * 0.5;
  return {
    kind: 'corner',
    points: [
      [x + side - leg, y],
      [x + side, y],
      [x + side, y + leg],
    ],
    tone: 'ink',
  };
}

function lateLegend(
  cells: readonly Cell[],
  words: Words,
  width: number,
  y: number,
): { marks: Mark[]; end: number } {
  const count = cells.filter((cell) => cell.late).length;
  if (count === 0) return { marks: [], end: y };
  const [text = ''] = wrap(`${words.text('lateMark')}: ${words.number(count)}`, width - 18, 11, 1);
  return {
    marks: [corner(0.5, y + 0.5, 12), { kind: 'label', x: 18, y: y + 10.5, text, size: 11, tone: 'ink' }],
    end: y + 18,
  };
}

function describe(cells: readonly Cell[] | null, kinds: Kinds, words: Words): string {
  if (cells === null) return words.text('tooManyToDraw');
  return kinds
    .ofCells(cells)
    .map(({ label, count }) => words.text('kindReading', { kind: label, count }))
    .join('; ');
}
