import type { Schema } from './schema.js';

/** Under which name a header travels: some have two descriptions. */
export function nameOfHeader(name: HeaderName): string {
  return name.replace(/-of-one$/, '');
}

interface Header {
  description: string;
  required: boolean;
  schema: Schema;
}

function header(description: string, example: unknown, required = true, schema: Schema = {}): Header {
  return { description, required, schema: { type: 'string', ...schema, example } };
}

/** The headers of answers that the OpenAPI document names. */
export const HEADERS = {
  'X-Request-Id': header(
    'The id of the request, yours if you sent one: it stands in every line of the log about it',
    '4f6c2f0e-8d0b-4d6e-9d9f-2f6a8e1b4c70',
  ),
  ETag: header('Names the state that was sent: for If-Match in a change, for If-None-Match in a read', '"3"'),
  'ETag-of-one': header('Names the state of the one thing that was changed, where it was one', '"3"', false),
  Location: header('The address of what was made', '/api/v1/plans/summit-2024', true, {
    format: 'uri-reference',
  }),
  Link: header(
    'The next page, as rel="next"; only where there is one',
    '</api/v1/plans?cursor=eyJ0Ijoi>; rel="next"',
    false,
  ),
  'Idempotency-Replayed': header(
    'true where the same Idempotency-Key came before, and this is the answer of that time',
    'true',
    false,
    { enum: ['true'] },
  ),
  'Content-Disposition': header('The name for a file', 'attachment; filename="summit-2024.csv"', false),
  'Content-Language': header('The language of the texts', 'en', false),
  'Retry-After': header('After how many seconds to ask again', 1, true, { type: 'integer' }),
  'WWW-Authenticate': header('How to say who you are', 'Bearer realm="Presidency Scorecard"'),
  'RateLimit-Limit': header('How many requests a minute may have', 600, true, { type: 'integer' }),
  'RateLimit-Remaining': header('How many are left', 0, true, { type: 'integer' }),
  'RateLimit-Reset': header('In how many seconds the minute is over', 12, true, { type: 'integer' }),
} satisfies Record<string, Header>;

export type HeaderName = keyof typeof HEADERS;
