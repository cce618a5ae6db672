import { paragraphAt } from './body-paragraphs.js';
import type { NormalisedText } from './normalised-text.js';

/**
 * A place in a text, described in both ways of the W3C Web Annotation model: by quotation
 * (TextQuoteSelector: `exact`, `prefix`, `suffix`) and by position (TextPositionSelector: `start`, `end`, in
 * code points, `end` exclusive). `paragraph` is the number of the body paragraph in which the place begins,
 * absent in a heading or a footnote.
 */
export interface PassageSelectors {
  exact: string;
  prefix: string;
  suffix: string;
  start: number;
  end: number;
  paragraph?: number;
}

/** Length of prefix and suffix in code points, at most. */
const contextLength = 32;

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/**
 * Describes the stretch of a text from `start` to before `end` (code points). Prefix and suffix hold up to
 * 32 code points, fewer at the text's ends and where the 32nd would cut a character from its combining marks.
 *
 * @throws RangeError if the stretch is empty or leaves the text
 */
export function describe(text: NormalisedText, start: number, end: number): PassageSelectors {
  if (!(Number.isInteger(start) && Number.isInteger(end) && 0 <= start && start < end && end <= text.length))
    throw new RangeError(`no stretch from ${start} to ${end} in a text of ${text.length} code points`);
  const paragraph = paragraphAt(text, start);
  return {
    exact: text.slice(start, end),
    prefix: context(text.slice(Math.max(0, start - 2 * contextLength), start), 'end'),
    suffix: context(text.slice(end, Math.min(text.length, end + 2 * contextLength)), 'beginning'),
    start,
    end,
    ...(paragraph === undefined ? {} : { paragraph }),
  };
}

/** As many whole user-perceived characters as fit, from the side of the window that touches the passage. */
function context(window: string, side: 'beginning' | 'end'): string {
  const characters = [...graphemes.segment(window)].map(({ segment }) => segment);
  if (side === 'end') characters.reverse();
  const kept: string[] = [];
  let length = 0;
  for (const character of characters) {
    length += [...character].length;
    if (length > contextLength) break;
    kept.push(character);
  }
  if (side === 'end') kept.reverse();
  return kept.join('');
}
