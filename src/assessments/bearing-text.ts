import type { Words } from '../language/words.js';
import type { Bearing } from './evidence.entity.js';

/**
 * How a passage stands to the status that it was attached to, in words. Where no status is given yet there is nothing
 * that it could support or contradict: it was collected.
 * @param isAssessed whether the level that it was attached to says more than "not assessed yet"
 */
export function bearingText(bearing: Bearing, isAssessed: boolean, words: Words): string {
  return words.text(isAssessed ? bearing : 'collected');
}
