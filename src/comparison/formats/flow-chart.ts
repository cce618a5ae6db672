import type { Words } from '../../language/words.js';
import { widthOf, wrap } from '../../documents/charts/fitting.js';
import { legend } from '../../documents/charts/legend.js';
import type { Band, Label, Mark, Scene } from '../../documents/charts/scene.js';
import { type Comparison, FATES, type Flow } from '../compare.js';
import { LOOKS, type Path, pathsOf } from './fate-looks.js';

const SIZE = 11;
const LINE = 14;
/** Between two areas. */
const GAP = 14;
/** How wide the bar of an area is. */
const BAR = 9;
/** The height of one objective, where there are few; together they take no more than this. */
const UNIT = 12;
const TALLEST = 420;

/** An area of either side, or what is dropped or new. */
interface Node {
  code: string | null;
  name: string;
  reading: string;
  objectives: number;
}

interface PlacedNode extends Node {
  y: number;
  height: number;
  /** The name's lines, then those of the reading. */
  lines: { text: string; tone: 'ink' | 'muted' }[];
  /** The middle of its bar and its text. */
  middle: number;
}

/** The part of a flow that took one path. */
interface Strand {
  flow: Flow;
  path: Path;
  objectives: number;
}

/** Bands from the areas of the earlier plan to those of the later one, as wide as there are objectives. */
export function flowChart(comparison: Comparison, words: Words, width: number): Scene {
  const { totals, flows } = comparison;
  const facts = { name: 'flow', width, title: words.text('chartFlow') };
  if (totals.from + totals.new === 0) {
    const text = words.text('noObjectives');
    const label: Mark = { kind: 'label', x: 0, y: 12, text, size: 12, tone: 'muted' };
    return { ...facts, height: 20, description: text, marks: [label] };
  }
  const unit = Math.min(UNIT, TALLEST / (totals.from + totals.new));
  const room = Math.floor(width * 0.28);
  const sides = {
    from: placed(earlierNodes(comparison, words), unit, room),
    to: placed(laterNodes(comparison, words), unit, room),
  };
  const height = Math.max(sides.from.end, sides.to.end);
  const from = centred(sides.from, height);
  const to = centred(sides.to, height);
  const left = room + 8;
  const right = width - room - 8;
  const bands = bandsOf(strandsOf(flows), { from, to }, [left + BAR, right - BAR], unit, words);
  const key = legend(pathsOf(comparison, words), words, width, height + 8);
  return {
    ...facts,
    height: key.end,
    description: words.text('chartFlowDescription', { flows: describe(flows, { from, to }, words) }),
    marks: [
      ...bands,
      ...from.flatMap((node) => nodeMarks(node, left, left - 8, 'end')),
      ...to.flatMap((node) => nodeMarks(node, right - BAR, right + 8, 'start')),
      ...key.marks,
    ],
  };
}

function earlierNodes({ from, areas, totals }: Comparison, words: Words): Node[] {
  const nodes = areas
    .filter(({ plan }) => plan === from.slug)
    .map(({ code, name, objectives }) => ({
      code,
      name,
      objectives,
      reading: words.count('promised', objectives),
    }));
  return [...nodes, ...lastNode(words.text('newNode'), totals.new, words)];
}

/** As high as what leads to it: of the earlier objectives each goes one way, whatever the later plan counts. */
function laterNodes({ to, areas, flows, totals }: Comparison, words: Words): Node[] {
  const nodes = areas
    .filter(({ plan }) => plan === to.slug)
    .map(({ code, name }) => {
      const here = flows.filter((flow) => flow.to === code);
      const objectives = sum(here.map((flow) => flow.objectives));
      const added = sum(here.filter((flow) => flow.from === null).map((flow) => flow.objectives));
      return {
        ...{ code, name, objectives },
        reading: words.text('takesUpAndNew', { linked: objectives - added, added }),
      };
    });
  return [...nodes, ...lastNode(words.text('droppedNode'), totals.dropped, words)];
}

function lastNode(name: string, objectives: number, words: Words): Node[] {
  return objectives === 0
    ? []
    : [{ code: null, name, objectives, reading: words.count('promised', objectives) }];
}

function placed(nodes: readonly Node[], unit: number, room: number): { nodes: PlacedNode[]; end: number } {
  let y = 0;
  const all = nodes.map((node) => {
    const lines = [
      ...wrap(node.name, room, SIZE, 3).map((text) => ({ text, tone: 'ink' as const })),
      ...wrap(node.reading, room, SIZE, 2).map((text) => ({ text, tone: 'muted' as const })),
    ];
    const height = Math.max(1, node.objectives * unit);
    const taken = Math.max(height, lines.length * LINE);
    const middle = y + taken / 2;
    y += taken + GAP;
    return { ...node, lines, height, middle, y: middle - height / 2 };
  });
  return { nodes: all, end: y };
}

