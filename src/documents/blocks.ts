import type { Scene } from './charts/scene.js';

/*
 * A report as a sequence of blocks: HTML, Markdown and PDF print the same ones, so that they cannot tell different
 * stories.
 */

/** A stretch of text, with what it is; an address makes it a link. */
export interface Run {
  text: string;
  style?: 'strong' | 'muted';
  href?: string;
}

/** The paragraphs of a table's cell. */
export type Cell = Run[][];

export interface Column {
  label: string;
  align: 'start' | 'end';
  /** Its share of the width, against the others'. */
  share: number;
}

export interface Row {
  cells: Cell[];
  /** The row of totals. */
  isTotal?: boolean;
}

export type Block =
  | { kind: 'title'; text: string; lines: Run[][] }
  | { kind: 'heading'; text: string }
  /** `percent` is what stands beside the figure; empty for nothing. */
  | { kind: 'headline'; figure: string; percent: string; caption: string; lines: Run[][] }
  | { kind: 'paragraph'; runs: Run[] }
  | { kind: 'figure'; scene: Scene }
  | { kind: 'table'; caption: string; columns: Column[]; rows: Row[] }
  /** Rows that are read as they are printed: there may be very many. */
  | { kind: 'stream'; caption: string; columns: Column[]; rows: () => AsyncIterable<Row> }
  /** Numbered from 1. */
  | { kind: 'numbered'; items: Run[][] }
  /** Things with a heading of their own and what is to be said of each. */
  | { kind: 'items'; items: { heading: string; lines: Run[][]; points: Run[][] }[] }
  | { kind: 'facts'; pairs: [label: string, runs: Run[]][] };

/** Blocks that are whole already, unlike rows that are still to be read. */
export type WholeBlock = Exclude<Block, { kind: 'stream' }>;

/** A cell with one plain text; numbers as the language writes them. */
export function cell(text: string): Cell {
  return [[{ text }]];
}

/** A paragraph's text. */
export function textOf(runs: readonly Run[]): string {
  return runs.map(({ text }) => text).join('');
}

export function column(label: string, share: number, align: Column['align'] = 'start'): Column {
  return { label, align, share };
}
