import type { Shell } from './shell.js';
import { PAGE_LIMIT } from '../core/cursors.js';
import { asked } from './input.js';
import { OverviewQuery } from '../reporting/dto/scorecard.dto.js';
import { OVERVIEW_FORMATS } from '../reporting/overview/formats/index.js';
import type { OverviewReport } from '../reporting/overview/overview.js';
import { OverviewReader } from '../reporting/overview/overview.reader.js';
import { type FormatName, formatNamed, type Rendered } from '../documents/formats.js';
import { requirePlace, write } from './output.js';
import { overviewTable } from './tables/overview-table.js';
import { withServices } from './session.js';

export interface OverviewOptions {
  asOf?: string;
  lang?: string;
  format: 'table' | FormatName;
  /** Where to write; to the standard output where none is named. */
  output?: string;
}

/** `scorecard overview`: the same table of presidencies as the API's, in the same forms. */
export async function overview(
  shell: Shell,
  organization: string | undefined,
  { format, output, ...query }: OverviewOptions,
): Promise<number> {
  requirePlace(shell, format, output);
  const question = await asked(OverviewQuery, { ...query, organization });
  return withServices(shell, async (services) => {
    const report = await services.get(OverviewReader).read({ ...question, limit: PAGE_LIMIT.most });
    await write(shell, await printed(shell, report, format), output);
    return 0;
  });
}

async function printed(
  shell: Shell,
  report: OverviewReport,
  format: OverviewOptions['format'],
): Promise<Rendered> {
  if (format === 'table') return `${overviewTable(report, shell.width)}\n`;
  if (format === 'json') return `${JSON.stringify(report.overview, null, 2)}\n`;
  return formatNamed(OVERVIEW_FORMATS, format).render(report);
}
