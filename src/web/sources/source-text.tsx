import type { VNode } from 'preact';
import { NormalisedText } from '../../sources/anchoring/normalised-text.js';

/** Rules for a text with its passages marked. */
export const SOURCE_TEXT_STYLE = `
.text { max-width: 44rem; font-size: 1.05rem; line-height: 1.6; }
.text p { margin: .8rem 0; white-space: pre-line; }
`;

/** A stretch of the text that is to be marked, in code points of the whole text, `end` exclusive. */
export interface Marked {
  id: string;
  start: number;
  end: number;
}

/**
 * A stretch of a source's text, paragraph by paragraph, with passages marked.
 *
 * A contract with the script that makes passages of a selection: `data-text` holds the SHA-256 of the whole text; each
 * `data-start` says at which code point of it the element's text begins, and the element's text is the source's own, character
 * by character. So nothing else may be written inside.
 * @param text from the code point `from` of the whole on
 * @param marks in any order, may overlap
 */
export function SourceText({
  text,
  from,
  sha256,
  marks,
}: {
  text: string;
  from: number;
  sha256: string;
  marks: readonly Marked[];
}): VNode {
  const whole = new NormalisedText(text);
  const here = marks
    .map(({ id, start, end }) => ({
      id,
      start: Math.max(start - from, 0),
      end: Math.min(end - from, whole.length),
    }))
    .filter(({ start, end }) => start < end);
  return (
    <div class="text" data-text={sha256} dir="auto">
      {blocksOf(whole).map(({ start, end }) => (
        <p data-start={from + start}>
          {piecesOf(start, end, here).map((piece) => {
            const words = whole.slice(piece.start, piece.end);
            if (piece.ids.length === 0) return words;
            return (
              <mark
                id={piece.first === undefined ? undefined : `passage-${piece.first}`}
                data-passages={piece.ids.join(' ')}
              >
                {words}
              </mark>
            );
          })}
        </p>
      ))}
    </div>
  );
}

/** Paragraphs, in code points: what blank lines enclose. */
export function blocksOf(text: NormalisedText): { start: number; end: number }[] {
  const blocks: { start: number; end: number }[] = [];
  let at = 0;
  for (const gap of text.text.matchAll(/\n[ \r]*\n[ \r\n]*/g)) {
    blocks.push({ start: at, end: gap.index });
    at = gap.index + gap[0].length;
  }
  blocks.push({ start: at, end: text.text.length });
  return blocks
    .filter(({ start, end }) => text.text.slice(start, end).trim() !== '')
    .map(({ start, end }) => ({ start: text.toCodePoint(start), end: text.toCodePoint(end) }));
}

/** A stretch of a paragraph with the passages that cover it; `first` begins here. */
export interface Piece {
  start: number;
  end: number;
  ids: string[];
  first?: string;
}

/** Cuts a paragraph wherever a passage begins or ends. */
export function piecesOf(start: number, end: number, marks: readonly Marked[]): Piece[] {
  const inside = marks.filter((mark) => mark.start < end && mark.end > start);
  const cuts = new Set([start, end]);
  for (const mark of inside) {
    cuts.add(Math.max(mark.start, start));
    cuts.add(Math.min(mark.end, end));
  }
  const places = [...cuts].toSorted((a, b) => a - b);
  return places.slice(0, -1).map((from, at) => {
    const to = places[at + 1]!;
    const covering = inside.filter((mark) => mark.start <= from && mark.end >= to);
    const first = covering.find((mark) => mark.start === from);
    return { start: from, end: to, ids: covering.map(({ id }) => id), ...(first ? { first: first.id } : {}) };
  });
}
