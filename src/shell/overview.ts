import type { Settings } from '../config/settings.js';
import { PAGE_LIMIT } from '../core/cursors.js';
import { InputPipe } from '../http/input.pipe.js';
import { OverviewQuery } from '../reporting/dto/scorecard.dto.js';
import { OVERVIEW_FORMATS } from '../reporting/overview/formats/index.js';
import type { OverviewReport } from '../reporting/overview/overview.js';
import { OverviewReader } from '../reporting/overview/overview.reader.js';
import { type FormatName, formatNamed, type Rendered } from '../documents/formats.js';
import { requirePlace, write } from './output.js';
import { overviewTable } from './overview-table.js';
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
  settings: Settings,
  organization: string | undefined,
  { format, output, ...query }: OverviewOptions,
): Promise<number> {
  requirePlace(format, output);
  const question = (await new InputPipe().transform(
    { ...query, organization },
    { type: 'query', metatype: OverviewQuery },
  )) as OverviewQuery;
  return withServices(settings, async (services) => {
    const report = await services.get(OverviewReader).read({ ...question, limit: PAGE_LIMIT.most });
    await write(await printed(report, format), output);
    return 0;
  });
}

async function printed(report: OverviewReport, format: OverviewOptions['format']): Promise<Rendered> {
  if (format === 'table') return `${overviewTable(report)}\n`;
  if (format === 'json') return `${JSON.stringify(report.overview, null, 2)}\n`;
  return formatNamed(OVERVIEW_FORMATS, format).render(report);
}
