import { because, type Reason } from '../../language/reasons.js';
import type { Columns } from './find-columns.js';
import { folded } from './folded.js';
import type { Cell, Sheet } from './grid.js';
import { type Field, fieldOf } from './headings.js';

/** A row of a table by what its columns are. */
export interface TableRow {
  sheet: string | null;
  row: number;
  cells: Partial<Record<Field, Cell>>;
  /** By heading: what is none of the known columns. */
  extras: { name: string; value: string }[];
}

/** A row that names an area for the rows below it. */
export interface AreaRow {
  sheet: string | null;
  row: number;
  code?: string;
  name: string;
}

export interface TableRows {
  rows: (TableRow | AreaRow)[];
  leftOut: { sheet: string | null; row: number; why: Reason }[];
}

export function isAreaRow(row: TableRow | AreaRow): row is AreaRow {
  return 'name' in row;
}

const TOTAL = /^(grand |sub)?totals?\b|^(sum|average|count)\b|^(итого|всего|итог|сумма)(?!\p{L})/iu;
const AREA_TYPES = new Set(
  ['cat', 'category', 'area', 'section', 'group', 'heading', 'раздел', 'направление'].map(folded),
);

/** Tells rows that hold something from titles, blanks and totals, which are said to be left out. */
export function tableRows({ name: sheet, rows }: Sheet, { headerRow, columns }: Columns): TableRows {
  const result: TableRows = { rows: [], leftOut: [] };
  const hasAreaColumn = columns.some(({ field }) => field === 'area' || field === 'areaName');
  const leave = (row: number, why: Reason): void => void result.leftOut.push({ sheet, row, why });
  for (const [at, cells] of rows.entries()) {
    const row = at + 1;
    const filled = cells.filter(({ text }) => text !== '');
    if (row === headerRow) continue;
    if (row < headerRow) {
      leave(row, because(filled.length === 0 ? 'reason:importBlankRow' : 'reason:importTitleRow'));
    } else if (filled.length === 0) {
      // A file that ends in blank rows is no news to anybody.
      if (rows.slice(row).some((later) => later.some(({ text }) => text !== ''))) {
        leave(row, because('reason:importBlankRow'));
      }
    } else if (TOTAL.test(filled[0]!.text)) {
      leave(row, because('reason:importTotalRow'));
    } else {
      const read = readRow(sheet, row, cells, columns);
      const area = areaOf(read, filled, hasAreaColumn);
      if (area) result.rows.push(area);
      else if (holdsSomething(read)) result.rows.push(read);
      else leave(row, because('reason:importStrayRow'));
    }
  }
  return result;
}

function readRow(sheet: string | null, row: number, cells: Cell[], columns: Columns['columns']): TableRow {
  const read: TableRow = { sheet, row, cells: {}, extras: [] };
  for (const { at, name, field, isMapped } of columns) {
    const cell = cells[at];
    if (!cell || cell.text === '') continue;
    if (field) read.cells[field] = cell;
    else if (!isMapped) read.extras.push({ name: extraName(name), value: cell.text });
  }
  return read;
}

function holdsSomething({ cells }: TableRow): boolean {
  return cells.code !== undefined || cells.title !== undefined;
}

/** A row that says it is an area, or one of a single cell in a table that has no column for areas. */
function areaOf(read: TableRow, filled: Cell[], hasAreaColumn: boolean): AreaRow | undefined {
  const { sheet, row, cells } = read;
  if (cells.rowType && AREA_TYPES.has(folded(cells.rowType.text))) {
    const name = (cells.title ?? cells.areaName ?? cells.area)?.text;
    if (name === undefined) return undefined;
    return { sheet, row, name, ...(cells.code ? { code: cells.code.text } : {}) };
  }
  const isHeading = filled.length === 1 && (cells.code ?? cells.title)?.kind === 'text';
  return isHeading && !hasAreaColumn ? { sheet, row, name: filled[0]!.text } : undefined;
}

/** Our own files mark a further column that has the name of one of theirs (see furtherColumns of the export). */
function extraName(heading: string): string {
  const bare = heading.endsWith(' (file)') ? heading.slice(0, -' (file)'.length) : heading;
  return fieldOf(bare) === undefined ? heading : bare;
}
