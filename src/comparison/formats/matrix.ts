import type { Words } from '../../language/words.js';
import { figureOf } from '../../reporting/scorecard/formats/coverage.js';
import { cell, type Cell, column, type WholeBlock } from '../../documents/blocks.js';
import type { ComparedArea, Comparison } from '../compare.js';
import { LOOKS, type Path, pathOf } from './fate-looks.js';

/** More columns than these do not fit on a page. */
const MOST_COLUMNS = 5;

/** How many objectives of either plan go one way. */
export interface Both {
  earlier: number;
  later: number;
}

/** An area of the matrix, or what has no area on that side: what begins (rows) or ends (columns). */
interface Side {
  key: string;
  name: string;
  isArea: boolean;
}

export interface Matrix {
  rows: (Side & { counts: Both[]; total: Both })[];
  columns: Side[];
  /** By column, and of all. */
  totals: Both[];
  total: Both;
}

/** Where the objectives of each earlier area went, and where those of each later area come from. */
export function matrixOf({ from, to, areas, flows }: Comparison, words: Words): Matrix {
  const areaSides = (plan: string): Side[] =>
    areas
      .filter((area) => area.plan === plan)
      .map(({ code, name }) => ({ key: areaKey(code), name, isArea: true }));
  const outside = (end: 'from' | 'to'): Side[] => {
    const paths = new Set(flows.filter((flow) => flow[end] === null).map(pathOf));
    return (Object.keys(LOOKS) as Path[])
      .filter((path) => paths.has(path))
      .map((path) => ({ key: path, name: words.text(path), isArea: false }));
  };
  const columns = [...areaSides(to.slug), ...outside('to')];
  const counts = new Map<string, Both>();
  for (const flow of flows) {
    const key = cellKey(
      flow.from === null ? pathOf(flow) : areaKey(flow.from),
      flow.to === null ? pathOf(flow) : areaKey(flow.to),
    );
    counts.set(key, sum([counts.get(key) ?? NONE, flow]));
  }
  const rows = [...areaSides(from.slug), ...outside('from')].map((side) => {
    const here = columns.map((other) => counts.get(cellKey(side.key, other.key)) ?? NONE);
    return { ...side, counts: here, total: sum(here) };
  });
  return {
    rows,
    columns,
    totals: columns.map((_, at) => sum(rows.map((row) => row.counts[at]!))),
    total: sum(rows.map(({ total }) => total)),
  };
}

const NONE: Both = { earlier: 0, later: 0 };

function areaKey(code: string): string {
  return `area ${code}`;
}

function cellKey(row: string, column: string): string {
  return JSON.stringify([row, column]);
}

/** The same read the other way round: a row for each later area. */
function turned({ rows, columns, totals, total }: Matrix): Matrix {
  return {
    rows: columns.map((side, at) => ({
      ...side,
      counts: rows.map((row) => row.counts[at]!),
      total: totals[at]!,
    })),
    columns: rows,
    totals: rows.map((row) => row.total),
    total,
  };
}

/** The matrix with the fewer areas across the page; where even these are too many, one row for each pair that occurs. */
export function matrixTable(comparison: Comparison, words: Words): WholeBlock {
  const matrix = matrixOf(comparison, words);
  if (matrix.columns.length <= MOST_COLUMNS) return gridTable(matrix, words.text('earlierArea'), words);
  if (matrix.rows.length <= MOST_COLUMNS) return gridTable(turned(matrix), words.text('laterArea'), words);
  return pairTable(matrix, words);
}

function gridTable({ rows, columns, totals, total }: Matrix, label: string, words: Words): WholeBlock {
  return {
    kind: 'table',
    caption: words.text('fromAreaToArea'),
    columns: [
      column(label, 30),
      ...columns.map(({ name }) => column(name, 10, 'end')),
      column(words.text('total'), 8, 'end'),
    ],
    rows: [
      ...rows.map((row) => ({
        cells: [
          row.name,
          ...columns.map((side, at) => bothText(row.counts[at]!, row.isArea && side.isArea, words)),
          bothText(row.total, row.isArea, words),
        ].map(cell),
      })),
      {
        isTotal: true,
        cells: [
          words.text('total'),
          ...columns.map((side, at) => bothText(totals[at]!, side.isArea, words)),
          bothText(total, true, words),
        ].map(cell),
      },
    ],
  };
}

function pairTable({ rows, columns, total }: Matrix, words: Words): WholeBlock {
  return {
    kind: 'table',
    caption: words.text('fromAreaToArea'),
    columns: [
      column(words.text('earlierArea'), 42),
      column(words.text('laterArea'), 42),
      column(words.text('objectives'), 16, 'end'),
    ],
    rows: [
      ...rows.flatMap((row) =>
        columns.flatMap((side, at) => {
          const counts = row.counts[at]!;
          if (counts.earlier + counts.later === 0) return [];
          const text = bothText(counts, row.isArea && side.isArea, words);
          return [{ cells: [row.name, side.name, text].map(cell) }];
        }),
      ),
      { isTotal: true, cells: [words.text('total'), '', bothText(total, true, words)].map(cell) },
    ],
  };
}

/** Every area of both plans: how far it was fulfilled, and how far it goes on from the other plan or in it. */
export function areasTable({ from, to, areas, compared }: Comparison, words: Words): WholeBlock {
  const share = (value: number | null): string => (value === null ? '–' : words.percent(value));
  const linked = (area: ComparedArea): Cell[] =>
    compared === 'not'
      ? []
      : [
          cell(words.number(area.linked ?? 0)),
          cell(share(area.percentLinked)),
          cell(words.number(area.undecided)),
        ];
  return {
    kind: 'table',
    caption: words.text('byArea'),
    columns: [
      column(words.text('area'), compared === 'not' ? 50 : 34),
      column(words.text('plan'), compared === 'not' ? 26 : 20),
      column(words.text('objectives'), 9, 'end'),
      column(words.text('complete'), 14, 'end'),
      column('%', 8, 'end'),
      ...(compared === 'not'
        ? []
        : [
            column(words.text('linked'), 9, 'end'),
            column('%', 8, 'end'),
            column(words.text('undecidedNode'), 9, 'end'),
          ]),
    ],
    rows: areas.map((area) => ({
      cells: [
        cell(area.name),
        cell(area.plan === from.slug ? from.holder : to.holder),
        cell(words.number(area.objectives)),
        cell(figureOf(area, words)),
        cell(share(area.percentComplete)),
        ...linked(area),
      ],
    })),
  };
}

/**
 * "3", or "1 → 3" where one earlier objective leads to three later ones; a nought would hide the figures around it.
 * @param joins whether the objectives go from an area to an area, and do not begin or end
 */
function bothText({ earlier, later }: Both, joins: boolean, words: Words): string {
  if (earlier + later === 0) return '–';
  if (!joins) return words.number(earlier + later);
  if (earlier === later) return words.number(earlier);
  return words.text('earlierToLater', { earlier: words.number(earlier), later: words.number(later) });
}

function sum(counts: readonly Both[]): Both {
  return counts.reduce<Both>(
    (total, each) => ({ earlier: total.earlier + each.earlier, later: total.later + each.later }),
    NONE,
  );
}
