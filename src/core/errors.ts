import type { Reason, ReasonKey } from '../language/reasons.js';

/** One thing that is wrong with an input: a JSON Pointer into the body, or the name of a query parameter. */
export interface InputError {
  /** RFC 6901 pointer into the body, such as `/evidence/0/exact`; for a query parameter `?asOf`. */
  pointer: string;
  /** What is wrong and what to do, in a sentence. */
  message: string;
  /** The same for a person on a page; it is not part of the problem document. */
  reason?: Reason;
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
    /** The detail for a person on a page. */
    readonly reason?: Reason,
  ) {
    super(detail);
  }
}

/** Each kind is the last part of the problem's `type`, `/problems/<kind>`. */
export const TITLES = {
  'not-found': 'Not found',
  'method-not-allowed': 'Method not allowed',
  'invalid-input': 'Invalid input',
  'invalid-query': 'Invalid query parameter',
  'already-exists': 'Already exists',
  'version-required': 'If-Match header required',
  'stale-version': 'This record has changed',
  'key-reused': 'Idempotency-Key already used',
  'ambiguous-passage': 'Quotation found in several places',
  'passage-not-found': 'Quotation not found in the source',
  'unreadable-text': 'Text cannot be read',
  'too-busy': 'Server busy',
  'outcome-unknown': 'Outcome unknown',
  'text-changed': 'Source text has changed',
  'already-decided': 'Already decided',
  'contradicting-decision': 'Contradicts another decision',
  'already-retracted': 'Already retracted',
  'in-use': 'Still in use',
  'wrong-state': 'Not possible in this state',
  'sign-in-required': 'Sign-in required',
  'token-refused': 'Invalid API token',
  'sign-in-failed': 'Sign-in failed',
  'provider-unavailable': 'Identity provider unavailable',
  'not-allowed': 'Your role does not allow this',
  'cross-site': 'Cross-site request refused',
  'one-host': 'One Host header required',
  'unknown-host': 'Unknown host',
  'too-many-requests': 'Too many requests',
} as const;
export type RefusalKind = keyof typeof TITLES;

/** @example throw notFound('plan', 'summit-2019', 'GET /api/v1/plans lists the plans.') */
export function notFound(what: string, key: string, hint = ''): Refusal {
  const reason = MISSING[what];
  return new Refusal(
    'not-found',
    `There is no ${what} "${key}". ${hint}`.trim(),
    undefined,
    undefined,
    reason && { key: reason, values: { name: key } },
  );
}

const MISSING: Partial<Record<string, ReasonKey>> = {
  plan: 'reason:noPlan',
  objective: 'reason:noObjective',
  area: 'reason:noArea',
  source: 'reason:noSource',
  passage: 'reason:noPassage',
  assessment: 'reason:noAssessment',
  snapshot: 'reason:noSnapshot',
  link: 'reason:noLink',
  organization: 'reason:noOrganization',
  scale: 'reason:noScale',
  'API token': 'reason:noToken',
  person: 'reason:noPerson',
};

/** Nobody corrects more at once; the sentence says how many there are. */
const MOST_SHOWN = 100;

/** An input that is well formed but cannot be accepted; each error names its place. */
export function invalidInput(...errors: InputError[]): Refusal {
  return new Refusal('invalid-input', summarise(errors), errors.slice(0, MOST_SHOWN));
}

/** A query parameter that cannot be used. */
export function invalidQuery(parameter: string, message: string, reason?: Reason): Refusal {
  const errors = [{ pointer: `?${parameter}`, message, ...(reason && { reason }) }];
  return new Refusal('invalid-query', summarise(errors), errors);
}

/** The one sentence for a reader who does not look into `errors`. */
export function summarise(errors: InputError[]): string {
  const [first] = errors;
  if (!first) return 'The input is invalid.';
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
  return `${first.pointer}${first.pointer === '' ? '' : ': '}${first.message}${more}`;
}
