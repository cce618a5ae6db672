import { today } from '../../core/dates.js';
import { invalidQuery } from '../../core/errors.js';

/** The moment that a report is asked about, by the two clocks. */
export interface Moment {
  /** `YYYY-MM-DD`. */
  asOf: string;
  /** RFC 3339 in UTC with milliseconds; undefined for all that is known. */
  knownAt: string | undefined;
  /** Whether the current rows answer it: nothing is effective after today, so today and later are the same. */
  isNow: boolean;
}

/** @param question `asOf` as `YYYY-MM-DD`, today where none is named; `knownAt` as RFC 3339 */
export function momentOf(question: { asOf?: string; knownAt?: string }): Moment {
  const day = today();
  const asOf = question.asOf ?? day;
  const knownAt = question.knownAt === undefined ? undefined : new Date(question.knownAt).toISOString();
  return { asOf, knownAt, isNow: knownAt === undefined && asOf >= day };
}

/**
 * The `knownAt` that a report of that moment carries, so that it can be asked for again: never later than the plan's
 * last change, because a change under way may still become known before now.
 * @throws Refusal `invalid-query` where `knownAt` lies in the future. (The plan's clock may run ahead of ours: what it
 *   shows has been, whatever ours says.)
 */
export function carriedKnownAt({ knownAt }: Moment, revision: Date): string {
  const revisedAt = revision.toISOString();
  if (knownAt === undefined || knownAt <= revisedAt) return knownAt ?? revisedAt;
  if (knownAt > new Date().toISOString()) {
    throw invalidQuery('knownAt', 'must not be in the future');
  }
  return revisedAt;
}
