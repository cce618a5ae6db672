import { describe, type PassageSelectors } from './describe.js';
import type { TextRange } from './find-all.js';
import { foldedText, type FoldedText } from './folded-text.js';
import { normalise } from './normalise.js';
import type { NormalisedText } from './normalised-text.js';
import { scan, Resemblances, type Near } from './approximate.js';

/** A place that may be meant: in the source (`range`, code points) and in the folded text (`start`, `end`). */
export interface Place extends Near {
  range: TextRange;
  /** Whether the words stand there to the letter, in the text's canonical form. */
  exactly: boolean;
}

/** A place as a report shows it; `errors` in characters, `similarity` from 0 to 1. Only typography differs: 0 and 1. */
export interface FoundPassage extends PassageSelectors {
  errors: number;
  similarity: number;
}

/** More places of one quotation than this are not listed: 5,000 stands for "5,000 or more". */
export const mostPlaces = 5000;

/** Looks quotations up in one text; what it builds for the first serves the others. */
export class PlaceFinder {
  readonly folded: FoldedText;
  private readonly resemblances: Resemblances;

  constructor(readonly text: NormalisedText) {
    this.folded = foldedText(text);
    this.resemblances = new Resemblances(this.folded.text);
  }

  /** Where a quotation stands word for word: to the letter or, where it does nowhere, but for its typography. */
  wordByWord(exact: string): Place[] {
    const places = this.toTheLetter(exact);
    return places.length > 0 ? places : this.butForTypography(exact);
  }

  /** Where a quotation stands to the letter, in order, overlapping places too. */
  toTheLetter(exact: string): Place[] {
    const wanted = normalise(exact);
    if (this.folded.fold(wanted).trim() === '') return []; // white space is no quotation
    return occurrences(this.text.text, wanted)
      .filter((at) => !this.text.splitsPair(at) && !this.text.splitsPair(at + wanted.length))
      .map((at) =>
        this.placeOf({ start: this.text.toCodePoint(at), end: this.text.toCodePoint(at + wanted.length) }),
      );
  }

  /** Where a passage to the letter stands in the folded text. */
  placeOf(range: TextRange): Place {
    const start = this.folded.position(range.start);
    const end = Math.max(start, this.folded.position(range.end));
    return { range, start, end, errors: 0, exactly: true };
  }

  /** Places that resemble a quotation, within an error budget. `thorough` goes through the whole text as well. */
  resembling(exact: string, budget: number, thorough: (found: readonly Near[]) => boolean): Place[] {
    const wanted = this.folded.fold(exact).trim();
    if (wanted === '' || budget < 1) return [];
    const found = this.resemblances.find(wanted, budget);
    if (thorough(found)) found.push(...scan(this.folded.text, wanted, budget));
    return found.map((near) => this.inexact(near));
  }

  /** The place, described; its similarity to a quotation. */
  describe({ range, errors }: Place, exact: string): FoundPassage {
    const length = this.folded.fold(exact).trim().length;
    const similarity = length === 0 ? 0 : Math.max(0, 1 - errors / length);
    return { ...describe(this.text, range.start, range.end), errors, similarity };
  }

  private butForTypography(exact: string): Place[] {
    const wanted = this.folded.fold(exact).trim();
    return occurrences(this.folded.text, wanted).map((start) =>
      this.inexact({ start, end: start + wanted.length, errors: 0 }),
    );
  }

  private inexact(near: Near): Place {
    return { ...near, range: this.folded.range(near.start, near.end), exactly: false };
  }
}

function occurrences(text: string, wanted: string): number[] {
  const found: number[] = [];
  if (wanted === '') return found;
  for (let at = text.indexOf(wanted); at !== -1; at = text.indexOf(wanted, at + 1)) {
    found.push(at);
    if (found.length === mostPlaces) break;
  }
  return found;
}
