/** Longer queries are quoted texts, not slips of the keyboard. */
const MOST_WORDS = 8;
/** Three letters have too few trigrams to tell a slip from another word. */
const SHORTEST = 4;

/**
 * The words of a query that may be found by likeness: the ones long enough. None (and no search by some of the words) where the query asks for exact words,
 * by quotes, by a minus or by "or".
 */
export function wordsToLiken(typed: string): string[] {
  if (/"|(^|\s)-\S|(^|\s)or(\s|$)/iu.test(typed)) return [];
  const words = typed.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  const long = [...new Set(words)].filter((word) => word.length >= SHORTEST && /\p{L}/u.test(word));
  return words.length > MOST_WORDS ? [] : long;
}

/** What was typed, with letters and their marks as one and with the quotes that the database takes for quotes. */
export function plainly(typed: string): string {
  return typed.normalize('NFC').replace(/[“”„‟«»]/g, '"');
}

/** What was typed, where it could be the code of an objective: A-09, "a 9", A09, B1.1. */
export function codeIn(typed: string): string | null {
  return /^[A-Za-z0-9][A-Za-z0-9\s._‐‑–—-]{0,59}$/u.test(typed.trim()) ? typed.trim() : null;
}
