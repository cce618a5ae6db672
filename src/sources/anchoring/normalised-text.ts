import { normalise, textSha256 } from './normalise.js';

/**
 * A text in its canonical form, addressed in Unicode code points.
 *
 * JavaScript counts UTF-16 code units; the W3C Web Annotation TextPositionSelector counts code points.
 * The two differ by one for every surrogate pair before the place, so the pairs are indexed once and each
 * conversion is a binary search. A text without such characters costs nothing.
 */
export class NormalisedText {
  /** The canonical form, see {@link normalise}. */
  readonly text: string;
  /** Length in code points. */
  readonly length: number;
  /** Code-unit offset of every surrogate pair, ascending. */
  private readonly pairs: Uint32Array;
  private digest: string | undefined;

  constructor(raw: string) {
    this.text = normalise(raw);
    this.pairs = indexPairs(this.text);
    this.length = this.text.length - this.pairs.length;
  }

  /** SHA-256 of the canonical form, see {@link textSha256}. */
  get sha256(): string {
    return (this.digest ??= textSha256(this.text));
  }

  /** The code-point position of a code-unit offset; an offset inside a surrogate pair gives the pair's position. */
  toCodePoint(unit: number): number {
    return unit - countWhile(this.pairs, (pair) => pair < unit);
  }

  /** The code-unit offset of a code-point position. */
  toCodeUnit(point: number): number {
    return point + countWhile(this.pairs, (pair, at) => pair - at < point);
  }

  /** Whether a code-unit offset lies between the two halves of a surrogate pair. */
  splitsPair(unit: number): boolean {
    const before = countWhile(this.pairs, (pair) => pair < unit);
    return before > 0 && this.pairs[before - 1] === unit - 1;
  }

  /** The text from `start` to before `end`, both in code points. */
  slice(start: number, end: number): string {
    return this.text.slice(this.toCodeUnit(start), this.toCodeUnit(end));
  }
}

function indexPairs(text: string): Uint32Array {
  const pairs: number[] = [];
  for (const match of text.matchAll(/[\uD800-\uDBFF][\uDC00-\uDFFF]/g)) pairs.push(match.index);
  return Uint32Array.from(pairs);
}

/** How many leading entries fulfil a condition that, once false, stays false. */
function countWhile(entries: Uint32Array, holds: (entry: number, at: number) => boolean): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(entries[middle]!, middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
