import { extname } from 'node:path';
import type { Shell } from './shell.js';
import { Transactions } from '../database/transactions.js';
import { DOCUMENT_LIMIT, type DocumentBody } from '../http/document-body.js';
import { SourceInput } from '../sources/dto/source.dto.js';
import { SourcesReader } from '../sources/sources.reader.js';
import { SourcesService } from '../sources/sources.service.js';
import { TextsReader } from '../sources/texts.reader.js';
import { TextsService } from '../sources/texts.service.js';
import { allItems } from './all-items.js';
import { columns } from './tables/columns.js';
import { checked, readBytes } from './input.js';
import { withServices } from './session.js';

/** The options that say which file holds a text. */
export interface TextOptions {
  text: string;
  charset?: string;
  json?: boolean;
}

/** `scorecard sources`: the sources, or those whose slug or title holds the words. */
export function listSources(
  shell: Shell,
  words: string | undefined,
  options: { json?: boolean },
): Promise<number> {
  return withServices(shell, async (services) => {
    const reader = services.get(SourcesReader);
    const sources = await allItems((page) => reader.list(page));
    const wanted = (words ?? '').toLowerCase();
    const found = sources.filter(({ slug, title }) => `${slug} ${title}`.toLowerCase().includes(wanted));
    const rows = found.map(({ slug, title, publishedOn }) => [slug, publishedOn ?? 'no date', title]);
    if (options.json !== true && rows.length === 0) return 0;
    return shell.tell(options, found, columns(rows, { width: shell.width }).flat().join('\n'));
  });
}

/** `scorecard add-source`: the same rules as the API's. */
export async function addSource(
  shell: Shell,
  slug: string,
  { json, ...fields }: Omit<SourceInput, 'slug'> & { json?: boolean },
): Promise<number> {
  const input = await checked(SourceInput, { ...fields, slug });
  return withServices(shell, async (services) => {
    const source = await services.get(Transactions).run(async (tx) => {
      await services.get(SourcesService).create(tx, input);
      return (await services.get(SourcesReader).get(slug)).source;
    });
    return shell.tell({ json }, source, `Added: ${slug}`);
  });
}

/**
 * `scorecard verify`: looks every quotation of a source up in a text that is not stored.
 * Exit code 1 where one is not verified.
 */
export async function verify(shell: Shell, source: string, options: TextOptions): Promise<number> {
  const document = await readDocument(shell, options);
  return withServices(shell, async (services) => {
    const report = await services.get(TextsService).verify(source, document);
    const { counts, lines, sha256, expectedSha256 } = report;
    const other = sha256 === expectedSha256 ? 'this' : 'a different';
    const told = [
      ...lines
        .filter(({ state }) => state !== 'verified')
        .map(({ id, state, reason, exact, found }) => lineOf(id, state, reason, exact, found)),
      summary(counts),
      ...(expectedSha256 === null ? [] : [`The stored positions refer to ${other} text.`]),
    ];
    shell.tell(options, report, told.join('\n'));
    return counts.verified === lines.length ? 0 : 1;
  });
}

/** `scorecard load-text`: keeps a text of a source. Exit code 1 where a quotation is not verified in it. */
export async function loadText(shell: Shell, source: string, options: TextOptions): Promise<number> {
  const document = await readDocument(shell, options);
  return withServices(shell, async (services) => {
    const { version } = await services.get(SourcesReader).get(source);
    await services.get(TextsService).load(source, [version], document);
    const report = await services.get(TextsReader).report(source);
    const { counts, passages, textSha256, characters } = report;
    const told = [
      ...passages.map(({ id, state, reason, exact, to }) => lineOf(id, state, reason, exact, to)),
      summary(counts),
      `Kept: ${characters} characters, SHA-256 ${textSha256}`,
    ];
    shell.tell(options, report, told.join('\n'));
    return passages.length === 0 ? 0 : 1;
  });
}

function lineOf(
  id: string,
  state: string,
  reason: string,
  exact: string,
  place: { start: number; paragraph?: number | null; exact?: string | null } | null | undefined,
): string {
  const where = place
    ? ` -> character ${place.start}${place.paragraph ? `, paragraph ${place.paragraph}` : ''}`
    : '';
  const words = place?.exact && place.exact !== exact ? `: "${place.exact}"` : '';
  return `${state} (${reason})  ${id}  "${exact}"${where}${words}`;
}

function summary(counts: Record<string, number>): string {
  return Object.entries(counts)
    .map(([state, count]) => `${state} ${count}`)
    .join(', ');
}

async function readDocument(shell: Shell, { text, charset }: TextOptions): Promise<DocumentBody> {
  const bytes = await readBytes(shell, text, DOCUMENT_LIMIT);
  const mediaType = MEDIA_TYPES[text === '-' ? endingOf(bytes) : extname(text).toLowerCase()];
  return {
    bytes,
    mediaType: mediaType ?? 'text/plain',
    ...(charset === undefined ? {} : { charset }),
  };
}

const MEDIA_TYPES: Record<string, string> = {
  '.html': 'text/html',
  '.htm': 'text/html',
  '.pdf': 'application/pdf',
};

/** The standard input has no name: what it is, its first characters say. */
function endingOf(bytes: Buffer): string {
  const begin = bytes.subarray(0, 100).toString('latin1').trimStart().toLowerCase();
  if (begin.startsWith('%pdf-')) return '.pdf';
  return /^(?:\xef\xbb\xbf)?\s*(?:<!doctype html|<html)/.test(begin) ? '.html' : '.txt';
}
