import { graphemes, onOneLine } from '../charts/fitting.js';
import type { Run } from '../blocks.js';

export type Face = 'regular' | 'bold';

/** Letters of one face and colour that stand together on a line. */
export interface Segment {
  text: string;
  face: Face;
  isMuted: boolean;
  x: number;
}

export interface TextLine {
  segments: Segment[];
  width: number;
}

/** What has to be known of a font to set text in it. */
export interface Metrics {
  widthOf(text: string, face: Face, size: number): number;
  has(codePoint: number, face: Face): boolean;
}

type Piece = Omit<Segment, 'x'>;
/** Letters between two places where a line may break. */
interface Chunk {
  pieces: Piece[];
  spaceBefore: boolean;
}

/** Breaks text into lines by the true widths of its letters. */
export class Typesetter {
  private readonly knownTexts = new Map<string, string>();

  constructor(private readonly metrics: Metrics) {}

  /** The lines of a paragraph; at least one. A word wider than the line is cut up. */
  lines(runs: readonly Run[], width: number, size: number, isBold = false): TextLine[] {
    const lines: TextLine[] = [];
    let line: TextLine = { segments: [], width: 0 };
    for (const chunk of this.chunks(runs, isBold).flatMap((whole) => this.fitting(whole, width, size))) {
      const space = chunk.spaceBefore && line.segments.length > 0 ? ' ' : '';
      const taken =
        this.widthOf(chunk, size) + (space === '' ? 0 : this.metrics.widthOf(' ', 'regular', size));
      if (line.segments.length > 0 && line.width + taken > width) {
        lines.push(line);
        line = { segments: [], width: 0 };
        this.append(line, chunk, '', size);
      } else this.append(line, chunk, space, size);
    }
    return [...lines, line];
  }

  /** One line, cut where it would be too long. */
  cut(text: string, width: number, size: number): string {
    const whole = this.known(text, 'regular');
    if (this.metrics.widthOf(whole, 'regular', size) <= width) return whole;
    let kept = '';
    for (const grapheme of graphemes(whole)) {
      if (this.metrics.widthOf(`${kept}${grapheme}…`, 'regular', size) > width) break;
      kept += grapheme;
    }
    return `${kept.trimEnd()}…`;
  }

  private append(line: TextLine, chunk: Chunk, space: string, size: number): void {
    let before = space;
    for (const piece of chunk.pieces) {
      const text = before + piece.text;
      before = '';
      const last = line.segments.at(-1);
      if (last && last.face === piece.face && last.isMuted === piece.isMuted) last.text += text;
      else line.segments.push({ ...piece, text, x: line.width });
      line.width += this.metrics.widthOf(text, piece.face, size);
    }
  }

  private chunks(runs: readonly Run[], isBold: boolean): Chunk[] {
    const chunks: Chunk[] = [];
    let isOpen = false;
    let spaceBefore = false;
    for (const { text, style } of runs) {
      const face: Face = isBold || style === 'strong' ? 'bold' : 'regular';
      // Behind / ? & in an address a line may break too.
      for (const token of text.replace(/[\s\p{Cc}]+/gu, ' ').split(/( )|(?<=[/?&])/)) {
        if (token === undefined || token === '') continue;
        if (token === ' ') {
          [isOpen, spaceBefore] = [false, true];
          continue;
        }
        const piece = { text: this.known(token, face), face, isMuted: style === 'muted' };
        if (isOpen) chunks.at(-1)!.pieces.push(piece);
        else chunks.push({ pieces: [piece], spaceBefore });
        spaceBefore = false;
        isOpen = !/[/?&]$/.test(token);
      }
    }
    return chunks;
  }

  /** What the font has no glyph for becomes the replacement character, so that nothing is left out unseen. */
  private known(text: string, face: Face): string {
    const key = `${face} ${text}`;
    let known = this.knownTexts.get(key);
    if (known === undefined) {
      const has = (grapheme: string): boolean =>
        [...grapheme].every((character) => this.metrics.has(character.codePointAt(0)!, face));
      known = '';
      for (const grapheme of graphemes(onOneLine(text))) known += has(grapheme) ? grapheme : '\uFFFD';
      this.knownTexts.set(key, known);
    }
    return known;
  }

  private fitting(chunk: Chunk, width: number, size: number): Chunk[] {
    if (this.widthOf(chunk, size) <= width) return [chunk];
    const parts: Chunk[] = [];
    let { spaceBefore } = chunk;
    for (const piece of chunk.pieces) {
      let text = '';
      for (const grapheme of graphemes(piece.text)) {
        if (text !== '' && this.metrics.widthOf(text + grapheme, piece.face, size) > width) {
          parts.push({ pieces: [{ ...piece, text }], spaceBefore });
          [text, spaceBefore] = ['', false];
        }
        text += grapheme;
      }
      parts.push({ pieces: [{ ...piece, text }], spaceBefore });
      spaceBefore = false;
    }
    return parts;
  }

  private widthOf(chunk: Chunk, size: number): number {
    return chunk.pieces.reduce((sum, { text, face }) => sum + this.metrics.widthOf(text, face, size), 0);
  }
}
