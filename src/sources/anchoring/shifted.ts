import { normalise } from './normalise.js';
import type { NormalisedText } from './normalised-text.js';

/** A passage with the place where its words were found. Positions in code points. */
export interface Move {
  /** Where it stood. */
  from: number;
  /** Where its words stand now. */
  to: number;
  end: number;
  prefix?: string | null;
  suffix?: string | null;
}

/**
 * Tells passages that have only shifted, because something before them was put in or taken out, from those that have
 * moved. A passage has shifted if the words before it or after it stand by it unchanged, and it stands in the same
 * order among the others as before: it belongs to the longest run of passages whose order has not changed.
 *
 * @param moves every passage whose words were found and that had a position, those in place among them
 * @returns the moves that are mere shifts (or no move at all)
 */
export function shifted(text: NormalisedText, moves: readonly Move[]): ReadonlySet<Move> {
  const ordered = moves.toSorted((a, b) => a.from - b.from || a.to - b.to);
  return new Set(longestRun(ordered).filter((move) => move.from === move.to || isAmongItsOwn(text, move)));
}

function isAmongItsOwn(text: NormalisedText, { to, end, prefix, suffix }: Move): boolean {
  const before = normalise(prefix ?? '');
  const after = normalise(suffix ?? '');
  const lengthOf = (words: string): number => Array.from(words).length;
  return (
    (before !== '' && text.slice(Math.max(0, to - lengthOf(before)), to) === before) ||
    (after !== '' && text.slice(end, Math.min(text.length, end + lengthOf(after))) === after)
  );
}

/** The longest run that never steps back: patience sorting, n log n. */
function longestRun(ordered: readonly Move[]): Move[] {
  /** For each length, the index of the run of that length with the smallest end. */
  const ends: number[] = [];
  const before: number[] = [];
  ordered.forEach((move, at) => {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (ordered[ends[middle] ?? 0]!.to <= move.to) low = middle + 1;
      else high = middle;
    }
    before[at] = low === 0 ? -1 : ends[low - 1]!;
    ends[low] = at;
  });
  const run: Move[] = [];
  for (let at = ends.at(-1) ?? -1; at >= 0; at = before[at]!) run.push(ordered[at]!);
  return run.reverse();
}
