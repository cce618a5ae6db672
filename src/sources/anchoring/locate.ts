import { paragraphAt } from './body-paragraphs.js';
import { describe, type PassageSelectors } from './describe.js';
import type { TextRange } from './find-all.js';
import type { NormalisedText } from './normalised-text.js';
import { distinct, errorBudget } from './approximate.js';
import { PlaceFinder, type FoundPassage, type Place } from './places.js';
import { rank } from './score.js';

/** A quotation as somebody typed or pasted it, with what may single it out of several. */
export interface Words {
  exact: string;
  /** Any number of the words before, and after. */
  prefix?: string;
  suffix?: string;
  /** Of the body, from 1. */
  paragraph?: number;
}

/** Where a quotation stands in a text. Positions in code points. */
export type Located =
  | {
      state: 'found';
      range: TextRange;
      /** The place in the source's own words. */
      passage: PassageSelectors;
      /** False if the source differs in quotation marks, dashes, soft hyphens or spacing. */
      toTheLetter: boolean;
    }
  | {
      state: 'ambiguous';
      /** The first ten. */
      candidates: PassageSelectors[];
      /** How many in all; 5,000 stands for that many or more. */
      count: number;
    }
  | {
      state: 'nowhere';
      /** Up to three places that resemble it, best first; none for a quotation of more than 4,000 characters. */
      nearest: FoundPassage[];
    };

const mostCandidates = 10;
const mostNearest = 3;
/** "Nearest" may differ in up to two fifths of its characters: it is shown to a person, not taken. */
const nearestShare = 2 / 5;

/**
 * Finds a quotation: to the letter, or else but for its typography, or else what resembles it.
 *
 * Of several places, the paragraph and then the words before and after decide; a hint that fits none of them leaves
 * the matter open. A quotation that stands in one place is found there even if a hint says otherwise.
 */
export function locate(text: NormalisedText, words: Words): Located {
  const finder = new PlaceFinder(text);
  const places = finder.wordByWord(words.exact);
  if (places.length === 0) return { state: 'nowhere', nearest: nearest(finder, words) };
  const place = places.length === 1 ? places[0] : singledOut(finder, places, words);
  if (!place) {
    const candidates = places.slice(0, mostCandidates).map(({ range }) => selectors(finder, range));
    return { state: 'ambiguous', candidates, count: places.length };
  }
  const { range, exactly } = place;
  return { state: 'found', range, passage: selectors(finder, range), toTheLetter: exactly };
}

function singledOut(finder: PlaceFinder, places: readonly Place[], words: Words): Place | undefined {
  const inParagraph =
    words.paragraph === undefined
      ? places
      : places.filter(({ range }) => paragraphAt(finder.text, range.start) === words.paragraph);
  if (inParagraph.length <= 1) return inParagraph[0];
  const { folded } = finder;
  const [prefix, suffix] = [words.prefix, words.suffix].map((hint) => folded.fold(hint ?? '').trim());
  if (prefix === '' && suffix === '') return undefined;
  const inContext = inParagraph.filter(({ start, end }) => {
    // One more than the hint's length: anyone who types a prefix may leave out the space after it.
    const before = folded.text.slice(Math.max(0, start - prefix!.length - 1), start).trimEnd();
    const after = folded.text.slice(end, end + suffix!.length + 1).trimStart();
    return before.endsWith(prefix!) && after.startsWith(suffix!);
  });
  return inContext.length === 1 ? inContext[0] : undefined;
}

function nearest(finder: PlaceFinder, words: Words): FoundPassage[] {
  const wanted = finder.folded.fold(words.exact).trim();
  const places = finder.resembling(words.exact, errorBudget(wanted.length, nearestShare), () => true);
  const apart = distinct(places, wanted.length);
  return rank(finder, apart, words.exact, words)
    .slice(0, mostNearest)
    .map(({ place }) => finder.describe(place, words.exact));
}

function selectors({ text }: PlaceFinder, { start, end }: TextRange): PassageSelectors {
  return describe(text, start, end);
}
