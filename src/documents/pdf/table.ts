import { textOf, type Cell, type Column, type Row } from '../blocks.js';
import { LEADING, type Paper } from './paper.js';
import type { TextLine } from './typesetting.js';

const SIZE = 8;
const GAP = 9;
/** Between columns where words would otherwise have to be cut up. */
const NARROW_GAP = 5;
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

interface Table {
  columns: readonly Column[];
  rows: readonly Row[];
  caption: string;
}

/** How high the head of a table is with its first row: less of a table does not begin on a page. */
export function beginningOf(paper: Paper, { columns, rows }: Table): number {
  const places = placesOf(paper, columns, rows);
  const first = rows[0] && setRow(paper, rows[0].cells, places, rows[0].isTotal ?? false);
  return heightOf(headOf(paper, columns, places).count) + heightOf(first?.count ?? 0);
}

/** A table with its head on every page that it reaches; a row that is higher than a page goes on behind it. */
export function drawTable(paper: Paper, { columns, rows, caption }: Table): void {
  const places = placesOf(paper, columns, rows);
  const head = headOf(paper, columns, places);
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

function headOf(paper: Paper, columns: readonly Column[], places: readonly Place[]): SetRow {
  const labels = columns.map(({ label }): Cell => [[{ text: label, style: 'muted' }]]);
  return setRow(paper, labels, places, false);
}

/**
 * Columns of figures are as wide as their figures and the words of their heads; the others share what is left, each at
 * least as wide as its longest word where there is room for that. Between a figure and a text that follows it is more room.
 */
function placesOf(paper: Paper, columns: readonly Column[], rows: readonly Row[]): Place[] {
  const least = columns.map(({ label, align }, at) =>
    align === 'start'
      ? widest(paper, longestWord([label, ...rows.map(({ cells }) => wordsOf(cells[at]))]))
      : Math.max(...[label, ...figuresOf(rows, at)].map((text) => widest(paper, text))),
  );
  const gap = sum(least) + sum(gapsOf(columns, GAP)) > paper.width ? NARROW_GAP : GAP;
  const gaps = gapsOf(columns, gap);
  const widths = widthsOf(columns, least, paper.width - sum(gaps));
  let x = paper.left;
  return columns.map(({ align }, at) => {
    x += gaps[at]!;
    const place = { x, width: widths[at]!, align };
    x += place.width;
    return place;
  });
}

function gapsOf(columns: readonly Column[], gap: number): number[] {
  return columns.map(({ align }, at) =>
    at === 0 ? 0 : align === 'start' && columns[at - 1]!.align === 'end' ? 2 * gap : gap,
  );
}

/** Shares out a width: first to the columns whose share is less than the least that they need, then to the rest. */
function widthsOf(columns: readonly Column[], least: readonly number[], width: number): number[] {
  const isFixed = columns.map(({ align }) => align !== 'start');
  const unfixed = (values: readonly number[]): number => sum(values.filter((_, at) => !isFixed[at]));
  const shares = columns.map(({ share }) => share);
  // Where the longest words do not fit beside each other, the shares alone count.
  const canFit = sum(least) <= width;
  for (;;) {
    const room = width - sum(least.filter((_, at) => isFixed[at]));
    const widths = least.map((own, at) => (isFixed[at] ? own : (room * shares[at]!) / unfixed(shares)));
    const tight = canFit ? widths.findIndex((each, at) => !isFixed[at] && each < least[at]!) : -1;
    if (tight === -1) return widths;
    isFixed[tight] = true;
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

function wordsOf(cell: Cell | undefined): string {
  return (cell ?? []).map(textOf).join(' ');
}

/** By its letters: measuring each word of a long table would take longer than setting it. Addresses may be cut up. */
function longestWord(texts: readonly string[]): string {
  let longest = '';
  for (const text of texts)
    for (const word of text.split(/[\s/?&]+/)) if (word.length > longest.length) longest = word;
  return longest;
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
