/** A piece of a snippet. The pieces joined are the text, untouched: nothing is escaped, and no piece is markup. */
export interface Piece {
  text: string;
  /** Whether it is one of the words that were looked for. */
  match: boolean;
}

/** How long a snippet may be, in UTF-16 units, give or take a word. */
export const SNIPPET = 240;

const LETTER = String.raw`[\p{L}\p{M}\p{N}]`;
const ELLIPSIS = '…';

/**
 * Marks whole words in a text.
 * @param words as the database's parser gives them: lower-case, without soft hyphens, a curly apostrophe straight
 */
export function mark(text: string, words: readonly string[]): Piece[] {
  const pattern = patternOf(words);
  if (!pattern) return text === '' ? [] : [{ text, match: false }];
  const pieces: Piece[] = [];
  let at = 0;
  for (const { index, 0: word } of text.matchAll(pattern)) {
    if (index > at) pieces.push({ text: text.slice(at, index), match: false });
    pieces.push({ text: word, match: true });
    at = index + word.length;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), match: false });
  return pieces;
}

/**
 * The stretch of the first text with a match (or of the first text) in which most matches stand, marked, cut at
 * blanks, with an ellipsis where something is left out.
 */
export function snippet(texts: readonly string[], words: readonly string[], length = SNIPPET): Piece[] {
  const marked = texts.map((text) => mark(text, words));
  const pieces = marked.find((some) => some.some(({ match }) => match)) ?? marked[0] ?? [];
  const text = pieces.map((piece) => piece.text).join('');
  if (text.length <= length) return pieces;
  const { start, end } = stretch(text, matchesOf(pieces), length);
  return [
    ...(start > 0 ? [{ text: ELLIPSIS, match: false }] : []),
    ...cut(pieces, start, end),
    ...(end < text.length ? [{ text: ELLIPSIS, match: false }] : []),
  ];
}

interface Span {
  start: number;
  end: number;
}

function matchesOf(pieces: readonly Piece[]): Span[] {
  const spans: Span[] = [];
  let at = 0;
  for (const { text, match } of pieces) {
    if (match) spans.push({ start: at, end: at + text.length });
    at += text.length;
  }
  return spans;
}

/** The window that holds the most matches, the first such, with the matches in its middle. */
function stretch(text: string, matches: readonly Span[], length: number): Span {
  let best: { span: Span; count: number } | undefined;
  let last = 0;
  for (const [first, { start }] of matches.entries()) {
    while (last < matches.length && (matches[last] as Span).end - start <= length) last++;
    const count = Math.max(last - first, 1);
    const end = (matches[first + count - 1] as Span).end;
    if (!best || count > best.count) best = { span: { start, end }, count };
  }
  if (!best) return { start: 0, end: blankBefore(text, length, 0) };
  const room = Math.max(length - (best.span.end - best.span.start), 0);
  const from = Math.max(0, Math.min(best.span.start - Math.floor(room / 2), text.length - length));
  const to = Math.max(Math.min(from + length, text.length), best.span.end);
  return {
    start: from === 0 ? 0 : blankAfter(text, from, best.span.start),
    end: to === text.length ? to : blankBefore(text, to, best.span.end),
  };
}

/** The place after the first blank from `at` on, but not beyond `most`. */
function blankAfter(text: string, at: number, most: number): number {
  const blank = text.slice(at, most).search(/\s/);
  return blank < 0 ? most : at + blank + 1;
}

/** The place of the last blank before `at`, but not before `least`; in a text without blanks, no half character. */
function blankBefore(text: string, at: number, least: number): number {
  const blank = /\s\S*$/.exec(text.slice(least, at + 1));
  if (blank) return least + blank.index;
  if (least > 0) return least;
  return /[\uDC00-\uDFFF]/.test(text.charAt(at)) ? at - 1 : at;
}

function cut(pieces: readonly Piece[], start: number, end: number): Piece[] {
  let at = 0;
  return pieces.flatMap(({ text, match }) => {
    const kept = text.slice(Math.max(start - at, 0), Math.max(end - at, 0));
    at += text.length;
    return kept === '' ? [] : [{ text: kept, match }];
  });
}

/** Any of the words, the longest first, but not as a part of a longer one. */
function patternOf(words: readonly string[]): RegExp | undefined {
  if (words.length === 0) return undefined;
  const longestFirst = words.toSorted((a, b) => b.length - a.length);
  return new RegExp(longestFirst.map(wholeWord).join('|'), 'giu');
}

function wholeWord(word: string): string {
  const before = new RegExp(`^${LETTER}`, 'u').test(word) ? `(?<!${LETTER})` : '';
  const after = new RegExp(`${LETTER}$`, 'u').test(word) ? `(?!${LETTER})` : '';
  return before + loosely(word) + after;
}

/** A word as a text may write it: with soft hyphens inside, with a curly apostrophe. */
function loosely(word: string): string {
  return [...word]
    .map((char) => (char === "'" ? "['‘’‛]" : char.replace(/[\\^$.*+?()[\]{}|/]/u, String.raw`\$&`)))
    .join(String.raw`\u00AD*`);
}
