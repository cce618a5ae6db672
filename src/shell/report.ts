import type { Shell } from './shell.js';
import { asked } from './input.js';
import { ScorecardQuery } from '../reporting/dto/scorecard.dto.js';
import type { Report } from '../reporting/scorecard/report.js';
import { ReportReader } from '../reporting/scorecard/report.reader.js';
import { requirePlace, write } from './output.js';
import { scorecardTable } from './tables/scorecard-table.js';
import { withServices } from './session.js';
import { REPORT_FORMATS } from '../reporting/scorecard/formats/index.js';
import type { Rendered } from '../documents/formats.js';

type FormName = (typeof REPORT_FORMATS)[number]['name'];

export interface ReportOptions {
  asOf?: string;
  knownAt?: string;
  assessor?: string;
  scale?: string;
  since?: string;
  lang?: string;
  format: 'table' | FormName;
  /** PDF: with the passages of the complete objectives. */
  appendix: boolean;
  /** Where to write; to the standard output where none is named. */
  output?: string;
}

/** `scorecard report`: the same computed scorecard as the API's, in the same forms. */
export async function report(shell: Shell, plan: string, options: ReportOptions): Promise<number> {
  const { format, output, appendix, ...query } = options;
  requirePlace(shell, format, output);
  const question = await asked(ScorecardQuery, query);
  return withServices(shell, async (services) => {
    const found = await services.get(ReportReader).get(plan, question);
    await write(shell, await printed(shell, withProgress(shell, found), format, appendix), output);
    return 0;
  });
}

async function printed(
  shell: Shell,
  report: Report,
  format: ReportOptions['format'],
  appendix: boolean,
): Promise<Rendered> {
  if (format === 'table') return `${scorecardTable(report.scorecard, shell)}\n`;
  if (format === 'json') return `${JSON.stringify(report.scorecard, null, 2)}\n`;
  return REPORT_FORMATS.find(({ name }) => name === format)!.render(report, { appendix });
}

/** Tells a person at the terminal how far a long report has come. */
function withProgress({ streams: { stderr } }: Shell, report: Report): Report {
  if (stderr.isTTY !== true) return report;
  const { objectives } = report.scorecard.total;
  return {
    ...report,
    async *objectives() {
      let read = 0;
      let told = Date.now();
      for await (const objective of report.objectives()) {
        yield objective;
        read++;
        if (Date.now() - told < 500) continue;
        stderr.write(`\r${read} of ${objectives} objectives`);
        told = Date.now();
      }
      stderr.write('\r\u001b[K');
    },
  };
}
