import search from 'approx-string-match';
import type { Place, PlaceFinder } from './places.js';

/** What is known of a passage besides its words. `start` in code points. */
export interface Hints {
  prefix?: string | null;
  suffix?: string | null;
  start?: number | null;
}

/**
 * What each part of a passage weighs when one of several places is to be taken for it: the weights of
 * Hypothesis (hypothesis/client, match-quote). The words count most, what stands before and after them together
 * nearly as much; the position only orders what is otherwise equal.
 */
export const weights = { quote: 50, prefix: 20, suffix: 20, position: 2 } as const;

const fullMarks = weights.quote + weights.prefix + weights.suffix + weights.position;

/** A place is taken only if it leads the next by this much: a quarter of a prefix, more than the position weighs. */
export const clearLead = 0.05;

export interface ScoredPlace {
  place: Place;
  /** 0 to 1. A hint that was not given counts as fulfilled everywhere. */
  score: number;
  /** How like the passage's own words before and after are, 0 to 1 each. */
  prefix: number;
  suffix: number;
}

/** How many places are looked at closely, of very many. */
const mostClose = 50;

/** The places, best first. Of more than 50 only those whose surroundings agree for longest are scored. */
export function rank(
  finder: PlaceFinder,
  places: readonly Place[],
  exact: string,
  hints: Hints,
): ScoredPlace[] {
  const { folded } = finder;
  const length = folded.fold(exact).trim().length;
  const prefix = folded.fold(hints.prefix ?? '');
  const suffix = folded.fold(hints.suffix ?? '');
  return closest(folded.text, places, prefix, suffix)
    .map((place) => {
      const before = likeness(
        folded.text.slice(Math.max(0, place.start - prefix.length), place.start),
        prefix,
      );
      const after = likeness(folded.text.slice(place.end, place.end + suffix.length), suffix);
      const near =
        typeof hints.start === 'number'
          ? 1 - Math.abs(place.range.start - hints.start) / finder.text.length
          : 1;
      const marks =
        weights.quote * Math.max(0, 1 - place.errors / Math.max(1, length)) +
        weights.prefix * before +
        weights.suffix * after +
        weights.position * Math.max(0, near);
      return { place, score: marks / fullMarks, prefix: before, suffix: after };
    })
    .sort((a, b) => b.score - a.score || a.place.start - b.place.start);
}

/** Whether the best place leads clearly. */
export function standsOut([best, second]: readonly ScoredPlace[]): boolean {
  return best !== undefined && (second === undefined || best.score - second.score >= clearLead);
}

function closest(text: string, places: readonly Place[], prefix: string, suffix: string): readonly Place[] {
  if (places.length <= mostClose) return places;
  return places
    .map((place) => ({ place, agrees: agreement(text, place, prefix, suffix) }))
    .sort((a, b) => b.agrees - a.agrees || a.place.start - b.place.start)
    .slice(0, mostClose)
    .map(({ place }) => place);
}

/** How many characters agree, from the place outwards on both sides. */
function agreement(text: string, { start, end }: Place, prefix: string, suffix: string): number {
  let before = 0;
  while (before < prefix.length && prefix.at(-1 - before) === text[start - 1 - before]) before += 1;
  let after = 0;
  while (after < suffix.length && suffix[after] === text[end + after]) after += 1;
  return before + after;
}

function likeness(actual: string, wanted: string): number {
  if (actual === wanted || wanted === '') return 1;
  if (actual === '') return 0;
  const [best] = search(actual, wanted, wanted.length);
  return best ? 1 - best.errors / wanted.length : 0;
}
