import { Readable } from 'node:stream';
import { getDocumentProxy } from 'unpdf';
import type { Report } from '../../src/reporting/scorecard/report.js';
import { REPORT_FORMATS, type ReportOptions } from '../../src/reporting/scorecard/formats/index.js';
import type { Rendered } from '../../src/documents/formats.js';

export type FormName = (typeof REPORT_FORMATS)[number]['name'];

/** A report in a format, as the bytes that a reader gets. */
export async function bytesOf(report: Report, name: FormName, options?: ReportOptions): Promise<Buffer> {
  const format = REPORT_FORMATS.find((candidate) => candidate.name === name)!;
  return bytesIn(await format.render(report, options));
}

/** What a format made, read to its end. */
export async function bytesIn(rendered: Rendered): Promise<Buffer> {
  if (!(rendered instanceof Readable)) return Buffer.from(rendered as string);
  const chunks: Buffer[] = [];
  for await (const chunk of rendered) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks);
}

export async function textIn(report: Report, name: FormName, options?: ReportOptions): Promise<string> {
  return (await bytesOf(report, name, options)).toString('utf8');
}

/** Reads CSV as RFC 4180 writes it; throws where it does not keep to it. */
export function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (let at = 0; at < text.length;) {
    const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y;
    cell.lastIndex = at;
    const found = cell.exec(text);
    if (!found) throw new Error(`No CSV at ${at}: ${JSON.stringify(text.slice(at, at + 60))}`);
    row.push(found[1]?.replaceAll('""', '"') ?? found[2] ?? '');
    if (found[3] === '\r\n') {
      rows.push(row);
      row = [];
    }
    at = cell.lastIndex;
  }
  return rows;
}

/** The rows of CSV by the names in its head. */
export function csvRecords(text: string): Record<string, string>[] {
  const [head = [], ...rows] = parseCsv(text);
  return rows.map((row) => Object.fromEntries(head.map((name, at) => [name, row[at] ?? ''])));
}

/** The tables of Markdown as cells, without the heads' rules. */
export function markdownTables(text: string): string[][][] {
  return text
    .split('\n\n')
    .filter((block) => block.startsWith('| '))
    .map((block) =>
      block
        .split('\n')
        .filter((line) => line.startsWith('|') && !/^\|( :?-+:? \|)+$/.test(line))
        .map((line) =>
          line
            .slice(2, -2)
            .split(/(?<!\\) \| /)
            .map((cell) => cell.replaceAll('**', '').replace(/\\(.)/g, '$1')),
        ),
    );
}

export interface ReadPdf {
  pages: string[];
  /** The structure tags in order, of all pages. */
  tags: string[];
  alternatives: string[];
  info: Record<string, unknown>;
  marked: boolean;
}

interface Node {
  role?: string;
  alt?: string;
  children?: Node[];
}

/** The text of a PDF's pages and its tags. */
export async function readPdf(bytes: Buffer): Promise<ReadPdf> {
  const document = await getDocumentProxy(new Uint8Array(bytes));
  const read: ReadPdf = { pages: [], tags: [], alternatives: [], info: {}, marked: false };
  const visit = ({ role, alt, children }: Node): void => {
    if (role !== undefined) read.tags.push(role);
    if (alt !== undefined) read.alternatives.push(alt);
    children?.forEach(visit);
  };
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    const { items } = await page.getTextContent();
    const texts = (items as { str?: string }[]).map(({ str }) => str ?? '');
    read.pages.push(texts.join(' ').replace(/\s+/g, ' '));
    const tree = (await page.getStructTree()) as Node | null;
    if (tree) visit(tree);
  }
  const { info } = await document.getMetadata();
  read.info = info as Record<string, unknown>;
  read.marked = (await document.getMarkInfo())?.Marked ?? false;
  return read;
}
