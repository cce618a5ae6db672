import { normalise } from './normalise.js';
import type { NormalisedText } from './normalised-text.js';
import type { TextRange } from './find-all.js';

/**
 * A text in the form in which quotations are compared, with the way back to the text itself.
 *
 * Two spellings that a reader takes for the same words fold alike: curly, straight and angle quotation marks,
 * hyphens and dashes, "..." and "…", any run of white space (line breaks too) and one space; soft hyphens,
 * zero-width spaces, word joiners and byte order marks vanish. Letters stay as they are, case included.
 *
 * One code unit stands for one character, so that an edit distance counts characters: what needs two
 * units (emoji), or lies in the private use area, gets a stand-in from that area. There are 6,399 of them; a
 * text with more different such characters than that would see the rest as one.
 */
export class FoldedText {
  readonly text: string;
  private readonly starts: Uint32Array;
  private readonly ends: Uint32Array;
  private readonly standIns = new Map<number, number>();

  constructor(source: NormalisedText) {
    const { text, starts, ends } = fold(source.text, (point) => {
      let standIn = this.standIns.get(point);
      if (standIn === undefined) {
        standIn = Math.min(firstStandIn + this.standIns.size, lastStandIn - 1);
        this.standIns.set(point, standIn);
      }
      return standIn;
    });
    this.text = text;
    this.starts = starts;
    this.ends = ends;
  }

  /** Folds words that are to be compared with this text; a rare character that is not in it equals none that is. */
  fold(words: string): string {
    return fold(normalise(words), (point) => this.standIns.get(point) ?? lastStandIn).text;
  }

  /** The place in the source, in code points, of a stretch of the folded text; soft hyphens at its edges stay out. */
  range(start: number, end: number): TextRange {
    return { start: this.starts[start]!, end: this.ends[end - 1]! };
  }

  /** The folded position of a code point of the source: the first character that does not lie before it. */
  position(point: number): number {
    let low = 0;
    let high = this.starts.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.ends[middle]! <= point) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** The folded form of a text, made once. */
export function foldedText(text: NormalisedText): FoldedText {
  let folded = known.get(text);
  if (!folded) known.set(text, (folded = new FoldedText(text)));
  return folded;
}

const known = new WeakMap<NormalisedText, FoldedText>();

const firstStandIn = 0xe000;
/** Given to no character of a text, so it differs from all of them. */
const lastStandIn = 0xf8ff;
const space = 0x20;
const dot = 0x2e;
const ellipsis = 0x2026;
const vanishes = 0;

/** What each character of the Basic Multilingual Plane folds to. */
const table = foldingTable();

function foldingTable(): Uint16Array {
  const folds = Uint16Array.from({ length: 0x10000 }, (_, code) => code);
  const set = (characters: string, code: number): void => {
    for (const character of characters) folds[character.charCodeAt(0)] = code;
  };
  for (let code = 0; code < folds.length; code += 1)
    if (/\s/.test(String.fromCharCode(code))) folds[code] = space;
  set("'‘’‚‛′‵ʹʼ‹›`´", 0x27);
  set('"“”„‟″‶«»〝〞＂', 0x22);
  set('-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uFE58\uFE63\uFF0D', 0x2d);
  set('\u0000\u00AD\u200B\u2060\uFEFF', vanishes);
  return folds;
}

function fold(
  source: string,
  standInFor: (point: number) => number,
): { text: string; starts: Uint32Array; ends: Uint32Array } {
  const units = new Uint16Array(source.length);
  const starts = new Uint32Array(source.length);
  const ends = new Uint32Array(source.length);
  let length = 0;
  for (let at = 0, point = 0; at < source.length;) {
    const code = source.codePointAt(at)!;
    const dots = code === dot && source.startsWith('...', at) ? 3 : 1;
    const from = point;
    at += code > 0xffff ? 2 : dots;
    point += dots;
    const rare = code > 0xffff || (code >= 0xd800 && code <= lastStandIn);
    const folded = rare ? standInFor(code) : dots === 3 ? ellipsis : table[code]!;
    if (folded === vanishes) continue;
    if (folded === space && length > 0 && units[length - 1] === space) {
      ends[length - 1] = point;
      continue;
    }
    units[length] = folded;
    starts[length] = from;
    ends[length] = point;
    length += 1;
  }
  return {
    text: new TextDecoder('utf-16le', { ignoreBOM: true }).decode(units.subarray(0, length)),
    starts: starts.slice(0, length),
    ends: ends.slice(0, length),
  };
}
