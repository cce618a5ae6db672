import type { VNode } from 'preact';
import type { Words } from '../../language/words.js';

/** An instant to the minute, readable by programs too. */
export function Instant({ at, words }: { at: string; words: Words }): VNode {
  return <time dateTime={at}>{words.instant(at)}</time>;
}
