import type { Words } from '../../language/words.js';
import { cell, column, type WholeBlock } from '../../documents/blocks.js';
import type { Comparison } from '../compare.js';

/** More columns than these do not fit on a page. */
const MOST_COLUMNS = 5;

/** An area of the matrix; null stands for what is new (rows) or dropped (columns). */
interface Side {
  code: string | null;
  name: string;
}

export interface Matrix {
  rows: (Side & { counts: number[]; total: number })[];
  columns: Side[];
  /** By column, and of all. */
  totals: number[];
  total: number;
}

/** Where the objectives of each earlier area went, and where the new ones stand. */
export function matrixOf({ from, to, areas, flows, totals }: Comparison, words: Words): Matrix {
  const side = (plan: string): Side[] => areas.filter((area) => area.plan === plan);
  const columns = [...side(to.slug), { code: null, name: words.text('droppedNode') }];
  const sides = [
    ...side(from.slug),
    ...(totals.new === 0 ? [] : [{ code: null, name: words.text('newNode') }]),
  ];
  const counts = new Map(flows.map((flow) => [JSON.stringify([flow.from, flow.to]), flow.objectives]));
  const rows = sides.map(({ code, name }) => {
    const here = columns.map((other) => counts.get(JSON.stringify([code, other.code])) ?? 0);
    return { code, name, counts: here, total: sum(here) };
  });
  return {
    rows,
    columns,
    totals: columns.map((_, at) => sum(rows.map((row) => row.counts[at]!))),
    total: sum(rows.map(({ total }) => total)),
  };
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
      ...rows.map((row) => ({ cells: [row.name, ...row.counts.map(shown), row.total].map(cell) })),
      { isTotal: true, cells: [words.text('total'), ...totals.map(shown), total].map(cell) },
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
        columns.flatMap(({ name }, at) =>
          row.counts[at] === 0 ? [] : [{ cells: [row.name, name, row.counts[at]!].map(cell) }],
        ),
      ),
      { isTotal: true, cells: [words.text('total'), '', total].map(cell) },
    ],
  };
}

/** Every area of both plans: how far it was fulfilled, and how far it goes on from the other plan or in it. */
export function areasTable({ from, to, areas }: Comparison, words: Words): WholeBlock {
  const share = (value: number | null): string => (value === null ? '–' : words.percent(value));
  return {
    kind: 'table',
    caption: words.text('byArea'),
    columns: [
      column(words.text('area'), 40),
      column(words.text('plan'), 24),
      column(words.text('objectives'), 10, 'end'),
      column(words.text('complete'), 10, 'end'),
      column('%', 9, 'end'),
      column(words.text('linked'), 10, 'end'),
      column('%', 9, 'end'),
    ],
    rows: areas.map((area) => ({
      cells: [
        cell(area.name),
        cell(area.plan === from.slug ? from.holder : to.holder),
        cell(area.objectives),
        cell(area.complete),
        cell(share(area.percentComplete)),
        cell(area.linked),
        cell(share(area.percentLinked)),
      ],
    })),
  };
}

/** A nought would hide the figures around it. */
function shown(count: number): string | number {
  return count === 0 ? '–' : count;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
