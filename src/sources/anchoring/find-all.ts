import { normalise } from './normalise.js';
import type { NormalisedText } from './normalised-text.js';

/** A stretch of a text in code points; `end` is exclusive. */
export interface TextRange {
  start: number;
  end: number;
}

/**
 * Every place at which a quotation stands in a text, in order, overlapping places too: one that occurs
 * twice must never look unique. The quotation is brought to the text's canonical form first.
 * An empty quotation is found nowhere.
 */
export function findAll(text: NormalisedText, exact: string): TextRange[] {
  const wanted = normalise(exact);
  const found: TextRange[] = [];
  if (wanted === '') return found;
  for (let at = text.text.indexOf(wanted); at !== -1; at = text.text.indexOf(wanted, at + 1)) {
    const end = at + wanted.length;
    // Only an ill-formed quotation, one that begins or ends with half a character, can do this.
    if (text.splitsPair(at) || text.splitsPair(end)) continue;
    found.push({ start: text.toCodePoint(at), end: text.toCodePoint(end) });
  }
  return found;
}
