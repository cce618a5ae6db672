import { rowsOf, type Transaction } from '../../../database/transactions.js';
import type { ImportFault, ImportNote } from '../../import/import-report.js';
import { MOST_FAULTS } from './staging.js';

/** A fault of one record. `column` is a JSON Pointer into it. */
export function faultAt(line: number, column: string, value: string, message: string): ImportFault {
  return { sheet: null, row: line, column, value, message };
}

/** What the checks have found. */
export async function faultsOf(tx: Transaction, checks: readonly string[]): Promise<ImportFault[]> {
  const faults: ImportFault[] = [];
  for (const check of checks) {
    const rows = await rowsOf<{ line: number; column: string; value: string; what: string }>(
      tx,
      `SELECT * FROM (${check}) c ORDER BY line LIMIT $1`,
      [MOST_FAULTS - faults.length],
    );
    faults.push(
      ...rows.map(({ line, column, value, what }) => faultAt(line, column, value, messageOf(what, value))),
    );
    if (faults.length >= MOST_FAULTS) break;
  }
  return faults.toSorted((a, b) => a.row! - b.row!);
}

function messageOf(what: string, value: string): string {
  return what === 'repeated'
    ? `"${value}" stands in an earlier record of the file: it can stand there once.`
    : `There is no ${what} "${value}" in the file.`;
}

/** Something that is here already and not the same in the file. */
export interface Difference {
  line: number;
  what: string;
  name: string;
  /** Of a source: the slug that it has here, where it is another. */
  other: string;
  forbids: boolean;
}

/** What differs and changes no figure is told; anything else keeps the file from being imported. */
export function differenceNote({ line, what, name, other, forbids }: Difference): ImportNote {
  const message = forbids
    ? `The ${NAMES[what] ?? what} "${name}" is here already and is another one. Nothing is overwritten.`
    : other === ''
      ? `The ${what} "${name}" is here already in other words, which stay.`
      : `The ${what} "${name}" is here already as "${other}", by its address.`;
  return faultAt(line, '', name, message);
}

const NAMES: Partial<Record<string, string>> = { scale: 'rating scale', scaleMapping: 'mapping of scales' };

/** Whether the database has refused values: a fault of the file (SQLSTATE classes 22 and 23). */
export function isOfTheFile(error: unknown): error is Error & { code: string; detail?: string } {
  return /^2[23]/.test(String((error as { code?: unknown }).code));
}
