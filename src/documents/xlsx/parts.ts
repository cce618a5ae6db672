import { printable } from '../printable.js';

/*
 * The XML parts of an Office Open XML workbook (ECMA-376, part 1), as far as a report needs them. Written here because
 * a sheet must be written as its rows are read: the libraries at hand want all rows at once.
 */

/** How a cell is shown; the position in this list is its style's number. */
export const FORMATS = ['text', 'head', 'count', 'percent', 'day', 'instant', 'decimal'] as const;
export type Format = (typeof FORMATS)[number];

export interface Value {
  value: string | number;
  format: Exclude<Format, 'head'>;
}
/** Null for an empty cell. */
export type Values = (Value | null)[];

export interface SheetColumn {
  label: string;
  /** In characters. */
  width: number;
}

/** The most that a cell and a sheet may hold. */
const LONGEST = 32_767;
const MOST_ROWS = 1_048_576;
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

export const text = (value: string | null): Value | null =>
  value === null || value === '' ? null : { value, format: 'text' };
export const count = (value: number | null): Value | null =>
  value === null ? null : { value, format: 'count' };
export const decimal = (value: number): Value => ({ value, format: 'decimal' });
/** @param percent 0 to 100 with one decimal: a spreadsheet keeps 94.1 % as 0.941 */
export const percent = (percent: number | null): Value | null =>
  percent === null ? null : { value: Number((percent / 100).toFixed(3)), format: 'percent' };
/** @param day `YYYY-MM-DD` */
export const day = (day: string | null): Value | null =>
  day === null ? null : dated(`${day}T00:00:00Z`, day, 'day');
/** @param instant RFC 3339, kept in UTC */
export const instant = (instant: string | null): Value | null =>
  instant === null ? null : dated(instant, instant, 'instant');

/** Days since the end of 1899, as spreadsheets count them; what lies before March 1900, which they get wrong, is text. */
function dated(instant: string, shown: string, format: 'day' | 'instant'): Value {
  const serial = Date.parse(instant) / 86_400_000 + 25_569;
  return serial < 61 ? { value: shown, format: 'text' } : { value: Number(serial.toFixed(8)), format };
}

/** A text in XML; what reads like one of Excel's own escapes is kept from being taken for one. */
export function xml(value: string): string {
  return value
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replace(/\r\n?/g, '\n')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/**
 * One sheet, row by row: a head that stays in sight, filters, widths. All texts are strings in the file, never
 * formulas, whatever they begin with.
 * @returns how many rows there are, with the head
 */
export async function* sheetXml(
  columns: readonly SheetColumn[],
  rows: AsyncIterable<Values> | Iterable<Values>,
): AsyncGenerator<string, number> {
  const last = columnName(columns.length - 1);
  yield `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>`;
  for (const [at, { width }] of columns.entries())
    yield `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`;
  yield '</cols><sheetData>';
  yield rowXml(
    1,
    columns.map(({ label }) => cellXml(label, 'head')),
  );
  let number = 1;
  for await (const values of rows) {
    if (++number > MOST_ROWS) throw new Error(`A sheet holds at most ${MOST_ROWS} rows.`);
    yield rowXml(
      number,
      values.map((value) => (value === null ? '' : cellXml(value.value, value.format))),
    );
  }
  yield `</sheetData><autoFilter ref="A1:${last}${number}"/></worksheet>`;
  return number;
}

function rowXml(number: number, cells: readonly string[]): string {
  const placed = cells.map((cell, at) =>
    cell === '' ? '' : cell.replace('<c ', `<c r="${columnName(at)}${number}" `),
  );
  return `<row r="${number}">${placed.join('')}</row>`;
}

function cellXml(value: string | number, format: Format): string {
  const style = FORMATS.indexOf(format);
  if (typeof value === 'number') return `<c s="${style}"><v>${value}</v></c>`;
  const cut = value.length > LONGEST ? `${printable(value.slice(0, LONGEST - 1))}…` : value;
  return `<c s="${style}" t="inlineStr"><is><t xml:space="preserve">${xml(cut)}</t></is></c>`;
}

/** A, B … Z, AA … */
export function columnName(at: number): string {
  const letter = String.fromCharCode(65 + (at % 26));
  return at < 26 ? letter : columnName(Math.floor(at / 26) - 1) + letter;
}

/** Formats in the order of {@link FORMATS}: texts keep being texts when edited (49), days and percentages are numbers. */
export const STYLES = `${HEAD}<styleSheet xmlns="${MAIN}"><numFmts count="4"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/><numFmt numFmtId="166" formatCode="0.0%"/><numFmt numFmtId="167" formatCode="0.####"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font><font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border><left/><right/><top/><bottom style="thin"/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="${FORMATS.length}">${[
  '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>',
  '<xf numFmtId="49" fontId="1" fillId="0" borderId="1" xfId="0" applyFont="1" applyBorder="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>',
  ...[1, 166, 164, 165, 167].map(
    (id) =>
      `<xf numFmtId="${id}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top"/></xf>`,
  ),
].join('')}</cellXfs></styleSheet>`;

/** The workbook's list of sheets, with the range that each one's filter is on. */
export function workbookXml(sheets: readonly { name: string; filter: string }[]): string {
  const names = sheets.map(
    ({ name }, at) => `<sheet name="${xml(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`,
  );
  const filters = sheets.map(
    ({ name, filter }, at) =>
      `<definedName name="_xlnm._FilterDatabase" localSheetId="${at}" hidden="1">'${xml(name.replaceAll("'", "''"))}'!${filter}</definedName>`,
  );
  return `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${names.join('')}</sheets><definedNames>${filters.join('')}</definedNames></workbook>`;
}

export function workbookRelations(sheets: number): string {
  const all = Array.from({ length: sheets }, (_, at) =>
    relation(at + 1, 'worksheet', `worksheets/sheet${at + 1}.xml`),
  );
  return relations([...all, relation(sheets + 1, 'styles', 'styles.xml')]);
}

export const PACKAGE_RELATIONS = relations([
  relation(1, 'officeDocument', 'xl/workbook.xml'),
  `<Relationship Id="rId2" Type="${PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>`,
]);

function relation(id: number, type: string, target: string): string {
  return `<Relationship Id="rId${id}" Type="${OFFICE}/${type}" Target="${target}"/>`;
}

function relations(all: readonly string[]): string {
  return `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${all.join('')}</Relationships>`;
}

export function contentTypes(sheets: number): string {
  const kind = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  const parts = [
    ['/xl/workbook.xml', `${kind}.sheet.main+xml`],
    ['/xl/styles.xml', `${kind}.styles+xml`],
    ['/docProps/core.xml', 'application/vnd.openxmlformats-package.core-properties+xml'],
    ...Array.from({ length: sheets }, (_, at) => [
      `/xl/worksheets/sheet${at + 1}.xml`,
      `${kind}.worksheet+xml`,
    ]),
  ].map(([name, type]) => `<Override PartName="${name}" ContentType="${type}"/>`);
  return `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${parts.join('')}</Types>`;
}

/** Title, subject (the report's address), language and instant. */
export function coreProperties(facts: {
  title: string;
  subject: string;
  language: string;
  at: string;
}): string {
  return `${HEAD}<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${xml(facts.title)}</dc:title><dc:subject>${xml(facts.subject)}</dc:subject><dc:creator>Presidency Scorecard</dc:creator><dc:language>${facts.language}</dc:language><dcterms:created xsi:type="dcterms:W3CDTF">${facts.at}</dcterms:created></cp:coreProperties>`;
}
