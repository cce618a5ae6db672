import search from 'approx-string-match';
import { SeedIndex } from './seed-index.js';

/** A stretch of a folded text that resembles a quotation; `errors` is the edit distance, in characters. */
export interface Near {
  start: number;
  end: number;
  errors: number;
}

/** Longer quotations, in characters, are looked for word for word only: the cost grows with length times errors. */
export const longestApproximate = 4000;

/** No more errors than this, however long the quotation: as Hypothesis has it. */
const mostErrors = 256;

/** How much of a long text is gone through before the number of equally good places is looked at. */
const chunk = 32_768;
/** From this many equally good places on, only better ones are of interest. */
const mostEqual = 100;

/** The error budget of a quotation: a share of its length; 0 where approximate search makes no sense. */
export function errorBudget(length: number, share: number): number {
  return length > longestApproximate ? 0 : Math.min(mostErrors, Math.floor(length * share));
}

/** The cost of {@link scan}, in steps of 10 to 50 nanoseconds. */
export function scanCost(textLength: number, budget: number): number {
  return textLength * Math.ceil(budget / 32);
}

/**
 * The places of a text with the fewest errors, by going through all of it: nothing within the budget is missed,
 * but only the best are given. Myers' bit-vector algorithm, from approx-string-match.
 */
export function scan(text: string, pattern: string, budget: number): Near[] {
  let best: Near[] = [];
  let allowed = budget;
  for (let from = 0; from < text.length && allowed >= 0; from += chunk) {
    const stretch = text.slice(from, from + chunk + pattern.length + budget);
    const found = search(stretch, pattern, allowed);
    const errors = found[0]?.errors ?? Infinity;
    if (errors > allowed) continue;
    const least = best[0]?.errors ?? Infinity;
    if (errors < least) best = [];
    best.push(...tidy(found, from, text, pattern));
    allowed = best.length >= mostEqual ? errors - 1 : errors;
  }
  return distinct(best, pattern.length);
}

/**
 * Places of a text that resemble a quotation, found through short pieces that the two share: fast in a long text,
 * and sure to find what keeps at least one piece (every quotation with fewer than one error in 3 to 5 characters).
 */
export class Resemblances {
  private readonly indexes = new Map<number, SeedIndex>();

  constructor(private readonly text: string) {}

  /** The best place in each of up to 12 neighbourhoods, in no particular order. */
  find(pattern: string, budget: number): Near[] {
    const found = this.index(pattern.length)
      .neighbourhoods(pattern, budget)
      .flatMap(({ start, end }) =>
        tidy(search(this.text.slice(start, end), pattern, budget), start, this.text, pattern),
      );
    return distinct(found, pattern.length);
  }

  /** Short quotations need short pieces, or one error could spoil them all; long ones afford rarer pieces. */
  private index(length: number): SeedIndex {
    const pieceLength = length < 40 ? 3 : 5;
    let index = this.indexes.get(pieceLength);
    if (!index) this.indexes.set(pieceLength, (index = new SeedIndex(this.text, pieceLength)));
    return index;
  }
}

/** Of overlapping places (200 at most) the one with the fewest errors, of those the one nearest to the quotation's length. */
export function distinct<P extends Near>(places: readonly P[], length: number): P[] {
  const stray = ({ start, end }: Near): number => Math.abs(end - start - length);
  const ordered = [...places].sort((a, b) => a.errors - b.errors || stray(a) - stray(b) || a.start - b.start);
  const kept: P[] = [];
  for (const place of ordered) {
    if (kept.every(({ start, end }) => place.end <= start || place.start >= end)) kept.push(place);
    if (kept.length === 2 * mostEqual) break;
  }
  return kept;
}

/** The best of what a search found, by positions in the whole text, without stray characters at the edges. */
function tidy(found: readonly Near[], offset: number, text: string, pattern: string): Near[] {
  const places = found.filter(({ start, end }) => end > start);
  return distinct(places, pattern.length).map(({ start, end, errors }) =>
    trimmed({ start: start + offset, end: end + offset, errors }, text, pattern),
  );
}

/**
 * Leaves out a space or mark at an edge where the quotation has a letter, if that costs no error: of "exercise." and
 * "exercise", both one error away from "exercises", the second.
 */
function trimmed(place: Near, text: string, pattern: string): Near {
  const { start, end, errors } = place;
  const from = isStray(text[start]!, pattern[0]!) ? start + 1 : start;
  const to = isStray(text[end - 1]!, pattern.at(-1)!) ? end - 1 : end;
  for (const [first, last] of [
    [from, to],
    [start, to],
    [from, end],
  ] as const) {
    if ((first === start && last === end) || last <= first) continue;
    if (distance(text.slice(first, last), pattern, errors) <= errors)
      return { start: first, end: last, errors };
  }
  return place;
}

const wordCharacter = /[\p{L}\p{N}]/u;

function isStray(edge: string, wanted: string): boolean {
  return wordCharacter.test(wanted) && !wordCharacter.test(edge);
}

/** The edit distance of two strings, where it is at most `most`; otherwise some larger number. */
export function distance(a: string, b: string, most: number): number {
  let row = Uint16Array.from({ length: b.length + 1 }, (_, at) => at);
  let next = new Uint16Array(b.length + 1);
  for (let i = 1; i <= a.length; i += 1) {
    next.fill(most + 1);
    if (i <= most) next[0] = i;
    // Further than `most` from the diagonal there is nothing to find.
    for (let j = Math.max(1, i - most); j <= Math.min(b.length, i + most); j += 1) {
      const same = a.charCodeAt(i - 1) === b.charCodeAt(j - 1) ? 0 : 1;
      next[j] = Math.min(row[j - 1]! + same, row[j]! + 1, next[j - 1]! + 1);
    }
    [row, next] = [next, row];
  }
  return row[b.length]!;
}
