import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { programDigest } from './program-digest.js';
import type { Edition } from './scorecard.reader.js';

/** What makes an answer: two with the same edition and the same of these are the same bytes. */
export type Particulars = Record<string, string | undefined>;

/**
 * Answers with a report under a strong entity tag that is made of the plan's edition, of what was asked and of the
 * program, and not of the bytes: so whoever has them already (If-None-Match, RFC 9110, 13.1.2) costs one look at the
 * plan's row, and nothing is computed. The revision moves with whatever the reports of a plan show, so equal tags mean
 * equal bytes. `Cache-Control: no-cache` has caches ask each time (RFC 9111, 5.2.2.4).
 *
 * @param particulars all that is asked, the day and the form among it
 * @param current the edition that there is now
 * @param make the body, and the edition that it was made of
 * @throws what `current` and `make` throw
 */
export async function sendReport<Body>(
  request: FastifyRequest,
  reply: FastifyReply,
  particulars: Particulars,
  current: () => Promise<Edition>,
  make: () => Promise<{ body: Body; edition: Edition }>,
): Promise<Body | undefined> {
  const wanted = request.headers['if-none-match'];
  if (wanted !== undefined) {
    const tag = tagOf(await current(), particulars);
    if (wanted.includes(tag)) {
      void reply.code(304).header('etag', tag).header('cache-control', 'no-cache');
      return undefined;
    }
  }
  const { body, edition } = await make();
  void reply.header('etag', tagOf(edition, particulars)).header('cache-control', 'no-cache');
  return body;
}

/** Its quotes and its length keep it from being a part of another tag. */
function tagOf({ id, revision }: Edition, particulars: Particulars): string {
  const asked = Object.entries(particulars)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const made = JSON.stringify([programDigest(), id, revision, asked]);
  return `"${createHash('sha256').update(made).digest('base64url')}"`;
}
