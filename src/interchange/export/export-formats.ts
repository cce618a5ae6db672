import { type Format, type Rendered } from '../../documents/formats.js';
import { readableOf } from '../../documents/streaming.js';
import type { DatasetLayout } from '../dataset/dataset-file.js';
import type { ExportedPlan } from './exported-plan.js';
import { planCsv } from './plan-csv.js';
import { planXlsx } from './plan-xlsx.js';

/** What only some formats look at. */
export interface ExportOptions {
  /** CSV: begin with a byte order mark. */
  bom?: boolean;
}

/** A format in which a plan leaves the service whole, or all plans. */
export interface ExportFormat extends Format {
  /** As `?format=` names it. */
  readonly name: string;
}

/** A dataset: everything there is to know of a plan, with its history, at whatever day and instant. */
export interface DatasetFormat extends ExportFormat {
  readonly layout: DatasetLayout;
}

/** A plan as it stood on a day, as far as was known at an instant. */
export interface PlanFormat extends ExportFormat {
  /** Written as it is read, so that it takes little memory however long the plan. */
  write(plan: ExportedPlan, options: ExportOptions): Rendered | Promise<Rendered>;
}

/** The layouts of a dataset; the first for a request that names none. */
export const DATASET_FORMATS = [
  { name: 'json', layout: 'json', extension: '.json', type: 'application/json; charset=utf-8' },
  { name: 'jsonl', layout: 'jsonl', extension: '.jsonl', type: 'application/x-ndjson; charset=utf-8' },
] as const satisfies readonly [DatasetFormat, ...DatasetFormat[]];

/** Every format in which a plan can be exported; the first for a request that names none. */
export const EXPORT_FORMATS = [
  ...DATASET_FORMATS,
  {
    name: 'csv',
    extension: '.csv',
    type: 'text/csv; charset=utf-8; header=present',
    write: (plan, { bom }) => readableOf(planCsv(plan, { bom })),
  },
  {
    name: 'xlsx',
    extension: '.xlsx',
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    write: (plan) => planXlsx(plan),
  },
] as const satisfies readonly [DatasetFormat, ...(DatasetFormat | PlanFormat)[]];

export type ExportFormatName = (typeof EXPORT_FORMATS)[number]['name'];

export const EXPORT_FORMAT_NAMES = EXPORT_FORMATS.map(({ name }) => name);

export const DATASET_FORMAT_NAMES = DATASET_FORMATS.map(({ name }) => name);
