import type { Words } from '../../language/words.js';
import { widthOf, wrap } from '../../documents/charts/fitting.js';
import { legend } from '../../documents/charts/legend.js';
import type { Band, Label, Mark, Scene } from '../../documents/charts/scene.js';
import type { Comparison } from '../compare.js';
import type { Flow } from '../flows.js';
import { isCompared } from '../totals.js';
import { LOOKS, type Path, pathOf, pathsOf } from './fate-looks.js';

const SIZE = 11;
const LINE = 14;
/** Between two areas. */
const GAP = 14;
/** How wide the bar of an area is. */
const BAR = 9;
/** The height of one objective, where there are few; together they take no more than this. */
const UNIT = 12;
const TALLEST = 420;

/** An area of either side, or what begins or ends. */
interface Node {
  /** The code of the area; the path where it is none. */
  key: string;
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

/** Bands from the areas of the earlier plan to those of the later one, as wide as there are objectives. */
export function flowChart(comparison: Comparison, words: Words, width: number): Scene {
  const { totals, flows } = comparison;
  const facts = { name: 'flow', width, title: words.text('chartFlow') };
  if (!isCompared(totals)) {
    const text = words.text(totals.from + totals.to === 0 ? 'noObjectives' : 'notCompared');
    const label: Mark = { kind: 'label', x: 0, y: 12, text, size: 12, tone: 'muted' };
    return { ...facts, height: 20, description: text, marks: [label] };
  }
  const most = Math.max(totals.from + totals.new + totals.undecidedLater, totals.to + totals.from);
  const unit = Math.min(UNIT, TALLEST / most);
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
  const bands = bandsOf(flows, { from, to }, [left + BAR, right - BAR], unit, words);
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

function earlierNodes({ from, areas, flows }: Comparison, words: Words): Node[] {
  const nodes = areas
    .filter(({ plan }) => plan === from.slug)
    .map(({ code, name, objectives }) => ({
      key: areaKey(code),
      name,
      objectives,
      reading: words.count('promised', objectives),
    }));
  return [...nodes, ...outsideNodes(flows, 'from', words)];
}

/** As high as the later area has objectives, wherever they come from. */
function laterNodes({ to, areas, flows }: Comparison, words: Words): Node[] {
  const nodes = areas
    .filter(({ plan }) => plan === to.slug)
    .map(({ code, name, objectives, undecided }) => {
      const here = flows.filter((flow) => flow.to === code);
      const added = sum(here.filter(({ outcome }) => outcome === 'new').map(({ later }) => later));
      const counts = { linked: objectives - added - undecided, added, undecided };
      return { ...{ key: areaKey(code), name, objectives }, reading: words.text('laterReading', counts) };
    });
  return [...nodes, ...outsideNodes(flows, 'to', words)];
}

/** What has no area on this side: what begins, or ends, each by its path. */
function outsideNodes(flows: readonly Flow[], end: 'from' | 'to', words: Words): Node[] {
  const counts = new Map<Path, number>();
  for (const flow of flows) {
    if (flow[end] === null)
      counts.set(pathOf(flow), (counts.get(pathOf(flow)) ?? 0) + flow.earlier + flow.later);
  }
  return [...counts]
    .toSorted(([a], [b]) => PATHS.indexOf(a) - PATHS.indexOf(b))
    .map(([path, objectives]) => ({
      ...{ key: path, name: words.text(path), objectives },
      reading: words.count('promised', objectives),
    }));
}

const PATHS = Object.keys(LOOKS) as Path[];

function areaKey(code: string): string {
  return `area ${code}`;
}

function keyOf(flow: Flow, end: 'from' | 'to'): string {
  const code = flow[end];
  return code === null ? pathOf(flow) : areaKey(code);
}

/** How many objectives a flow has where it leaves and where it arrives: what begins or ends is as wide at both ends. */
function widthsOf({ from, to, earlier, later }: Flow): [start: number, end: number] {
  if (from === null) return [later, later];
  if (to === null) return [earlier, earlier];
  return [earlier, later];
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

/** Bands leave and arrive in the order of the areas at their other ends; the narrow ones lie above the wide ones. */
function bandsOf(
  flows: readonly Flow[],
  { from, to }: Ends,
  [start, end]: [number, number],
  unit: number,
  words: Words,
): Mark[] {
  const free = { from: freePlaces(from), to: freePlaces(to) };
  const take = (places: Map<string, number>, key: string, height: number): number => {
    const y = places.get(key) ?? 0;
    places.set(key, y + height);
    return y;
  };
  const drawn = flows.map((flow) => {
    const [leaving, arriving] = widthsOf(flow);
    const height = leaving * unit;
    const endHeight = arriving * unit;
    const band: Band = {
      kind: 'band',
      from: [start, take(free.from, keyOf(flow, 'from'), height)],
      to: [end, take(free.to, keyOf(flow, 'to'), endHeight)],
      height,
      ...(endHeight === height ? {} : { endHeight }),
      look: LOOKS[pathOf(flow)],
      tip: flowText(flow, { from, to }, words),
    };
    return { band, label: height < 9 ? [] : [countLabel(band, countText(flow, words))] };
  });
  const bands = drawn.map(({ band }) => band).toSorted((a, b) => b.height - a.height);
  return [...bands, ...drawn.flatMap(({ label }) => label)];
}

/** "1 → 3": one earlier objective that leads to three later ones. */
function countText(flow: Flow, words: Words): string {
  const [earlier, later] = widthsOf(flow).map((count) => words.number(count)) as [string, string];
  return earlier === later ? earlier : words.text('earlierToLater', { earlier, later });
}

interface Ends {
  from: readonly PlacedNode[];
  to: readonly PlacedNode[];
}

function freePlaces(nodes: readonly PlacedNode[]): Map<string, number> {
  return new Map(nodes.map(({ key, y }) => [key, y]));
}

/** How many, where the band begins: there no other lies over it. */
function countLabel({ from: [x, y], height }: Band, text: string): Label {
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

function flowText(flow: Flow, { from, to }: Ends, words: Words): string {
  return words.text('flowReading', {
    from: nameOf(from, keyOf(flow, 'from')),
    to: nameOf(to, keyOf(flow, 'to')),
    kinds: words.text('flowKind', { kind: words.text(pathOf(flow)), count: countText(flow, words) }),
  });
}

function describe(flows: readonly Flow[], ends: Ends, words: Words): string {
  return flows.map((flow) => flowText(flow, ends, words)).join('; ');
}

function nameOf(nodes: readonly PlacedNode[], key: string): string {
  return nodes.find((node) => node.key === key)?.name ?? '';
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
