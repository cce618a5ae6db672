import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply } from 'fastify';

/** What describes a body, and nothing without it. */
export const OF_BODIES = ['content-disposition', 'content-language'] as const;

/**
 * Entity tags of what is read (RFC 9110, 8.8.3): where a controller has set none, one of the bytes. A reader who
 * has them already (If-None-Match, 13.1.2) gets 304. What refuses or changes something gets no tag here, nor does a
 * stream, whose bytes are not known yet.
 */
export function tagEntities(server: FastifyInstance): void {
  server.addHook('onSend', (request, reply, payload, done) => {
    if (reply.statusCode === 304) withoutRepresentation(reply);
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    const isWhole = typeof payload === 'string' || Buffer.isBuffer(payload);
    if (!isRead || reply.statusCode !== 200 || !isWhole) {
      done(null, payload);
      return;
    }
    const given = reply.getHeader('etag') as string | undefined;
    const etag = given ?? `"${createHash('sha1').update(payload).digest('base64')}"`;
    if (given === undefined) void reply.header('etag', etag);
    if (!isHeld(etag, request.headers['if-none-match'])) {
      done(null, payload);
      return;
    }
    void reply.code(304);
    withoutRepresentation(reply);
    done(null, '');
  });
}

/** A 304 describes no body (RFC 9110, 15.4.5). */
function withoutRepresentation(reply: FastifyReply): void {
  for (const name of OF_BODIES) reply.removeHeader(name);
}

/**
 * Whether a reader has what the tag stands for already, by their If-None-Match.
 *
 * Weak comparison, as the RFC asks here: a cache on the way may have weakened our tag, and those of pages are weak.
 */
export function isHeld(etag: string, ifNoneMatch: string | undefined): boolean {
  const strong = (tag: string): string => tag.trim().replace(/^W\//, '');
  const tags = (ifNoneMatch ?? '').split(',').map(strong);
  return tags.includes(strong(etag)) || tags.includes('*');
}
