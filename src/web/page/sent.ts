import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Fields } from './forms.js';

/** The fields of a form as they arrived. What is no text was not sent by a form of ours, and counts for nothing. */
export function fieldsOf({ body }: FastifyRequest): Fields {
  if (typeof body !== 'object' || body === null) return {};
  const texts = Object.entries(body).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return Object.fromEntries(texts);
}

/** 303: what was sent is done, look at it there. Through Nest, which would otherwise answer a second time. */
export function seeOther(reply: FastifyReply, address: string): string {
  void reply.code(303).header('location', address);
  return '';
}
