import type { ComponentChildren, VNode } from 'preact';
import { bodyParagraphs, textBlocks } from '../../sources/anchoring/body-paragraphs.js';
import { NormalisedText } from '../../sources/anchoring/normalised-text.js';

/** Rules for a text with its passages marked. */
export const SOURCE_TEXT_STYLE = `
.text { max-width: 48rem; font-size: 1.05rem; line-height: 1.6; }
.text .block { display: grid; grid-template-columns: 4rem minmax(0, 1fr); }
.text .margin { font-size: .8rem; color: var(--muted); user-select: none; -webkit-user-select: none; display: flex; flex-wrap: wrap; gap: 0 .25rem; align-content: start; margin: .9rem 0; }
.text .margin a { display: inline-block; min-width: 24px; min-height: 24px; text-align: center; line-height: 24px; }
.text p[data-start] { margin: .8rem 0; white-space: pre-line; }
.text mark:target, .text :target + mark { outline: 3px solid var(--accent); }
@media (max-width: 40rem) {
  .text .block { display: block; }
  .text .margin { margin: .8rem 0 0; }
  .text p[data-start] { margin-top: 0; }
}
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
 * by character. So nothing else may be written inside such an element; the margin stands beside it, and cannot be
 * selected.
 *
 * Each passage has the id `passage-<id>` where it begins here.
 * @param text from the code point `from` of the whole on
 * @param next null where the text ends with this stretch
 * @param marks in any order, may overlap
 * @param margin what stands beside a paragraph, given its number and the passages that begin in it. Paragraphs have
 *   numbers only where the whole text is at hand: what counts as one shows at its end, and counting those before a later
 *   stretch would take reading all of it. The passages themselves say in which paragraph they stand.
 */
export function SourceText({
  text,
  from,
  next,
  sha256,
  language,
  marks,
  margin,
}: {
  text: string;
  from: number;
  next: number | null;
  sha256: string;
  language: string | null;
  marks: readonly Marked[];
  margin: (paragraph: number | undefined, begins: readonly string[]) => ComponentChildren;
}): VNode {
  const whole = new NormalisedText(text);
  const here = marks
    .map(({ id, start, end }) => ({
      id,
      start: Math.max(start - from, 0),
      end: Math.min(end - from, whole.length),
    }))
    .filter(({ start, end }) => start < end);
  const numbered = from === 0 && next === null ? bodyParagraphs(whole) : [];
  const numbers = new Map(numbered.map((paragraph) => [paragraph.start, paragraph.number]));
  const begun = new Set<string>();
  return (
    <div class="text" data-text={sha256} lang={language ?? undefined}>
      {textBlocks(whole).map(({ start, end }) => {
        const pieces = piecesOf(start, end, here).map((piece) => {
          const begins = piece.ids.filter((id) => !begun.has(id));
          begins.forEach((id) => begun.add(id));
          return { ...piece, begins };
        });
        return (
          <div class="block">
            <div class="margin">
              {margin(
                numbers.get(start),
                pieces.flatMap(({ begins }) => begins),
              )}
            </div>
            <p data-start={from + start} dir="auto">
              {pieces.map((piece) => (
                <Words {...piece}>{whole.slice(piece.start, piece.end)}</Words>
              ))}
            </p>
          </div>
        );
      })}
    </div>
  );
}

/** A piece of a paragraph; where several passages begin with it, empty elements carry the ids of the others. */
function Words({ ids, begins, children }: Piece & { begins: string[]; children: string }): VNode {
  if (ids.length === 0) return <>{children}</>;
  const [first, ...others] = begins;
  return (
    <>
      {others.map((id) => (
        <span id={`passage-${id}`} />
      ))}
      <mark id={first === undefined ? undefined : `passage-${first}`} data-passages={ids.join(' ')}>
        {children}
      </mark>
    </>
  );
}

/** A stretch of a paragraph with the passages that cover it. */
export interface Piece {
  start: number;
  end: number;
  ids: string[];
}

/**
 * Cuts a paragraph wherever a passage begins or ends. Pieces and marks are in code points of one text; the pieces follow
 * each other without a gap.
 */
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
    return { start: from, end: to, ids: covering.map(({ id }) => id) };
  });
}
