import { columnLetters, type Sheet } from './grid.js';
import { type Field, fieldOf, isField } from './headings.js';
import type { ImportMapping } from '../import/import-report.js';

/** Where the table of a sheet begins, and what each of its columns is. */
export interface Columns {
  /** The row that holds the headings, from 1; 0 where there is none. */
  headerRow: number;
  columns: Column[];
}

export interface Column {
  at: number;
  /** The heading, or the letters of a column without one. */
  name: string;
  field: Field | null;
  /** Whether a person said so. */
  isMapped: boolean;
}

/** Headings stand near the top, below titles. */
const SEARCHED = 40;

/**
 * Finds the row of a sheet's headings and what its columns are: as the mapping says, else by their headings. Of two columns
 * that could be the same the first is it, but one that is nothing else; so is what a person said.
 * @returns undefined where no row looks like headings
 */
export function findColumns(sheet: Sheet, mapping: ImportMapping): Columns | undefined {
  const isByLetters = Object.keys(mapping.columns ?? {}).some((key) => /^[A-Z]{1,2}$/.test(key));
  const headerRow = mapping.headerRow ?? headerRowOf(sheet, mapping) ?? (isByLetters ? 0 : undefined);
  if (headerRow === undefined) return undefined;
  const width = Math.max(0, ...sheet.rows.map(({ length }) => length));
  const cells = headerRow === 0 ? [] : (sheet.rows[headerRow - 1] ?? []);
  const columns = Array.from({ length: width }, (_, at): Column => {
    const name = cells[at]?.text.replace(/\s+/g, ' ') || columnLetters(at);
    const said = saidOf(name, at, mapping);
    return { at, name, field: said ?? null, isMapped: said !== undefined };
  });
  for (const column of columns) {
    if (column.isMapped || headerRow === 0) continue;
    const field = fieldOf(column.name);
    if (field !== undefined && !columns.some((other) => other.field === field)) column.field = field;
  }
  settle(columns);
  return { headerRow, columns };
}

/** By heading, or by the letters of the column. */
function saidOf(name: string, at: number, { columns = {} }: ImportMapping): Field | null | undefined {
  for (const key of [name, columnLetters(at)]) {
    if (!Object.hasOwn(columns, key)) continue;
    const said = columns[key];
    return isField(said) ? said : null;
  }
  return undefined;
}

/** What a word means depends on its neighbours: what could be the title of an objective is not its text beside one. */
function settle(columns: Column[]): void {
  const of = (field: Field): Column | undefined => columns.find((column) => column.field === field);
  const become = (from: Field, to: Field): void => {
    const column = of(from);
    if (column && !column.isMapped && !of(to)) column.field = to;
  };
  if (!of('title')) become('text', 'title');
  // A table of evidence has a summary and no status; there "note" says what the source says.
  if (of('code') && of('quotation') === undefined && !of('status') && !of('title'))
    become('rationale', 'summary');
}

function headerRowOf({ rows }: Sheet, mapping: ImportMapping): number | undefined {
  let best: { row: number; score: number } | undefined;
  for (const [at, row] of rows.slice(0, SEARCHED).entries()) {
    const fields = new Set<Field>();
    for (const { text, kind } of row) {
      if (text === '' || kind !== 'text') continue;
      const name = text.replace(/\s+/g, ' ');
      const said = mapping.columns?.[name];
      const field = isField(said) ? said : fieldOf(name);
      if (field) fields.add(field);
    }
    const filled = row.filter(({ text }) => text !== '').length;
    const tells = ['code', 'title', 'text', 'status'].some((field) => fields.has(field as Field));
    // One word of a title row may be a heading by chance; of a row of headings most are.
    if (fields.size < 2 || !tells || fields.size < filled / 3) continue;
    if (!best || fields.size > best.score) best = { row: at + 1, score: fields.size };
  }
  return best?.row;
}
