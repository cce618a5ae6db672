import { createHash } from 'node:crypto';
import { StreamableFile } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { compressed } from '../../http/compression.js';
import { contentSecurityPolicy, writtenPage } from '../../http/html.js';
import { negotiate } from '../../http/negotiate.js';
import { readableOf } from '../../documents/streaming.js';
import { Document, type Page, stylesOf } from './frame.js';
import type { Visit } from './visit.js';
import { bareName, type Format, contentDisposition } from '../../documents/formats.js';

/** The formats of a page: for people, and its data. */
export const PAGE_FORMATS = [
  { name: 'html', extension: '', type: 'text/html; charset=utf-8' },
  { name: 'json', extension: '.json', type: 'application/json; charset=utf-8' },
  { name: 'csv', extension: '.csv', type: 'text/csv; charset=utf-8; header=present' },
] as const satisfies readonly (Format & { name: string })[];
export type PageFormat = (typeof PAGE_FORMATS)[number];

/** Which format of a page is asked for, and the last part of its address without the format's extension. */
export function pageFormat(
  request: FastifyRequest,
  reply: FastifyReply,
  name = '',
): { format: PageFormat; name: string } {
  const format = negotiate(request, reply, PAGE_FORMATS);
  return { format, name: bareName(name, format) };
}

/** What the data of a page can be had as. */
export interface DataBodies {
  /** What the page shows, for programs. */
  json: () => unknown;
  /** The same as a table, line by line. */
  csv: () => Iterable<string> | AsyncIterable<string>;
  /** What the table is saved as, with its extension. */
  csvName: string;
}

/** What a page can be had as. */
export interface PageBodies extends DataBodies {
  page: () => Page;
}

/** Answers with a page in the format that is asked for. */
export async function sendPageAs(
  format: PageFormat,
  request: FastifyRequest,
  reply: FastifyReply,
  visit: Visit,
  bodies: PageBodies,
): Promise<unknown> {
  if (format.name === 'html') return sendPage(request, reply, visit, bodies.page());
  return sendData(format, reply, bodies);
}

/** Answers with the data of a page. */
export function sendData(
  format: Exclude<PageFormat, { name: 'html' }>,
  reply: FastifyReply,
  bodies: DataBodies,
): unknown {
  void reply.header('cache-control', 'private, no-cache').header('content-type', format.type);
  if (format.name === 'json') return bodies.json();
  void reply.header('content-disposition', contentDisposition('attachment', bodies.csvName));
  return new StreamableFile(readableOf(bodies.csv() as AsyncIterable<string>));
}

/**
 * Answers with a page. Its tag is weak, since it travels compressed or not; anyone who is signed in sees their own page,
 * which no cache on the way keeps.
 */
export function sendPage(
  request: FastifyRequest,
  reply: FastifyReply,
  visit: Visit,
  page: Page,
): Promise<string | Buffer> {
  const html = writtenPage(<Document page={page} visit={visit} />);
  const tag = createHash('sha1').update(html).digest('base64');
  void reply
    .header('content-type', 'text/html; charset=utf-8')
    .header('content-security-policy', contentSecurityPolicy(stylesOf(page), page.scripts !== undefined))
    .header('etag', `W/"${tag}"`);
  if (!reply.hasHeader('cache-control')) void reply.header('cache-control', 'private, no-cache');
  return compressed(request, reply, html, visit.session !== null);
}
