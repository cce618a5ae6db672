/*
 * A drawing as data: laid out once, and put down as SVG or on a page of a PDF. Units are points of the drawing; y grows
 * downwards; texts stand on their baseline.
 */

/** What a colour is for. */
export type Tone = 'ink' | 'muted' | 'rule' | 'paper' | 'accent';

export const TONES: Record<Tone, string> = {
  ink: '#1c2733',
  muted: '#55606b',
  rule: '#c9d0d6',
  paper: '#ffffff',
  accent: '#1b4965',
};

export type Pattern = 'diagonal' | 'cross' | 'dots' | 'horizontal' | 'vertical';

/** How an area is filled: told apart by colour, and without colour by pattern and outline. */
export interface Look {
  fill: string;
  /** Drawn over the fill in `ink`; null for a plain area. */
  pattern: Pattern | null;
  ink: string;
  outline: string;
  dashed: boolean;
}

export interface Box {
  kind: 'box';
  x: number;
  y: number;
  width: number;
  height: number;
  look: Look;
  /** What a pointer that rests on it is told. */
  tip?: string;
}

/**
 * A band that swings from the left to the right: from the upper corner `from` to the upper corner `to`.
 */
export interface Band {
  kind: 'band';
  from: [x: number, y: number];
  to: [x: number, y: number];
  /** Where it begins. */
  height: number;
  /** Where it ends, if it is not as high there. */
  endHeight?: number;
  look: Look;
  tip?: string;
}

export interface Line {
  kind: 'line';
  points: [x: number, y: number][];
  tone: Tone;
  width: number;
  dashed?: boolean;
}

/** A filled triangle or the like in one tone, with an edge of paper that sets it off from what lies below. */
export interface Corner {
  kind: 'corner';
  points: [x: number, y: number][];
  tone: Tone;
}

export interface Label {
  kind: 'label';
  x: number;
  y: number;
  text: string;
  size: number;
  tone: Tone;
  anchor?: 'start' | 'middle' | 'end';
  bold?: boolean;
  /** Paper behind the text, so that it can be read on a pattern: `[x, y, width, height]`. */
  backed?: [number, number, number, number];
}

export type Mark = Box | Band | Line | Corner | Label;

export interface Scene {
  /** Names the chart in ids and addresses. */
  name: string;
  width: number;
  height: number;
  /** What it shows, and what can be read from it without seeing it. */
  title: string;
  description: string;
  marks: Mark[];
}

/** The marks of a drawing moved right and down, to stand among others. */
export function moved(marks: readonly Mark[], right: number, down: number): Mark[] {
  const point = ([x, y]: [number, number]): [number, number] => [x + right, y + down];
  return marks.map((mark) => {
    if (mark.kind === 'line' || mark.kind === 'corner') return { ...mark, points: mark.points.map(point) };
    if (mark.kind === 'band') return { ...mark, from: point(mark.from), to: point(mark.to) };
    const there = { ...mark, x: mark.x + right, y: mark.y + down };
    if (there.kind === 'label' && there.backed) {
      const [x, y, width, height] = there.backed;
      there.backed = [x + right, y + down, width, height];
    }
    return there;
  });
}

/** The outline of a band: two corners, each with a curve to the next, which the two points between them draw. */
export function edgesOf({
  from,
  to,
  height,
  endHeight = height,
}: Band): [upper: [number, number][], lower: [number, number][]] {
  const middle = (from[0] + to[0]) / 2;
  const upper: [number, number][] = [from, [middle, from[1]], [middle, to[1]], to];
  const heights = [height, height, endHeight, endHeight];
  return [upper, upper.map(([x, y], at): [number, number] => [x, y + heights[at]!]).toReversed()];
}
