import { distinct, errorBudget, scanCost } from './approximate.js';
import { normalise } from './normalise.js';
import type { NormalisedText } from './normalised-text.js';
import { PlaceFinder, type FoundPassage, type Place } from './places.js';
import { type Move, shifted } from './shifted.js';
import { rank, standsOut, type Hints, type ScoredPlace } from './score.js';

/** A passage as it was anchored before. Positions in code points; what is not known is absent or null. */
export interface AnchoredPassage {
  id: string;
  exact: string;
  prefix?: string | null;
  suffix?: string | null;
  start?: number | null;
  end?: number | null;
  paragraph?: number | null;
}

/** The states that a look into a text can find. */
export type ReanchorState = 'verified' | 'relocated' | 'ambiguous' | 'lost';

/** What became of one passage. */
export interface ReanchorLine {
  id: string;
  state: ReanchorState;
  reason: 'exact-in-place' | 'exact-shifted' | 'exact-elsewhere' | 'approximate' | 'several' | 'not-found';
  /** The place, for `verified` and `relocated`. */
  found?: FoundPassage;
  /** Up to ten places, best first, for `ambiguous`. */
  candidates?: FoundPassage[];
}

export interface ReanchorReport {
  counts: Record<ReanchorState, number>;
  /** One for each passage, in the order given. */
  lines: ReanchorLine[];
}

/** A passage that differs in more than a third of its characters is lost: chance resemblance begins at about half. */
const relocationShare = 1 / 3;
/** From here on the words around a place are taken to be the passage's own, changed a little. */
const familiar = 1 / 2;
const mostCandidates = 10;
/** Steps (see scanCost) that a call may spend on going through the whole text for what pieces did not find: 2 s or so. */
const scanBudget = 5e7;

/**
 * Checks passages against another text, or the same one.
 *
 * - `verified`, `exact-in-place`: the words stand at their position. So does a passage that had no position and whose
 *   words are found: it has not moved, it gets its first position.
 * - `verified`, `exact-shifted`: the words stand further on or back among their own surroundings and in the same order
 *   among the other passages, because something before them was put in or taken out (shifted.ts).
 * - `relocated`: found elsewhere, `exact-elsewhere` or `approximate` (up to a third of its characters differ; 0 errors
 *   if only typography does). Words at their old position among strangers are `exact-elsewhere` too when
 *   another place has them between their own prefix and suffix.
 * - `ambiguous`, `several`: several places, and none leads clearly by the weights in score.ts.
 * - `lost`, `not-found`.
 *
 * In a long text with very many passages, a passage with errors so dense that no three to five
 * characters in a row survived may be called lost; otherwise none within a third is missed.
 */
export function reanchor(text: NormalisedText, passages: readonly AnchoredPassage[]): ReanchorReport {
  const finder = new PlaceFinder(text);
  const lines = passages.map((passage) => check(finder, passage, passages.length));
  settleShifted(text, passages, lines);
  const counts = { verified: 0, relocated: 0, ambiguous: 0, lost: 0 };
  for (const { state } of lines) counts[state] += 1;
  return { counts, lines };
}

/** Verifies the passages that stand elsewhere only because the text before them has grown or shrunk. */
function settleShifted(
  text: NormalisedText,
  passages: readonly AnchoredPassage[],
  lines: readonly ReanchorLine[],
): void {
  const moves = new Map<Move, ReanchorLine>();
  lines.forEach((line, at) => {
    const { start, prefix, suffix } = passages[at]!;
    if (typeof start !== 'number' || !line.found || line.reason === 'approximate') return;
    // Where the same words stand at the old place, among strangers, a person must say which are meant.
    if (line.reason === 'exact-elsewhere' && standsAt(text, passages[at]!)) return;
    moves.set({ from: start, to: line.found.start, end: line.found.end, prefix, suffix }, line);
  });
  for (const move of shifted(text, [...moves.keys()])) {
    const line = moves.get(move)!;
    if (line.reason === 'exact-elsewhere')
      Object.assign(line, { state: 'verified', reason: 'exact-shifted' });
  }
}

