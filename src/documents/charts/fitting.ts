/*
 * How much room a text takes where no font can be asked. The widths are those of a wide sans serif (DejaVu Sans,
 * Verdana), so that the text fits whatever font the reader's machine has.
 */

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
const ASCII = /^[ -~]*$/;
const NARROW = /^[iljtfrI.,:;'|!()[\]{}\s·-]$/u;
const WIDE = /^[mwMWQOGDшщжюыфмШЩЖЮЫФМДО@%—…]$/u;
const CAPITAL = /^\p{Lu}$/u;
const FULL =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Extended_Pictographic}]/u;

function emsOf(grapheme: string): number {
  if (FULL.test(grapheme)) return 1.3;
  if (WIDE.test(grapheme)) return 0.92;
  if (NARROW.test(grapheme)) return 0.4;
  if (CAPITAL.test(grapheme)) return 0.74;
  return 0.635;
}

/** What a reader takes for one character, one after another. */
export function* graphemes(text: string): Generator<string> {
  if (ASCII.test(text)) yield* text;
  else for (const { segment } of segmenter.segment(text)) yield segment;
}

/** An upper bound of a text's width, in the unit of `size`. */
export function widthOf(text: string, size: number, bold = false): number {
  let ems = 0;
  for (const grapheme of graphemes(text)) ems += emsOf(grapheme);
  return ems * size * (bold ? 1.1 : 1);
}

/** Spaces of all kinds and control characters become single spaces. */
export function onOneLine(text: string): string {
  return text.replace(/[\s\p{Cc}\u2028\u2029]+/gu, ' ').trim();
}

/** Cuts a text to a width, between words where that loses little, and says so with an ellipsis. */
export function shorten(text: string, width: number, size: number, bold = false): string {
  const line = onOneLine(text);
  if (widthOf(line, size, bold) <= width) return line;
  const kept: string[] = [];
  let room = width - widthOf('…', size, bold);
  for (const grapheme of graphemes(line)) {
    room -= widthOf(grapheme, size, bold);
    if (room < 0) break;
    kept.push(grapheme);
  }
  const cut = kept.join('');
  const space = cut.lastIndexOf(' ');
  return `${(space > cut.length * 0.6 ? cut.slice(0, space) : cut).trimEnd()}…`;
}

/**
 * Breaks a text into lines of a width, between words or, in addresses, behind `/`, `?` and `&`; the last of `most` lines
 * is cut. A word longer than a line is cut up.
 */
export function wrap(text: string, width: number, size: number, most: number, bold = false): string[] {
  const lines: string[] = [];
  let rest = onOneLine(text);
  while (rest !== '' && lines.length < most - 1) {
    const [line, after] = breakOff(rest, width, size, bold);
    lines.push(line);
    rest = after;
  }
  return rest === '' ? lines : [...lines, shorten(rest, width, size, bold)];
}

function breakOff(text: string, width: number, size: number, bold: boolean): [line: string, rest: string] {
  let room = width;
  let end = 0;
  let space = 0;
  for (const grapheme of graphemes(text)) {
    room -= widthOf(grapheme, size, bold);
    if (room < 0 && end > 0) {
      const at = grapheme === ' ' ? end : space > 0 ? space : end;
      return [text.slice(0, at), text.slice(at).trimStart()];
    }
    if (grapheme === ' ') space = end;
    end += grapheme.length;
    if (end > 1 && '/?&'.includes(grapheme)) space = end;
  }
  return [text, ''];
}
