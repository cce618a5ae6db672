import { type InputError } from '../core/errors.js';
import { because } from '../language/reasons.js';
import type { Bearing } from './evidence.entity.js';

/** How far from the term a day may lie before it is taken for a slip. */
const YEARS_AROUND_TERM = 10;

/** As much of a passage as names it to the person who attached it. */
export interface AttachedPassage {
  bearing: Bearing;
  /** Its words, or our summary of them. */
  words: string;
}

/**
 * A complete status needs a passage that supports or qualifies it: one that only contradicts is no evidence for it.
 * @param evidence in the order of the input; an empty list is another rule's business
 * @returns one error for each passage, naming its words; none where the evidence carries the status
 */
export function contradictionErrors(status: string, evidence: readonly AttachedPassage[]): InputError[] {
  if (evidence.some(({ bearing }) => bearing !== 'contradicts')) return [];
  return evidence.map(({ words }, at) => ({
    pointer: `/evidence/${at}/bearing`,
    message:
      `"${shortened(words)}" contradicts this status, and no passage supports or qualifies it: "${status}" counts as ` +
      'complete. Add a passage that supports or qualifies it, correct the bearing, or record another status',
    reason: because('reason:contradicted', { quotation: shortened(words) }),
  }));
}

/**
 * A day far outside the plan's term is a slip of the pen more often than not, such as the year 0203.
 * @param day `YYYY-MM-DD`, as are the days of the term
 */
export function outsideTermErrors(day: string, termStart: string, termEnd: string): InputError[] {
  const where =
    day < shifted(termStart, -YEARS_AROUND_TERM)
      ? `more than ten years before the term begins, on ${termStart}`
      : day > shifted(termEnd, YEARS_AROUND_TERM)
        ? `more than ten years after the term ended, on ${termEnd}`
        : undefined;
  if (where === undefined) return [];
  return [
    {
      pointer: '/effectiveOn',
      message: `${day} lies ${where}. Correct the day, or have an editor record it with outsideTerm set`,
      reason: because('reason:outsideTerm', { from: termStart, to: termEnd }),
    },
  ];
}

/** The same day of another year; only good for comparisons, since it may be one that the calendar lacks. */
function shifted(day: string, years: number): string {
  const year = Math.max(0, Number(day.slice(0, 4)) + years);
  return `${String(year).padStart(4, '0')}${day.slice(4)}`;
}

const MOST_WORDS = 160;

function shortened(words: string): string {
  const letters = [...words];
  return letters.length <= MOST_WORDS ? words : `${letters.slice(0, MOST_WORDS).join('')}…`;
}