function check(finder: PlaceFinder, passage: AnchoredPassage, passages: number): ReanchorLine {
  const { id, exact } = passage;
  const inPlace = standing(finder, passage);
  if (inPlace) {
    const own = hasMoved(finder, passage, inPlace);
    if (!own) return line(finder, passage, 'verified', 'exact-in-place', inPlace);
    return line(finder, passage, 'relocated', 'exact-elsewhere', own);
  }
  const ranked = candidates(finder, passage, passages);
  const best = ranked[0];
  if (!best) return { id, state: 'lost', reason: 'not-found' };
  if (!standsOut(ranked)) {
    const several = ranked.slice(0, mostCandidates).map(({ place }) => finder.describe(place, exact));
    return { id, state: 'ambiguous', reason: 'several', candidates: several };
  }
  if (!best.place.exactly) return line(finder, passage, 'relocated', 'approximate', best.place);
  if (position(passage) === undefined) return line(finder, passage, 'verified', 'exact-in-place', best.place);
  return line(finder, passage, 'relocated', 'exact-elsewhere', best.place);
}

function line(
  finder: PlaceFinder,
  { id, exact }: AnchoredPassage,
  state: ReanchorState,
  reason: ReanchorLine['reason'],
  place: Place,
): ReanchorLine {
  return { id, state, reason, found: finder.describe(place, exact) };
}

/** The passage's position, if it has one. */
function position({ start, end }: AnchoredPassage): { start: number; end: number } | undefined {
  return typeof start === 'number' && typeof end === 'number' ? { start, end } : undefined;
}

function standing(finder: PlaceFinder, passage: AnchoredPassage): Place | undefined {
  const range = position(passage);
  return range && standsAt(finder.text, passage) ? finder.placeOf(range) : undefined;
}

/** Whether the passage's words stand at its position. */
function standsAt(text: NormalisedText, passage: AnchoredPassage): boolean {
  const range = position(passage);
  if (!range || range.start < 0 || range.end > text.length || range.start >= range.end) return false;
  return text.slice(range.start, range.end) === normalise(passage.exact);
}

/** The one place between the passage's own words, where the words at its old position stand among strangers. */
function hasMoved(finder: PlaceFinder, passage: AnchoredPassage, inPlace: Place): Place | undefined {
  const hints = hintsOf(passage);
  if (hints.prefix === undefined || hints.suffix === undefined) return undefined;
  const [here] = rank(finder, [inPlace], passage.exact, hints);
  if (!here || here.prefix >= familiar || here.suffix >= familiar) return undefined;
  const own = rank(finder, finder.toTheLetter(passage.exact), passage.exact, hints).filter(
    ({ prefix, suffix }) => prefix === 1 && suffix === 1,
  );
  return own.length === 1 ? own[0]!.place : undefined;
}

/**
 * Where the passage may be, best first. What resembles it is looked for when its words stand nowhere, and when they
 * stand only among strangers: then the passage itself may have been altered, and these be others.
 */
function candidates(finder: PlaceFinder, passage: AnchoredPassage, passages: number): ScoredPlace[] {
  const { exact } = passage;
  const hints = hintsOf(passage);
  const places = finder.wordByWord(exact);
  const ranked = rank(finder, places, exact, hints);
  const best = ranked[0];
  if (best && (best.prefix + best.suffix) / 2 >= familiar) return ranked;
  const { length } = finder.folded.fold(exact).trim();
  const budget = errorBudget(length, relocationShare);
  const affordable = scanCost(finder.folded.text.length, budget) * passages <= scanBudget;
  const like = finder.resembling(
    exact,
    budget,
    (found) => found.length === 0 && places.length === 0 && affordable,
  );
  const others = like.filter((near) =>
    places.every((place) => near.end <= place.start || near.start >= place.end),
  );
  return rank(finder, [...places, ...distinct(others, length)], exact, hints);
}

/** An empty prefix or suffix (the edge of the text) and none given are the same. */
function hintsOf({ prefix, suffix, start }: AnchoredPassage): Hints {
  return {
    ...(prefix ? { prefix } : {}),
    ...(suffix ? { suffix } : {}),
    ...(start == null ? {} : { start }),
  };
}
