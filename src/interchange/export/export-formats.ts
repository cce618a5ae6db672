import { type Format, type Rendered } from '../../documents/formats.js';
import { readableOf } from '../../documents/streaming.js';
import type { ExportedPlan } from './exported-plan.js';
import { planCsv } from './plan-csv.js';
import { planXlsx } from './plan-xlsx.js';

/** What only some formats look at. */
export interface ExportOptions {
  /** CSV: begin with a byte order mark. */
  bom?: boolean;
}

/** A format in which a plan leaves the service whole. */
export interface ExportFormat extends Format {
  /** As `?format=` names it. */
  readonly name: string;
  /** Written as it is read, so that it takes little memory however long the plan. */
  write(plan: ExportedPlan, options: ExportOptions): Rendered | Promise<Rendered>;
}

/** Every format in which a plan can be exported; the first for a request that names none. */
export const EXPORT_FORMATS = [
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
] as const satisfies readonly [ExportFormat, ...ExportFormat[]];

export type ExportFormatName = (typeof EXPORT_FORMATS)[number]['name'];

export const EXPORT_FORMAT_NAMES = EXPORT_FORMATS.map(({ name }) => name);
