import { CsvError, parse, type Options } from 'csv-parse/sync';
import { because } from '../../language/reasons.js';
import { decodeTable } from './decode-table.js';
import { type Grid, LIMITS, textCell, UnreadableTable } from './grid.js';

const DELIMITERS = [',', ';', '\t', '|'];

/** How much of a file tells its delimiter. */
const HEAD = 64 * 1024;

/** Takes a CSV apart, whatever its encoding, delimiter and line ends. @throws UnreadableTable */
export function csvGrid(bytes: Uint8Array): Grid {
  const { text, encoding } = decodeTable(bytes);
  const named = /^sep=(.)\r?\n/i.exec(text);
  const body = named ? text.slice(named[0].length) : text;
  const delimiter = named?.[1] ?? delimiterOf(body);
  const records = recordsOf(body, delimiter);
  const rows = records.map((record) => record.map((value) => textCell(withoutApostrophe(value))));
  // A line that names the delimiter is no row: spreadsheets hide it.
  return { format: 'csv', encoding, delimiter, sheets: [{ name: null, rows }] };
}

/** Our own files mark a text that a spreadsheet would run with an apostrophe (see csvCell): it is taken off again. */
function withoutApostrophe(value: string): string {
  return /^'[=+\-@\t\r＝＋－＠]/.test(value) ? value.slice(1) : value;
}

/** The delimiter by which most rows of the file's head have the same number of cells, and more than one. */
function delimiterOf(text: string): string {
  const head = text.length <= HEAD ? text : text.slice(0, text.lastIndexOf('\n', HEAD) + 1 || HEAD);
  const scores = DELIMITERS.map((delimiter) => ({ delimiter, ...evenness(head, delimiter) }));
  scores.sort((a, b) => b.rows - a.rows || b.width - a.width);
  return scores[0]!.width > 1 ? scores[0]!.delimiter : ',';
}

/** How many rows have the commonest width above one, and that width. */
function evenness(text: string, delimiter: string): { rows: number; width: number } {
  const widths = new Map<number, number>();
  try {
    for (const { length } of parse(text, { ...usual(delimiter), to: 200 }))
      if (length > 1) widths.set(length, (widths.get(length) ?? 0) + 1);
  } catch {
    return { rows: 0, width: 0 };
  }
  const [width = 0, rows = 0] = [...widths].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? [];
  return { rows, width };
}

function recordsOf(text: string, delimiter: string): string[][] {
  try {
    const records = parse(text, { ...usual(delimiter), to: LIMITS.rows + 1 });
    if (records.length > LIMITS.rows) {
      throw new UnreadableTable(because('reason:importManyRows', { max: LIMITS.rows }));
    }
    const wide = records.findIndex(({ length }) => length > LIMITS.columns);
    if (wide >= 0) {
      throw new UnreadableTable(because('reason:importManyColumns', { max: LIMITS.columns }), wide + 1);
    }
    return records;
  } catch (error) {
    if (error instanceof CsvError) throw told(error);
    throw error;
  }
}

function told(error: CsvError): UnreadableTable {
  const { records } = error as { records?: number };
  const row = records === undefined ? undefined : records + 1;
  if (error.code === 'CSV_QUOTE_NOT_CLOSED') {
    return new UnreadableTable(because('reason:importOpenQuote'), row);
  }
  if (error.code === 'CSV_MAX_RECORD_SIZE') {
    return new UnreadableTable(because('reason:importLongRow', { max: LIMITS.cell }), row);
  }
  return new UnreadableTable(because('reason:importNoTable'), row);
}

function usual(delimiter: string): Options & { columns?: false } {
  return {
    delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: LIMITS.cell * 10,
  };
}
