import { PassThrough, type Readable } from 'node:stream';
import yazl from 'yazl';
import { readableOf } from '../streaming.js';
import {
  columnName,
  contentTypes,
  coreProperties,
  PACKAGE_RELATIONS,
  sheetXml,
  STYLES,
  workbookRelations,
  workbookXml,
  type SheetColumn,
  type Values,
} from './parts.js';

export interface Sheet {
  /** At most 31 characters, none of them of `[]:*?/\`. */
  name: string;
  columns: SheetColumn[];
  /** Read once, when the sheet is written. */
  rows: () => AsyncIterable<Values> | Iterable<Values>;
}

export interface WorkbookFacts {
  title: string;
  subject: string;
  language: string;
  /** RFC 3339; stands as the time of every part, so that the same report gives the same bytes. */
  at: string;
}

/** A workbook that is written as its rows are read: it takes the same memory however many there are. */
export function workbook(sheets: readonly Sheet[], facts: WorkbookFacts): Readable {
  const zip = new yazl.ZipFile();
  const output = new PassThrough();
  const fail = (error: unknown): void => void output.destroy(error as Error);
  zip.on('error', fail);
  const options = { mtime: wallClock(facts.at), forceDosTimestamp: true };
  const add = (path: string, content: () => AsyncIterable<string>): void =>
    zip.addReadStreamLazy(path, options, (done) => {
      // yazl does not look after errors of what it reads.
      done(null, readableOf(content()).on('error', fail));
    });
  const filters: { name: string; filter: string }[] = [];

  add('[Content_Types].xml', () => once(contentTypes(sheets.length)));
  add('_rels/.rels', () => once(PACKAGE_RELATIONS));
  add('docProps/core.xml', () => once(coreProperties(facts)));
  add('xl/styles.xml', () => once(STYLES));
  add('xl/_rels/workbook.xml.rels', () => once(workbookRelations(sheets.length)));
  for (const [at, { name, columns, rows }] of sheets.entries())
    add(`xl/worksheets/sheet${at + 1}.xml`, async function* () {
      const count = yield* sheetXml(columns, rows());
      filters[at] = { name, filter: `$A$1:$${columnName(columns.length - 1)}$${count}` };
    });
  // Last: only now it is known how many rows each sheet has.
  add('xl/workbook.xml', () => once(workbookXml(filters)));
  zip.end();
  zip.outputStream.pipe(output);
  return output;
}

// eslint-disable-next-line @typescript-eslint/require-await -- a part that is there already, as a stream like the others
async function* once(text: string): AsyncGenerator<string> {
  yield text;
}

/** Zip keeps local time: UTC, wherever the server runs. */
function wallClock(instant: string): Date {
  const at = new Date(instant);
  return new Date(
    at.getUTCFullYear(),
    at.getUTCMonth(),
    at.getUTCDate(),
    at.getUTCHours(),
    at.getUTCMinutes(),
    at.getUTCSeconds(),
  );
}
