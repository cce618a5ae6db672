import type { Reason } from '../../language/reasons.js';
import type { Place } from './imported-plan.js';

/** What a file was read as, and everything that a person should know before it is applied. */
export interface ReadingReport {
  format: 'csv' | 'xlsx' | 'dataset' | 'stratml';
  /** Of a text: how its bytes were read, such as `utf-8`, `utf-16le`, `windows-1251`. */
  encoding?: string;
  /** Of a CSV: `,`, `;`, a tab or `|`. */
  delimiter?: string;
  /** Which column was taken as what; `as` is null where it was not used. */
  columns: ColumnReading[];
  /** The values of the status column, with what each was taken as. */
  statuses: StatusReading[];
  faults: ImportFault[];
  /** Rows that were not used on purpose: titles, blanks, totals. */
  leftOut: { sheet: string | null; row: number; reason: string; why?: Reason }[];
  /** What was used, yet not as it stands. */
  warnings: ImportNote[];
  /** What has no place of its own and was kept. */
  kept: { path: string; as: 'extra' }[];
}

export interface ColumnReading {
  sheet: string | null;
  /** The heading, or the letter of a column without one. */
  column: string;
  as: string | null;
}

export interface StatusReading {
  value: string;
  /** How many rows have it. */
  rows: number;
  /** The level it was taken as; null where the scale has none like it. */
  level: string | null;
  /** The nearest levels, best first. */
  nearest: string[];
}

export interface ImportNote extends Partial<Place> {
  value?: string;
  message: string;
  /** The same for a person on a page; it is not part of the answer of the API. */
  why?: Reason;
}

/** What forbids the import until it is put right, in the file or by an answer to `asks`. */
export interface ImportFault extends ImportNote {
  /** The nearest right values, best first. */
  nearest?: string[];
  /** What of the mapping would answer it. */
  asks?: 'columns' | 'statuses' | 'dateOrder' | 'codes' | 'effectiveOn' | 'source';
}

/** What a person says about how a file is to be read; every part may be left out. */
export interface ImportMapping {
  /** By heading (or letter of the column): what it is, or null to leave it out. */
  columns?: Record<string, string | null>;
  /** By value of the status column: the level that is meant, or null to record no status. */
  statuses?: Record<string, string | null>;
  dateOrder?: 'dmy' | 'mdy' | 'ymd';
  /** The name of the sheet that holds the objectives. */
  sheet?: string;
  /** The row that holds the headings, from 1; 0 where there is none. */
  headerRow?: number;
  /** By row, such as `6` or `Evidence!3` on a further sheet: the code that is meant, where a spreadsheet has made a number of it. */
  codes?: Record<string, string>;
  /** The day of every status that has no day of its own. */
  effectiveOn?: string;
  /** The source of every status that comes without evidence of its own, such as the page that the table is from. */
  source?: { title?: string; url?: string };
  /** The scale to make out of the file's values, where no scale of the service has them. */
  newScale?: NewScale;
}

export interface NewScale {
  slug: string;
  name: string;
  levels: {
    slug: string;
    label: string;
    credit?: number;
    complete?: boolean;
    final?: boolean;
    assessed?: boolean;
    applicable?: boolean;
  }[];
}
