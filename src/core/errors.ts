/** One thing that is wrong with an input: a JSON Pointer into the body, or the name of a query parameter. */
export interface InputError {
  /** RFC 6901 pointer into the body, such as `/evidence/0/exact`; for a query parameter `?asOf`. */
  pointer: string;
  /** What is wrong and what to do, in a sentence. */
  message: string;
}

/**
 * The ways in which the service refuses. Services throw these and know nothing of HTTP;
 * `problem.filter.ts` alone turns them into answers.
 */
export class Refusal extends Error {
  constructor(
    readonly kind: RefusalKind,
    detail: string,
    readonly errors?: InputError[],
    /** Members of the problem document beside the standard ones (RFC 9457, 3.2). */
    readonly extensions?: Record<string, unknown>,
  ) {
    super(detail);
  }
}

/** Each kind is the last part of the problem's `type`, `/problems/<kind>`. */
export const TITLES = {
  'not-found': 'Not found',
  'method-not-allowed': 'Method not allowed',
  'invalid-input': 'The input cannot be used',
  'invalid-query': 'The query cannot be used',
  'already-exists': 'Already exists',
  'version-required': 'Say which version you read',
  'stale-version': 'Somebody was faster',
  'key-reused': 'Idempotency-Key used before',
  'ambiguous-passage': 'The words stand in several places',
  'passage-not-found': 'The words do not stand in the text',
  'unreadable-text': 'The text cannot be read',
  'too-busy': 'Too busy just now',
  'text-changed': 'The text has changed',
  'already-decided': 'Already decided',
  'already-retracted': 'Already retracted',
  'sign-in-required': 'Sign in first',
  'token-refused': 'The token is not good',
  'sign-in-failed': 'The sign-in did not succeed',
  'provider-unavailable': 'The identity provider is not available',
  'not-allowed': 'Your role does not allow this',
  'cross-site': 'The request did not come from this site',
  'too-many-requests': 'Too many requests',
} as const;
export type RefusalKind = keyof typeof TITLES;

/** @example throw notFound('plan', 'csto-2019', 'GET /api/v1/plans lists the plans.') */
export function notFound(what: string, key: string, hint = ''): Refusal {
  return new Refusal('not-found', `There is no ${what} "${key}". ${hint}`.trim());
}

/** Nobody mends more at once; the sentence says how many there are. */
const MOST_SHOWN = 100;

/** An input that is well formed but cannot be accepted; each error names its place. */
export function invalidInput(...errors: InputError[]): Refusal {
  return new Refusal('invalid-input', summarise(errors), errors.slice(0, MOST_SHOWN));
}

/** A query parameter that cannot be used. */
export function invalidQuery(parameter: string, message: string): Refusal {
  const errors = [{ pointer: `?${parameter}`, message }];
  return new Refusal('invalid-query', summarise(errors), errors);
}

/** The one sentence for a reader who does not look into `errors`. */
export function summarise(errors: InputError[]): string {
  const [first] = errors;
  if (!first) return 'The input cannot be used.';
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
  return `${first.pointer}${first.pointer === '' ? '' : ': '}${first.message}${more}`;
}
