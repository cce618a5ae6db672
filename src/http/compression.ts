import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { preferencesOf } from './preferences.js';

const compress = promisify(gzip);

/** Whether the client takes gzip (RFC 9110, 12.5.3): named, or anything, and not with a weight of 0. */
export function takesGzip(acceptEncoding: string | undefined): boolean {
  const weights = new Map(preferencesOf(acceptEncoding).map(({ name, weight }) => [name, weight]));
  return (weights.get('gzip') ?? weights.get('*') ?? 0) > 0;
}

/**
 * A text as it travels: compressed, on another thread, where the client takes that. Says so in the headers.
 *
 * Not for somebody who is signed in: a page that holds their proof of session beside words of the address would tell by its
 * length how alike the two are (BREACH).
 */
export async function compressed(
  request: FastifyRequest,
  reply: FastifyReply,
  text: string,
  isSecret: boolean,
): Promise<string | Buffer> {
  if (isSecret || !takesGzip(request.headers['accept-encoding'])) return text;
  void reply.header('content-encoding', 'gzip');
  return compress(text);
}
