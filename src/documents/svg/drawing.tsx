import type { VNode } from 'preact';
import {
  edgesOf,
  TONES,
  type Band,
  type Look,
  type Mark,
  type Pattern,
  type Scene,
} from '../charts/scene.js';
import { useForeignLanguage } from '../html/spoken.js';

/** Families that every system has one of. */
const FONT = "Arial, Helvetica, 'Liberation Sans', 'DejaVu Sans', sans-serif";

/** The size of one tile of each pattern, and what is drawn in it. */
const TILES: Record<Pattern, { size: number; path: string }> = {
  diagonal: { size: 6, path: 'M-1.5 1.5l3-3M0 6l6-6M4.5 7.5l3-3' },
  cross: { size: 6, path: 'M-1.5 1.5l3-3M0 6l6-6M4.5 7.5l3-3M-1.5 4.5l3 3M0 0l6 6M4.5-1.5l3 3' },
  horizontal: { size: 5, path: 'M0 2.5h5' },
  vertical: { size: 5, path: 'M2.5 0v5' },
  dots: { size: 6, path: 'M1.5 1.5h.01M4.5 4.5h.01' },
};

/**
 * A drawing as an SVG element with its title and description, for a page or a file of its own. Colours stand as
 * attributes, so that every program shows them.
 * @param fixed whether it has a size of its own, as a file needs; otherwise it takes the width that it is given
 */
export function Drawing({ scene, fixed }: { scene: Scene; fixed: boolean }): VNode {
  const { name, width, height, title, description, marks } = scene;
  const looks = marks.flatMap((mark) => (mark.kind === 'box' || mark.kind === 'band' ? [mark.look] : []));
  const patterns = new Patterns(name, looks);
  const size = fixed ? { width, height } : {};
  return (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      {...size}
      viewBox={`0 0 ${round(width)} ${round(height)}`}
      role="img"
      aria-labelledby={`${name}-title ${name}-description`}
      font-family={FONT}
    >
      <title id={`${name}-title`}>{title}</title>
      <desc id={`${name}-description`}>{description}</desc>
      {patterns.definitions()}
      {fixed && <rect width={width} height={height} fill={TONES.paper} />}
      {marks.map((mark) => drawn(mark, patterns))}
    </svg>
  );
}

/** The patterns that some looks need, each with an id of its own on the page: `name` tells them from others'. */
export class Patterns {
  private readonly all: { id: string; key: string; look: Look }[] = [];

  constructor(name: string, looks: readonly Look[]) {
    for (const look of looks) {
      if (look.pattern === null) continue;
      const key = keyOf(look);
      if (this.all.some((known) => known.key === key)) continue;
      this.all.push({ id: `${name}-pattern-${this.all.length + 1}`, key, look });
    }
  }

  /** What has to stand in an SVG of the page before they can be used. */
  definitions(): VNode {
    return <defs>{this.all.map(({ id, look }) => tile(id, look))}</defs>;
  }

  fillOf(look: Look): string {
    const known = this.all.find(({ key }) => key === keyOf(look));
    return known ? `url(#${known.id})` : look.fill;
  }
}

function keyOf({ fill, pattern, ink }: Look): string {
  return `${fill} ${pattern ?? ''} ${ink}`;
}

function tile(id: string, look: Look): VNode {
  const { size, path } = TILES[look.pattern ?? 'dots'];
  return (
    <pattern id={id} width={size} height={size} patternUnits="userSpaceOnUse">
      <rect width={size} height={size} fill={look.fill} />
      <path
        d={path}
        stroke={look.ink}
        stroke-width={look.pattern === 'dots' ? 1.8 : 1.3}
        stroke-linecap={look.pattern === 'dots' ? 'round' : 'butt'}
        fill="none"
      />
    </pattern>
  );
}

function Tip({ text }: { text: string }): VNode {
  return <title lang={useForeignLanguage(text)}>{text}</title>;
}

function Label({ mark }: { mark: Extract<Mark, { kind: 'label' }> }): VNode {
  const lang = useForeignLanguage(mark.text);
  return (
    <text
      x={round(mark.x)}
      y={round(mark.y)}
      font-size={mark.size}
      font-weight={mark.bold ? 'bold' : undefined}
      text-anchor={mark.anchor === 'start' ? undefined : mark.anchor}
      fill={TONES[mark.tone]}
      lang={lang}
    >
      {mark.text}
    </text>
  );
}

function drawn(mark: Mark, patterns: Patterns): VNode {
  switch (mark.kind) {
    case 'box':
      return (
        <rect
          x={round(mark.x)}
          y={round(mark.y)}
          width={round(mark.width)}
          height={round(mark.height)}
          fill={patterns.fillOf(mark.look)}
          stroke={mark.look.outline}
          stroke-width="1"
          stroke-dasharray={mark.look.dashed ? '3 2' : undefined}
        >
          {mark.tip !== undefined && <Tip text={mark.tip} />}
        </rect>
      );
    case 'band':
      return (
        <path
          d={outlineOf(mark)}
          fill={patterns.fillOf(mark.look)}
          stroke={mark.look.outline}
          stroke-width="0.8"
          stroke-dasharray={mark.look.dashed ? '3 2' : undefined}
        >
          {mark.tip !== undefined && <Tip text={mark.tip} />}
        </path>
      );
    case 'line':
      return (
        <polyline
          points={pairs(mark.points)}
          fill="none"
          stroke={TONES[mark.tone]}
          stroke-width={mark.width}
          stroke-dasharray={mark.dashed ? '4 3' : undefined}
        />
      );
    case 'corner':
      return (
        <polygon
          points={pairs(mark.points)}
          fill={TONES[mark.tone]}
          stroke={TONES.paper}
          stroke-width="1.2"
        />
      );
    case 'label':
      return (
        <>
          {mark.backed && (
            <rect
              x={round(mark.backed[0])}
              y={round(mark.backed[1])}
              width={round(mark.backed[2])}
              height={round(mark.backed[3])}
              rx="2"
              fill={TONES.paper}
            />
          )}
          <Label mark={mark} />
        </>
      );
  }
}

function outlineOf(band: Band): string {
  const [[start, ...over], [turn, ...back]] = edgesOf(band);
  return `M${pairs([start!])} C${pairs(over)} L${pairs([turn!])} C${pairs(back)} Z`;
}

function pairs(points: readonly [number, number][]): string {
  return points.map(([x, y]) => `${round(x)},${round(y)}`).join(' ');
}

/** Two decimals are finer than any screen or printer. */
function round(value: number): number {
  return Math.round(value * 100) / 100;
}
