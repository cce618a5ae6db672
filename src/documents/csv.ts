/** What a cell may hold. */
type Value = string | number | boolean | null;
/** A row by the names of its columns. */
export type Columns = Record<string, Value>;

export interface CsvOptions {
  /** Begin with a byte order mark, by which Excel knows UTF-8. */
  bom?: boolean;
}

/** One line (RFC 4180): CRLF, quotes where needed. */
export function csvLine(values: readonly Value[]): string {
  return `${values.map(csvCell).join(',')}\r\n`;
}

/**
 * One cell. A text that begins with `=`, `+`, `-`, `@`, a tab or a carriage return would be run as a formula by a
 * spreadsheet (the wide forms of the marks by some): it gets an apostrophe in front, as OWASP recommends ("CSV Injection"). Readers that want the text as it
 * was take one leading apostrophe off where one of these follows it.
 */
export function csvCell(value: Value): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  const safe = /^[=+\-@\t\r＝＋－＠]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
