import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';

/**
 * Entity tags of what is read (RFC 9110, 8.8.3): where a controller has set none, one of the bytes. A reader who
 * has them already (If-None-Match, 13.1.2) gets 304. What refuses or changes something gets no tag here, nor does a
 * stream, whose bytes are not known yet.
 */
export function tagEntities(server: FastifyInstance): void {
  server.addHook('onSend', (request, reply, payload, done) => {
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
    done(null, '');
  });
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
