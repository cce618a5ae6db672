import { NormalisedText } from '../../sources/anchoring/normalised-text.js';
import type { PassageInText } from '../../sources/places.reader.js';
import type { TextStretch } from '../../sources/texts.reader.js';
import type { Marked } from './source-text.js';

/**
 * Where the passages are to be marked in a stretch of the text: only where their own words stand, or, for one that a
 * person moved to altered words, those. Of what begins or ends outside the stretch, its part of the words is compared.
 */
export function marksIn(
  { text, from }: Pick<TextStretch, 'text' | 'from'>,
  passages: readonly Pick<PassageInText, 'id' | 'exact' | 'found' | 'place'>[],
): Marked[] {
  const stretch = new NormalisedText(text);
  return passages.flatMap(({ id, exact, found, place }) => {
    if (place === null) return [];
    const words = new NormalisedText(found ?? exact ?? '');
    if (words.length !== place.end - place.start) return [];
    const start = Math.max(place.start, from);
    const end = Math.min(place.end, from + stretch.length);
    if (start >= end) return [];
    const isThere =
      stretch.slice(start - from, end - from) === words.slice(start - place.start, end - place.start);
    return isThere ? [{ id, ...place }] : [];
  });
}
