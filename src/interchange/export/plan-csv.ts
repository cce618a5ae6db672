import { csvLine, type CsvOptions } from '../../documents/csv.js';
import type { ExportedPlan } from './exported-plan.js';
import { columnsOf, planRows } from './plan-rows.js';

/** A plan as CSV in the columns that an import reads, written as it is read. */
export async function* planCsv(plan: ExportedPlan, { bom = false }: CsvOptions = {}): AsyncGenerator<string> {
  if (bom) yield '\uFEFF';
  const columns = columnsOf(plan);
  yield csvLine(columns);
  for await (const row of planRows(plan)) yield csvLine(columns.map((name) => row[name] ?? null));
}
