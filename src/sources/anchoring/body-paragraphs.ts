import { NormalisedText } from './normalised-text.js';

/** A paragraph of a text's body: its number from 1, and its place in code points (`end` exclusive). */
export interface Paragraph {
  number: number;
  start: number;
  end: number;
}

/** A block with its place in code units. */
interface Block {
  text: string;
  start: number;
  end: number;
}

/** Longest heading, in code units: two printed lines. A paragraph that merely lacks its full stop is longer. */
const longestHeading = 150;

/** Sentence end, then closing quotes or brackets, then note marks such as "[3]". */
const sentenceEnd = /[.!?…:;。！？][\p{Pe}\p{Pf}"'”’]*(?:\s*\[\d+\])*$/u;

const known = new WeakMap<NormalisedText, readonly Paragraph[]>();

/**
 * The paragraphs of a text's body, numbered from 1: headings and footnotes are not counted.
 *
 * A block is what blank lines enclose; in a text without a blank line every line is a block. Three rules of
 * thumb, for plain text that carries no mark-up:
 * - heading: a block of at most 150 characters that does not end as a sentence does (full stop, question or
 *   exclamation mark, colon, semicolon, ellipsis; closing quotes, brackets and note marks may follow);
 * - footnotes: the last blocks of the text, when they begin with "1. ", "2. " (or "[1] ", "[2] ") and so on
 *   without a gap up to the end; a numbered list that ends a text is taken for footnotes;
 * - paragraph: every other block.
 */
export function bodyParagraphs(text: NormalisedText): readonly Paragraph[] {
  let paragraphs = known.get(text);
  if (!paragraphs) {
    const all = blocks(text.text);
    paragraphs = all
      .slice(0, firstFootnote(all))
      .filter((block) => !isHeading(block))
      .map(({ start, end }, at) => ({
        number: at + 1,
        start: text.toCodePoint(start),
        end: text.toCodePoint(end),
      }));
    known.set(text, paragraphs);
  }
  return paragraphs;
}

/**
 * The blocks of a text, headings and footnotes among them, in code points (`end` exclusive): what blank lines enclose; in
 * a text without a blank line every line is one.
 */
export function textBlocks(text: NormalisedText): { start: number; end: number }[] {
  return blocks(text.text).map(({ start, end }) => ({
    start: text.toCodePoint(start),
    end: text.toCodePoint(end),
  }));
}

/** The number of the paragraph that holds a code-point position; undefined in a heading, a footnote or between. */
export function paragraphAt(text: NormalisedText, position: number): number | undefined {
  return bodyParagraphs(text).find(({ start, end }) => start <= position && position < end)?.number;
}

function blocks(text: string): Block[] {
  const places: { start: number; end: number }[] = [];
  const blankLine = /\n\s*\n/;
  const lineByLine = !blankLine.test(text.trim());
  for (const { 0: line, index } of text.matchAll(/[^\n]+/g)) {
    const trimmed = line.trim();
    if (trimmed === '') continue;
    const start = index + line.length - line.trimStart().length;
    const end = start + trimmed.length;
    const last = places.at(-1);
    if (last && !lineByLine && !blankLine.test(text.slice(last.end, start))) last.end = end;
    else places.push({ start, end });
  }
  return places.map(({ start, end }) => ({ text: text.slice(start, end), start, end }));
}

function isHeading(block: Block): boolean {
  return block.text.length <= longestHeading && !sentenceEnd.test(block.text);
}

/** Where the closing run of footnotes begins; the number of blocks if there is none. */
function firstFootnote(all: readonly Block[]): number {
  let expected: number | undefined;
  for (let at = all.length - 1; at >= 0; at -= 1) {
    const mark = /^(?:(\d{1,4})\.|\[(\d{1,4})\]) /.exec(all[at]!.text);
    const number = Number(mark?.[1] ?? mark?.[2]);
    if (!mark || (expected !== undefined && number !== expected)) break;
    if (number === 1) return at;
    expected = number - 1;
  }
  return all.length;
}
