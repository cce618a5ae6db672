import {
  edgesOf,
  TONES,
  type Band,
  type Box,
  type Label,
  type Look,
  type Mark,
  type Scene,
} from '../charts/scene.js';
import type { Paper } from './paper.js';

/** Puts a drawing on the page at its place, as wide as the page allows. */
export function drawScene(paper: Paper, scene: Scene, scale: number): void {
  const { document } = paper;
  document.save();
  document.translate(paper.left, paper.y).scale(scale);
  for (const mark of scene.marks) draw(paper, mark);
  document.restore();
}

function draw(paper: Paper, mark: Mark): void {
  const { document } = paper;
  switch (mark.kind) {
    case 'box':
      return box(document, mark);
    case 'band':
      return band(document, mark);
    case 'label':
      return label(paper, mark);
    case 'line': {
      trace(document, mark.points);
      document.lineWidth(mark.width).strokeColor(TONES[mark.tone]);
      if (mark.dashed) document.dash(4, { space: 3 });
      document.stroke().undash();
      return;
    }
    case 'corner':
      trace(document, mark.points);
      document.closePath().lineWidth(1.2).fillAndStroke(TONES[mark.tone], TONES.paper);
  }
}

function box(document: PDFKit.PDFDocument, { x, y, width, height, look }: Box): void {
  filled(document, () => document.rect(x, y, width, height), { x, y, width, height }, look, 1);
}

function band(document: PDFKit.PDFDocument, mark: Band): void {
  const { from, to, height, endHeight = height, look } = mark;
  const [upper, lower] = edgesOf(mark) as [Corners, Corners];
  const outline = (): PDFKit.PDFDocument => {
    document.moveTo(...upper[0]).bezierCurveTo(...upper[1], ...upper[2], ...upper[3]);
    return document
      .lineTo(...lower[0])
      .bezierCurveTo(...lower[1], ...lower[2], ...lower[3])
      .closePath();
  };
  const y = Math.min(from[1], to[1]);
  const bottom = Math.max(from[1] + height, to[1] + endHeight);
  const extent = { x: from[0], y, width: to[0] - from[0], height: bottom - y };
  filled(document, outline, extent, look, 0.8);
}

type Corners = [[number, number], [number, number], [number, number], [number, number]];
type Extent = Pick<Box, 'x' | 'y' | 'width' | 'height'>;

/** @param outline draws the path, each time that it is called */
function filled(
  document: PDFKit.PDFDocument,
  outline: () => PDFKit.PDFDocument,
  extent: Extent,
  look: Look,
  edge: number,
): void {
  outline().fill(look.fill);
  if (look.pattern !== null) hatch(document, outline, extent, look);
  document.lineWidth(edge).strokeColor(look.outline);
  if (look.dashed) document.dash(3, { space: 2 });
  outline().stroke().undash();
}

/** The same patterns as in SVG, drawn as what they are: not every program shows tiling patterns well. */
function hatch(
  document: PDFKit.PDFDocument,
  outline: () => PDFKit.PDFDocument,
  { x, y, width, height }: Extent,
  { pattern, ink }: Look,
): void {
  document.save();
  outline().clip();
  if (pattern === 'dots') {
    // Dashes of next to no length with round ends: a circle each would make files of large areas large.
    for (let row = 0; row * 3 <= height; row++)
      document.moveTo(x + 1.5 + (row % 2) * 3, y + 1.5 + row * 3).lineTo(x + width, y + 1.5 + row * 3);
    document.lineCap('round').dash(0.01, { space: 5.99 }).lineWidth(1.8).stroke(ink).undash();
  } else {
    const strokes = (step: number, draw: (at: number) => void, from: number, to: number): void => {
      for (let at = from; at <= to; at += step) draw(at);
    };
    const line = (x1: number, y1: number, x2: number, y2: number): void => {
      document.moveTo(x1, y1).lineTo(x2, y2);
    };
    if (pattern === 'diagonal' || pattern === 'cross')
      strokes(6, (at) => line(at, y + height, at + height, y), x - height, x + width);
    if (pattern === 'cross') strokes(6, (at) => line(at, y, at + height, y + height), x - height, x + width);
    if (pattern === 'vertical') strokes(5, (at) => line(at, y, at, y + height), x + 2.5, x + width);
    if (pattern === 'horizontal') strokes(5, (at) => line(x, at, x + width, at), y + 2.5, y + height);
    document.lineWidth(1.3).stroke(ink);
  }
  document.restore();
}

function label(paper: Paper, { x, y, text, size, tone, anchor, bold, backed }: Label): void {
  const { document } = paper;
  if (backed) document.roundedRect(...backed, 2).fill(TONES.paper);
  const [line] = paper.setter.lines([{ text }], Infinity, size, bold);
  if (!line) return;
  const shift = anchor === 'end' ? line.width : anchor === 'middle' ? line.width / 2 : 0;
  paper.write(line, x - shift, y - size * 0.98, size, tone);
}

function trace(document: PDFKit.PDFDocument, points: readonly [number, number][]): void {
  points.forEach(([x, y], at) => {
    if (at === 0) document.moveTo(x, y);
    else document.lineTo(x, y);
  });
}
