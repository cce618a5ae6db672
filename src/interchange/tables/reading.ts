import type { Reason } from '../../language/reasons.js';
import type { ImportFault, ImportMapping, ImportNote } from '../import/import-report.js';
import type { Place } from '../import/imported-plan.js';
import type { KnownLevel } from './status-names.js';

/** What the service knows and a file need not say. */
export interface TableContext {
  /** The levels of the plan's scale. */
  levels: readonly KnownLevel[];
  /** Of the plan that is there; none of a new one. */
  areas: readonly { code: string; name: string }[];
  objectives: readonly { code: string; title: string; area: string }[];
  /** What the one area of a table is called that names none. */
  onlyArea: string;
  /** Days, YYYY-MM-DD. */
  termStart: string;
  termEnd: string;
  today: string;
}

/** What is told of a cell: the reason alone, which is put into words at the end. */
export type TableNote = Omit<ImportNote, 'message'> & { why: Reason };
export type TableFault = Omit<ImportFault, 'message'> & { why: Reason };

/** What is told on the way. */
export interface Notes {
  faults: TableFault[];
  warnings: TableNote[];
  leftOut: { sheet: string | null; row: number; why: Reason }[];
}

/** What the readers of the parts of a table share. */
export interface Reading extends Notes {
  context: TableContext;
  mapping: ImportMapping;
  /** The heading of each field's column, for what is said about its cells. */
  headings: ReadonlyMap<string, string>;
}

/** Where a cell stands. */
export function placeOf(reading: Reading, at: { sheet: string | null; row: number }, field?: string): Place {
  const column = field === undefined ? undefined : reading.headings.get(field);
  return { sheet: at.sheet, row: at.row, ...(column === undefined ? {} : { column }) };
}
