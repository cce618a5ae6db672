import type { Readable } from 'node:stream';
import { printable, printableThroughout } from '../../documents/printable.js';
import { day, text } from '../../documents/xlsx/parts.js';
import { workbook } from '../../documents/xlsx/workbook.js';
import type { ExportedPlan } from './exported-plan.js';
import { columnsOf, planRows } from './plan-rows.js';

const DAYS: readonly string[] = ['due_on', 'effective_on'];
const WIDE: readonly string[] = [
  'title',
  'text',
  'rationale',
  'quotation',
  'summary',
  'evidence',
  'stated_in',
];

/** A plan as a workbook of one sheet, in the columns that an import reads. Codes are texts: 1.10 stays 1.10. */
export function planXlsx(plan: ExportedPlan): Readable {
  const { title, slug, language } = printableThroughout(plan.heading);
  const columns = columnsOf(plan);
  const { knownAt } = plan.report.scorecard;
  return workbook(
    [
      {
        name: 'plan',
        columns: columns.map((label) => ({ label: printable(label), width: WIDE.includes(label) ? 50 : 16 })),
        async *rows() {
          for await (const row of planRows(plan)) {
            const shown = printableThroughout(row);
            yield columns.map((name) => {
              const value = shown[name] ?? null;
              return DAYS.includes(name) ? day(value) : text(value);
            });
          }
        },
      },
    ],
    { title, subject: `/api/v1/plans/${slug}/export`, language, at: knownAt },
  );
}
