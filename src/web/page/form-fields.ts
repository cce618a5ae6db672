import type { FastifyRequest } from 'fastify';
import type { Fields } from './forms.js';

/** The fields of a form as they arrived. What is no text was not sent by a form of ours, and counts for nothing. */
export function fieldsOf({ body }: FastifyRequest): Fields {
  if (typeof body !== 'object' || body === null) return {};
  const texts = Object.entries(body).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return Object.fromEntries(texts);
}
