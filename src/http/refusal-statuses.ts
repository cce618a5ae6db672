import type { RefusalKind } from '../core/errors.js';

/** The HTTP status that answers each kind of refusal (RFC 9110, 15). */
export const STATUSES: Record<RefusalKind, number> = {
  'not-found': 404,
  'method-not-allowed': 405,
  'invalid-input': 422,
  'invalid-query': 400,
  'already-exists': 409,
  'version-required': 428,
  'stale-version': 412,
  'key-reused': 409,
  'ambiguous-passage': 409,
  'passage-not-found': 422,
  'unreadable-text': 422,
  'too-busy': 503,
  'text-changed': 409,
  'already-decided': 409,
  'already-retracted': 409,
  'in-use': 409,
  'wrong-state': 409,
  'sign-in-required': 401,
  'token-refused': 401,
  'sign-in-failed': 400,
  'provider-unavailable': 503,
  'not-allowed': 403,
  'cross-site': 403,
  'too-many-requests': 429,
};
