import { createRequire } from 'node:module';
import PDFDocument from 'pdfkit';
import { TONES } from '../charts/scene.js';
import { type Face, type Metrics, type TextLine, Typesetter } from './typesetting.js';

type StructureElement = ReturnType<PDFKit.PDFDocument['struct']>;

const require = createRequire(import.meta.url);
/** Latin, Cyrillic, Armenian, Georgian, Greek, Arabic and Hebrew in one open font; only the glyphs used are embedded. */
const FONTS: Record<Face, string> = {
  regular: require.resolve('dejavu-fonts-ttf/ttf/DejaVuSansCondensed.ttf'),
  bold: require.resolve('dejavu-fonts-ttf/ttf/DejaVuSansCondensed-Bold.ttf'),
};

/** A4 in points. */
const HEIGHT = 841.89;
const WIDTH = 595.28;
const MARGIN = 42;
const FOOT = 50;

/** The distance between baselines, in sizes of the letters. */
export const LEADING = 1.32;

export interface PaperFacts {
  title: string;
  subject: string;
  language: string;
  /** What the document says of its making, so that the same report gives the same bytes. */
  madeAt: Date;
}

/**
 * Pages that fill from top to bottom and are tagged: whatever is put on them stands in the structure tree (PDF 1.7,
 * 14.7) or is marked as an artifact, so that it can be read aloud in order.
 */
export class Paper implements Metrics {
  readonly left = MARGIN;
  readonly width = WIDTH - 2 * MARGIN;
  readonly document: PDFKit.PDFDocument;
  readonly setter = new Typesetter(this);
  y = MARGIN;
  private readonly root: StructureElement;
  private readonly widths = new Map<string, number>();

  constructor({ title, subject, language, madeAt }: PaperFacts) {
    this.document = new PDFDocument({
      size: 'A4',
      // Pages are ended here and not by PDFKit.
      margin: 0,
      pdfVersion: '1.7',
      tagged: true,
      lang: language,
      displayTitle: true,
      bufferPages: true,
      info: {
        Title: title,
        Subject: subject,
        Creator: 'Presidency Scorecard',
        CreationDate: madeAt,
        ModDate: madeAt,
      },
    });
    for (const face of ['regular', 'bold'] as const) this.document.registerFont(face, FONTS[face]);
    this.root = this.document.struct('Document');
    this.document.addStructure(this.root);
  }

  widthOf(text: string, face: Face, size: number): number {
    const key = `${face} ${text}`;
    let width = this.widths.get(key);
    if (width === undefined) {
      width = this.document.font(face).fontSize(100).widthOfString(text);
      this.widths.set(key, width);
    }
    return (width * size) / 100;
  }

  has(codePoint: number, face: Face): boolean {
    this.document.font(face);
    const { _font } = this.document as unknown as {
      _font: { font: { hasGlyphForCodePoint(codePoint: number): boolean } };
    };
    return _font.font.hasGlyphForCodePoint(codePoint);
  }

  /** Opens an element of the structure tree; what `fill` puts on the page belongs to it. */
  element(
    tag: string,
    fill: (element: StructureElement) => void,
    parent: StructureElement = this.root,
    options: object = {},
  ): void {
    const element = this.document.struct(tag, options);
    parent.add(element);
    fill(element);
    element.end();
  }

  /** How much fits on this page still. */
  get room(): number {
    return HEIGHT - FOOT - this.y;
  }

  /** How much fits on an empty page. */
  get whole(): number {
    return HEIGHT - FOOT - MARGIN;
  }

  /** Goes to the next page unless so much fits on this one. What fits on no page starts where it is. */
  need(height: number): void {
    if (height > this.room && height <= this.whole) this.turn();
  }

  turn(): void {
    this.document.addPage();
    this.y = MARGIN;
  }

  /** Puts lines below each other, across pages if need be. */
  lines(
    element: StructureElement,
    lines: readonly TextLine[],
    size: number,
    options: { x?: number; tone?: keyof typeof TONES } = {},
  ): void {
    let rest = lines;
    while (rest.length > 0) {
      const fit = Math.floor((this.room + 0.01) / (size * LEADING));
      if (fit < 1) {
        this.turn();
        continue;
      }
      const here = rest.slice(0, fit);
      rest = rest.slice(fit);
      const top = this.y;
      element.add(() =>
        here.forEach((line, at) => {
          this.write(line, options.x ?? this.left, top + at * size * LEADING, size, options.tone);
        }),
      );
      this.y += here.length * size * LEADING;
    }
  }

  /** Puts one line with its upper edge at `top`; nothing is moved or marked. */
  write(line: TextLine, x: number, top: number, size: number, tone: keyof typeof TONES = 'ink'): void {
    for (const segment of line.segments) {
      this.document
        .font(segment.face)
        .fontSize(size)
        .fillColor(TONES[segment.isMuted ? 'muted' : tone])
        .text(segment.text, x + segment.x, top + size * 0.98, { lineBreak: false, baseline: 'alphabetic' });
    }
  }

  /** What is only to be seen: rules, repeated heads of tables, page numbers. */
  artifact(draw: () => void): void {
    this.document.markContent('Artifact', { type: 'Layout' });
    draw();
    this.document.endMarkedContent();
  }

  rule(y: number, tone: 'rule' | 'muted' = 'rule'): void {
    this.artifact(() =>
      this.document
        .moveTo(this.left, y)
        .lineTo(this.left + this.width, y)
        .lineWidth(0.5)
        .strokeColor(TONES[tone])
        .stroke(),
    );
  }

  /** Puts a foot on every page and gives the file. */
  async finish(foot: (page: number, pages: number) => { start: string; end: string }): Promise<Buffer> {
    const { count } = this.document.bufferedPageRange();
    for (let page = 0; page < count; page++) {
      this.document.switchToPage(page);
      const { start, end } = foot(page + 1, count);
      this.rule(HEIGHT - 40);
      this.artifact(() => {
        this.plain(start, this.left);
        this.plain(end, this.left + this.width - this.widthOf(end, 'regular', 7));
      });
    }
    this.document.end();
    const chunks: Buffer[] = [];
    for await (const chunk of this.document) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks);
  }

  private plain(text: string, x: number): void {
    const segments = [{ text, face: 'regular' as const, isMuted: true, x: 0 }];
    this.write({ segments, width: 0 }, x, HEIGHT - 34, 7);
  }
}
