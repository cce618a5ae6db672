import { readFile, stat } from 'node:fs/promises';
import { extname } from 'node:path';
import type { Settings } from '../config/settings.js';
import { Transactions } from '../database/transactions.js';
import { DOCUMENT_LIMIT, type DocumentBody } from '../http/document-body.js';
import { SourceInput } from '../sources/dto/source.dto.js';
import { SourcesReader } from '../sources/sources.reader.js';
import { SourcesService } from '../sources/sources.service.js';
import { TextsReader } from '../sources/texts.reader.js';
import { TextsService } from '../sources/texts.service.js';
import { allItems } from './all-items.js';
import { checked } from './changes/input.js';
import { UsageError } from './run-safely.js';
import { withServices } from './session.js';

/** The options that say which file holds a text. */
export interface TextOptions {
  text: string;
  charset?: string;
}

/** `scorecard sources`: the sources, or those whose slug or title holds the words. */
export function listSources(settings: Settings, words: string | undefined): Promise<number> {
  return withServices(settings, async (services) => {
    const reader = services.get(SourcesReader);
    const sources = await allItems((page) => reader.list(page));
    const wanted = (words ?? '').toLowerCase();
    for (const { slug, title, publishedOn } of sources) {
      if (!`${slug} ${title}`.toLowerCase().includes(wanted)) continue;
      process.stdout.write(`${slug}  ${publishedOn ?? 'no date'}  ${title}\n`);
    }
    return 0;
  });
}

/** `scorecard add-source`: the same rules as the API's. */
export async function addSource(
  settings: Settings,
  slug: string,
  fields: Omit<SourceInput, 'slug'>,
): Promise<number> {
  const input = await checked(SourceInput, { ...fields, slug });
  return withServices(settings, async (services) => {
    await services.get(Transactions).run((tx) => services.get(SourcesService).create(tx, input));
    print(`Added: ${slug}`);
    return 0;
  });
}

/**
 * `scorecard verify`: looks every quotation of a source up in a text that is not stored.
 * Exit code 1 where one is not verified.
 */
export async function verify(settings: Settings, source: string, options: TextOptions): Promise<number> {
  const document = await readDocument(options);
  return withServices(settings, async (services) => {
    const { counts, lines, sha256, expectedSha256 } = await services
      .get(TextsService)
      .verify(source, document);
    for (const { id, state, reason, exact, found } of lines) {
      if (state !== 'verified') print(lineOf(id, state, reason, exact, found));
    }
    print(summary(counts));
    if (expectedSha256 !== null) {
      print(
        sha256 === expectedSha256
          ? 'The stored positions refer to this text.'
          : 'The stored positions refer to a different text.',
      );
    }
    return counts.verified === lines.length ? 0 : 1;
  });
}

/** `scorecard load-text`: keeps a text of a source. Exit code 1 where a quotation is not verified in it. */
export async function loadText(settings: Settings, source: string, options: TextOptions): Promise<number> {
  const document = await readDocument(options);
  return withServices(settings, async (services) => {
    const { version } = await services.get(SourcesReader).get(source);
    await services.get(TextsService).load(source, [version], document);
    const { counts, passages, textSha256, characters } = await services.get(TextsReader).report(source);
    for (const { id, state, reason, exact, to } of passages) print(lineOf(id, state, reason, exact, to));
    print(summary(counts));
    print(`Kept: ${characters} characters, SHA-256 ${textSha256}`);
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

async function readDocument({ text, charset }: TextOptions): Promise<DocumentBody> {
  const mediaType = { '.html': 'text/html', '.htm': 'text/html', '.pdf': 'application/pdf' }[
    extname(text).toLowerCase()
  ];
  try {
    const { size } = await stat(text);
    if (size > DOCUMENT_LIMIT) throw new Error(`it is larger than ${DOCUMENT_LIMIT / 1024 / 1024} MiB`);
    return {
      bytes: await readFile(text),
      mediaType: mediaType ?? 'text/plain',
      ...(charset === undefined ? {} : { charset }),
    };
  } catch (error) {
    throw new UsageError(`cannot read ${text}: ${(error as Error).message}`);
  }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
