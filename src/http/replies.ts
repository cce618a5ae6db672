import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Page } from '../core/cursors.js';
import { etagOf } from '../core/versions.js';

/** A page of a list with `Link: rel="next"` (RFC 8288) where there is more. */
export function sendPage<T>(request: FastifyRequest, reply: FastifyReply, page: Page<T>): Page<T> {
  if (page.nextCursor !== null) {
    const next = new URL(request.url, 'http://localhost');
    next.searchParams.set('cursor', page.nextCursor);
    void reply.header('link', `<${next.pathname}${next.search}>; rel="next"`);
  }
  return page;
}

/** One thing with the entity tag of its version. */
export function sendVersioned<T>(reply: FastifyReply, version: number, body: T): T {
  void reply.header('etag', etagOf(version));
  return body;
}

/** What a POST answers, in a form that can be kept and given again to a repeated request. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: unknown;
}

/** 201 with the address and the entity tag of what was made. */
export function created(location: string, version: number | null, body: unknown): Answer {
  return { status: 201, headers: { location, ...(version === null ? {} : { etag: etagOf(version) }) }, body };
}

/** 200 with the thing that a POST has changed, and its new entity tag. */
export function changed(version: number, body: unknown): Answer {
  return { status: 200, headers: { etag: etagOf(version) }, body };
}

/** Sends an answer that was made in a transaction, once that is committed. */
export function sendAnswer(reply: FastifyReply, answer: Answer): unknown {
  void reply.code(answer.status).headers(answer.headers);
  return answer.body;
}
