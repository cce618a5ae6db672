import { textOf, type Cell, type Column, type Row } from '../blocks.js';
import { LEADING, type Paper } from './paper.js';
import type { TextLine } from './typesetting.js';

const SIZE = 8;
const GAP = 9;
const PAD = 2.2;

interface Place {
  x: number;
  width: number;
  align: Column['align'];
}

/** The lines of each cell of a row, and how many the highest has. */
interface SetRow {
  cells: TextLine[][];
  count: number;
}

/** A table with its head on every page that it reaches; a row that is higher than a page goes on behind it. */
export function drawTable(
  paper: Paper,
  { columns, rows, caption }: { columns: readonly Column[]; rows: readonly Row[]; caption: string },
): void {
  const places = placesOf(paper, columns, rows);
  const head = setRow(
    paper,
    columns.map(({ label }) => [[{ text: label, style: 'muted' }]]),
    places,
    false,
  );
  const all = rows.map((row) => setRow(paper, row.cells, places, row.isTotal ?? false));
  paper.need(heightOf(head.count) + heightOf(all[0]?.count ?? 0));
  paper.element(
    'Table',
    (table) => {
      paper.element(
        'THead',
        (section) => row(section, head, () => ({ tag: 'TH', options: { scope: 'Column' } })),
        table,
      );
      paper.rule(paper.y, 'muted');
      paper.element(
        'TBody',
        (section) => {
          for (const set of all) {
            if (heightOf(set.count) > paper.room) repeatHead();
            row(section, set, (at) =>
              at === 0 ? { tag: 'TH', options: { scope: 'Row' } } : { tag: 'TD', options: {} },
            );
            paper.rule(paper.y);
          }
        },
        table,
      );
    },
    undefined,
    { title: caption },
  );
  paper.y += 6;

  function repeatHead(): void {
    paper.turn();
    paper.artifact(() => writeLines(paper, head, places, 0, head.count));
    paper.y += heightOf(head.count);
    paper.rule(paper.y, 'muted');
  }

  function row(
    section: Parameters<Parameters<Paper['element']>[1]>[0],
    set: SetRow,
    kind: (at: number) => { tag: string; options: object },
  ): void {
    paper.element(
      'TR',
      (element) => {
        const cells = set.cells.map((_, at) => {
          const { tag, options } = kind(at);
          const cell = paper.document.struct(tag, options);
          element.add(cell);
          return cell;
        });
        for (let from = 0; from < set.count;) {
          const fit = Math.max(1, Math.floor((paper.room - 2 * PAD) / (SIZE * LEADING)));
          const to = Math.min(set.count, from + fit);
          cells.forEach((cell, at) => {
            if (set.cells[at]!.length > from)
              cell.add(() => writeCell(paper, set.cells[at]!.slice(from, to), places[at]!));
          });
          paper.y += heightOf(to - from);
          from = to;
          if (from < set.count) repeatHead();
        }
        for (const cell of cells) cell.end();
      },
      section,
    );
  }
}

/**
 * Columns of figures are as wide as their figures and the words of their heads; the others share what is left. Between
 * a figure and a text that follows it is more room.
 */
function placesOf(paper: Paper, columns: readonly Column[], rows: readonly Row[]): Place[] {
  const gaps = columns.map(({ align }, at) =>
    at === 0 ? 0 : align === 'start' && columns[at - 1]!.align === 'end' ? 2 * GAP : GAP,
  );
  const natural = columns.map(({ label, align }, at) =>
    align === 'start' ? 0 : Math.max(...[label, ...figuresOf(rows, at)].map((text) => widest(paper, text))),
  );
  const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);
  const room = paper.width - sum(gaps) - sum(natural);
  const shares = sum(columns.map(({ share, align }) => (align === 'start' ? share : 0)));
  let x = paper.left;
  return columns.map(({ share, align }, at) => {
    x += gaps[at]!;
    const place = { x, width: align === 'start' ? (room * share) / shares : natural[at]!, align };
    x += place.width;
    return place;
  });
}

function figuresOf(rows: readonly Row[], at: number): string[] {
  return rows.map(({ cells }) => textOf(cells[at]?.[0] ?? []).replaceAll(' ', '\u00A0'));
}

/** The width of a text's widest word. */
function widest(paper: Paper, text: string): number {
  return Math.max(...text.split(' ').map((word) => paper.widthOf(word, 'bold', SIZE) + 0.5));
}

function setRow(paper: Paper, cells: readonly Cell[], places: readonly Place[], isBold: boolean): SetRow {
  const set = cells.map((cell, at) =>
    cell.flatMap((runs) => paper.setter.lines(runs, places[at]!.width, SIZE, isBold)),
  );
  return { cells: set, count: Math.max(1, ...set.map((lines) => lines.length)) };
}

function heightOf(lines: number): number {
  return lines * SIZE * LEADING + 2 * PAD;
}

function writeLines(paper: Paper, set: SetRow, places: readonly Place[], from: number, to: number): void {
  set.cells.forEach((lines, at) => writeCell(paper, lines.slice(from, to), places[at]!));
}

function writeCell(paper: Paper, lines: readonly TextLine[], { x, width, align }: Place): void {
  lines.forEach((line, at) => {
    const shift = align === 'end' ? width - line.width : 0;
    paper.write(line, x + shift, paper.y + PAD + at * SIZE * LEADING, SIZE);
  });
}
