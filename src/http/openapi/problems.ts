import type { RefusalKind } from '../../core/errors.js';
import { PROBLEMS_EN } from '../../language/pages/problems.en.js';
import { PROBLEM_KINDS } from '../problem.filter.js';
import { EXTENSIONS } from './extensions.js';
import type { HeaderName } from './headers.js';
import { list, named, object, type Schema, text } from './schema.js';

/** A kind of problem document: what services refuse, and what the HTTP server refuses by itself. */
export type ProblemKind =
  | RefusalKind
  | 'bad-request'
  | 'malformed-json'
  | 'body-too-large'
  | 'unsupported-media-type'
  | 'internal'
  | 'unavailable';

const PROBLEM = named('Problem', {
  type: 'object',
  description: 'A problem document (RFC 9457)',
  properties: {
    type: {
      type: 'string',
      format: 'uri-reference',
      description:
        '/problems/ and the kind, which stays the same over time; a page about it is at this address',
    },
    title: { ...text, description: 'The kind in a few words' },
    status: { type: 'integer', minimum: 400, maximum: 599 },
    detail: { ...text, description: 'What is wrong and what to do, in a sentence' },
    instance: { ...text, format: 'uri-reference', description: 'The address that was asked for' },
    errors: list(
      object({
        pointer: {
          ...text,
          description: 'A JSON Pointer (RFC 6901) into the body, or the name of a parameter as ?name',
        },
        message: text,
      }),
      'What is wrong with the input, place by place',
    ),
  },
  required: ['type', 'title', 'status', 'detail', 'instance'],
});

/** What of an operation decides how it can refuse. */
export interface Traits {
  method: string;
  role: string;
  hasPathParameters: boolean;
  hasQuery: boolean;
  hasBody: boolean;
  needsIfMatch: boolean;
  takesIdempotencyKey: boolean;
}

/** How an operation can refuse by what it takes, whatever it does. */
export function derivedKinds(traits: Traits): ProblemKind[] {
  const changes = traits.method !== 'get';
  return [
    ...when(traits.hasQuery, 'invalid-query'),
    ...when(traits.hasBody, 'malformed-json', 'body-too-large', 'unsupported-media-type', 'invalid-input'),
    ...when(traits.role !== 'reader', 'sign-in-required', 'not-allowed'),
    ...when(changes, 'cross-site'),
    ...when(traits.hasPathParameters, 'not-found'),
    ...when(traits.takesIdempotencyKey, 'key-reused', 'invalid-input'),
    ...when(traits.needsIfMatch, 'stale-version', 'version-required'),
    'token-refused',
    'too-many-requests',
    'internal',
    'unavailable',
  ];
}

function when(applies: boolean, ...kinds: ProblemKind[]): ProblemKind[] {
  return applies ? kinds : [];
}

/** A response that is a problem document of one of a few kinds, all with the same status. */
export interface ProblemResponse {
  /** Under which the document holds it: the same kinds make the same response. */
  name: string;
  status: number;
  kinds: readonly ProblemKind[];
  description: string;
  headers: readonly HeaderName[];
  schema: Schema;
}

/** The responses for these kinds, one for each status. */
export function problemResponses(kinds: Iterable<ProblemKind>): ProblemResponse[] {
  const byStatus = new Map<number, Set<ProblemKind>>();
  for (const kind of kinds) {
    const { status } = about(kind);
    byStatus.set(status, (byStatus.get(status) ?? new Set()).add(kind));
  }
  return [...byStatus].map(([status, those]) => responseOf(status, [...those].toSorted()));
}

function responseOf(status: number, kinds: readonly ProblemKind[]): ProblemResponse {
  const extensions = Object.assign(
    {},
    ...kinds.map((kind) => EXTENSIONS[kind as RefusalKind] ?? {}),
  ) as Record<string, Schema>;
  const types = kinds.map((kind) => `/problems/${kind}`);
  const narrowed = {
    type: 'object',
    properties: { type: { enum: types }, status: { const: status }, ...extensions },
  };
  return {
    name: kinds.join('.'),
    status,
    kinds,
    description: kinds.map((kind) => PROBLEMS_EN[`${kind}:means`]).join(' Or: '),
    headers: headersOf(status),
    schema: { allOf: [PROBLEM, narrowed], unevaluatedProperties: false },
  };
}

function headersOf(status: number): HeaderName[] {
  const limits: HeaderName[] = ['Retry-After', 'RateLimit-Limit', 'RateLimit-Remaining', 'RateLimit-Reset'];
  const more: Record<number, HeaderName[]> = { 401: ['WWW-Authenticate'], 429: limits, 503: ['Retry-After'] };
  return ['X-Request-Id', ...(more[status] ?? [])];
}

/** An example of a problem document of this kind. */
export function exampleOfProblem(kind: ProblemKind): { summary: string; value: Record<string, unknown> } {
  const { status, title } = about(kind);
  const invalid = kind.startsWith('invalid-');
  const errors = [
    kind === 'invalid-query'
      ? { pointer: '?asOf', message: 'must be a date in the form YYYY-MM-DD, such as 2023-11-23' }
      : { pointer: '/title', message: 'is required' },
  ];
  const detail = invalid
    ? `${errors[0]!.pointer}: ${errors[0]!.message}`
    : `${PROBLEMS_EN[`${kind}:means`]} ${PROBLEMS_EN[`${kind}:todo`]}`;
  const problem = { type: `/problems/${kind}`, title, status, detail, instance: '/api/v1/plans/summit-2024' };
  return { summary: title, value: invalid ? { ...problem, errors } : problem };
}

function about(kind: ProblemKind): { status: number; title: string } {
  const found = PROBLEM_KINDS.get(kind);
  if (!found) throw new Error(`there is no kind of problem "${kind}"`);
  return found;
}
