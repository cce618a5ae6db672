import { createHash } from 'node:crypto';
import { StreamableFile } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { today } from '../core/dates.js';
import { isHeld } from '../http/entity-tags.js';
import type { Language } from '../language/languages.js';
import { answerLanguage } from './answer-language.js';
import { programDigest } from './program-digest.js';
import type { Edition } from './scorecard/scorecard.reader.js';
import {
  type Format,
  contentDisposition,
  type Rendered,
  dispositionOf,
  type FormatName,
} from '../documents/formats.js';

/** What makes an answer: two with the same edition and the same of these are the same bytes. */
export type Particulars = Record<string, string | number | undefined>;

/**
 * Answers with a report under a strong entity tag that is made of the editions of its plans, of what was asked and of the
 * program, and not of the bytes: so anyone who has them already (If-None-Match, RFC 9110, 13.1.2) costs one look at the
 * plans' rows, and nothing is computed. The revision moves with whatever the reports of a plan show, so equal tags mean
 * equal bytes. `Cache-Control: no-cache` has caches ask each time (RFC 9111, 5.2.2.4).
 *
 * @param particulars all that is asked, the day and the format among it
 * @param current the edition that there is now
 * @param make the body, and the edition that it was made of
 * @throws what `current` and `make` throw
 */
export async function sendReport<Body>(
  request: FastifyRequest,
  reply: FastifyReply,
  particulars: Particulars,
  current: () => Promise<Edition | readonly Edition[]>,
  make: () => Promise<{ body: Body; edition: Edition | readonly Edition[] }>,
): Promise<Body | undefined> {
  const wanted = request.headers['if-none-match'];
  // `*` names no tag: whether there is anything to hold is known once the question has been answered.
  if (wanted !== undefined && wanted.trim() !== '*') {
    const tag = tagOf(await current(), particulars);
    if (isHeld(tag, wanted)) {
      void reply.code(304).header('etag', tag).header('cache-control', 'no-cache');
      return undefined;
    }
  }
  const { body, edition } = await make();
  void reply.header('etag', tagOf(edition, particulars)).header('cache-control', 'no-cache');
  return body;
}

function tagOf(edition: Edition | readonly Edition[], particulars: Particulars): string {
  const asked = Object.entries(particulars)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const editions = [edition].flat().map(({ id, revision }) => [id, revision]);
  const made = JSON.stringify([programDigest(), editions, asked]);
  return `"${createHash('sha256').update(made).digest('base64url')}"`;
}

/** What is sent: JSON as an object, a text, bytes, or a stream that is made as it is read. */
export type Body<Json> = Json | string | Buffer | StreamableFile;

/** What a format made, ready to be sent under its type and the name that it is saved under. */
export function bodyOf(
  rendered: Rendered,
  format: Format & { name: FormatName },
  name: string,
  reply: FastifyReply,
): Exclude<Body<never>, undefined> {
  void reply
    .header('content-type', format.type)
    .header('content-disposition', contentDisposition(dispositionOf(format), name));
  return typeof rendered === 'string' || Buffer.isBuffer(rendered) ? rendered : new StreamableFile(rendered);
}

/**
 * The question with what is left to us: the day that "today" is, so that the answer and its entity tag are about the
 * same one also at midnight; and the language that Accept-Language likes best.
 */
export function resolved<Query extends { asOf?: string; lang?: Language }>(
  query: Query,
  request: FastifyRequest,
  reply: FastifyReply,
): Query & { asOf: string; lang: Language } {
  return { ...query, asOf: query.asOf ?? today(), lang: answerLanguage(query.lang, request, reply) };
}

/** What is asked, for the entity tag. An instant in any offset is the same instant. */
export function particularsOf(question: Particulars & { knownAt?: string }, format: string): Particulars {
  const { knownAt } = question;
  const instant = knownAt === undefined ? undefined : new Date(knownAt).toISOString();
  return { ...question, knownAt: instant, format };
}