/** The shorter side stands in the middle of the longer. */
function centred({ nodes, end }: { nodes: PlacedNode[]; end: number }, height: number): PlacedNode[] {
  const down = (height - end) / 2;
  return nodes.map((node) => ({ ...node, y: node.y + down, middle: node.middle + down }));
}

function strandsOf(flows: readonly Flow[]): Strand[] {
  return flows.flatMap((flow): Strand[] => {
    if (flow.from === null) return [{ flow, path: 'added', objectives: flow.objectives }];
    if (flow.to === null) return [{ flow, path: 'dropped', objectives: flow.objectives }];
    return FATES.map((path) => ({ flow, path, objectives: flow.fates[path] ?? 0 })).filter(
      ({ objectives }) => objectives > 0,
    );
  });
}

/** Bands leave and arrive in the order of the areas at their other ends; the narrow ones lie above the wide ones. */
function bandsOf(
  strands: readonly Strand[],
  { from, to }: Ends,
  [start, end]: [number, number],
  unit: number,
  words: Words,
): Mark[] {
  const free = { from: freePlaces(from), to: freePlaces(to) };
  const take = (places: Map<string | null, number>, code: string | null, height: number): number => {
    const y = places.get(code) ?? 0;
    places.set(code, y + height);
    return y;
  };
  const drawn = strands.map(({ flow, path, objectives }) => {
    const height = objectives * unit;
    const band: Band = {
      kind: 'band',
      from: [start, take(free.from, flow.from, height)],
      to: [end, take(free.to, flow.to, height)],
      height,
      look: LOOKS[path],
      tip: words.text('flowReading', {
        from: nameOf(from, flow.from),
        to: nameOf(to, flow.to),
        kinds: words.text('flowKind', { kind: words.text(path), count: objectives }),
      }),
    };
    return { band, label: height < 9 ? [] : [countLabel(band, objectives)] };
  });
  const bands = drawn.map(({ band }) => band).toSorted((a, b) => b.height - a.height);
  return [...bands, ...drawn.flatMap(({ label }) => label)];
}

interface Ends {
  from: readonly PlacedNode[];
  to: readonly PlacedNode[];
}

function freePlaces(nodes: readonly PlacedNode[]): Map<string | null, number> {
  return new Map(nodes.map(({ code, y }) => [code, y]));
}

/** How many, where the band begins: there no other lies over it. */
function countLabel({ from: [x, y], height }: Band, objectives: number): Label {
  const text = String(objectives);
  const size = Math.min(10, height);
  const taken = widthOf(text, size, true) + 5;
  const middle = y + height / 2;
  const backed: Label['backed'] = [x + 5, middle - size / 2, taken, size];
  const at = { x: x + 5 + taken / 2, y: middle + size * 0.36 };
  return { kind: 'label', ...at, text, size, tone: 'ink', anchor: 'middle', bold: true, backed };
}

function nodeMarks(node: PlacedNode, x: number, textX: number, anchor: 'start' | 'end'): Mark[] {
  const top = node.middle - (node.lines.length * LINE) / 2;
  const ink = { fill: '#1c2733', pattern: null, ink: '#1c2733', outline: '#1c2733', dashed: false };
  return [
    { kind: 'box', x, y: node.y, width: BAR, height: node.height, look: ink },
    ...node.lines.map(({ text, tone }, at): Mark => ({
      ...{ kind: 'label', x: textX, y: top + at * LINE + 11, text, size: SIZE },
      ...{ tone, anchor },
    })),
  ];
}

function describe(flows: readonly Flow[], { from, to }: Ends, words: Words): string {
  const readings = new Map<Flow, string[]>();
  for (const { flow, path, objectives } of strandsOf(flows)) {
    const kind = words.text('flowKind', { kind: words.text(path), count: objectives });
    readings.set(flow, [...(readings.get(flow) ?? []), kind]);
  }
  return [...readings]
    .map(([flow, kinds]) =>
      words.text('flowReading', {
        from: nameOf(from, flow.from),
        to: nameOf(to, flow.to),
        kinds: kinds.join(', '),
      }),
    )
    .join('; ');
}

function nameOf(nodes: readonly PlacedNode[], code: string | null): string {
  return nodes.find((node) => node.code === code)?.name ?? '';
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
