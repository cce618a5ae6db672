import { printableThroughout } from '../../../documents/printable.js';
import type { Report } from '../report.js';

/** The same report with every text printable. */
export function printableReport(report: Report): Report {
  return {
    scorecard: printableThroughout(report.scorecard),
    cells: printableThroughout(report.cells),
    timeline: report.timeline,
    async *objectives() {
      for await (const objective of report.objectives()) yield printableThroughout(objective);
    },
  };
}
