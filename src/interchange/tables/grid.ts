import type { Reason } from '../../language/reasons.js';

/** One cell as the person sees it. A day of a spreadsheet is its `YYYY-MM-DD`; a number is written without separators. */
export interface Cell {
  text: string;
  kind: 'text' | 'number' | 'day';
}

/** One sheet of a workbook; a CSV is one without a name. Rows are where the person's program shows them: `rows[0]` is row 1. */
export interface Sheet {
  name: string | null;
  rows: Cell[][];
}

/** A file taken apart into cells, and how it was read. */
export interface Grid {
  format: 'csv' | 'xlsx';
  encoding?: string;
  delimiter?: string;
  sheets: Sheet[];
}

/** More than any plan has; a file beyond is refused before it is taken apart any further. */
export const LIMITS = { rows: 110_000, columns: 300, cell: 100_000, unpacked: 150 * 2 ** 20, entries: 5_000 };

/** A file of which no cell can be read. */
export class UnreadableTable extends Error {
  constructor(
    readonly reason: Reason,
    readonly row?: number,
  ) {
    super(reason.key);
  }
}

/** A cell of text, blank at neither end; non-breaking spaces and the like count as blanks. */
export function textCell(text: string): Cell {
  return { text: text.replaceAll('\u200b', '').trim(), kind: 'text' };
}

/** The letters that spreadsheets name a column by. @param at from 0 */
export function columnLetters(at: number): string {
  const rest = Math.floor(at / 26) - 1;
  return (rest < 0 ? '' : columnLetters(rest)) + String.fromCharCode(65 + (at % 26));
}
