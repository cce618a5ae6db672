import type { INestApplicationContext } from '@nestjs/common';
import type { Rendered } from '../documents/formats.js';
import { EXPORT_FORMATS, type ExportFormatName } from '../interchange/export/export-formats.js';
import { ExportedPlanReader } from '../interchange/export/exported-plan.reader.js';
import { DatasetReader } from '../interchange/dataset/dataset.reader.js';
import { DEFAULT_LANGUAGE } from '../language/languages.js';
import { today } from '../core/dates.js';
import { requirePlace, write } from './output.js';
import { UsageError } from './run-safely.js';
import { withServices } from './session.js';
import type { Shell } from './shell.js';

interface ExportOptions {
  format: ExportFormatName;
  output?: string;
}

/** `scorecard export`: one plan, or all there is, as the API exports it. */
export function exportPlans(
  shell: Shell,
  plan: string | undefined,
  { format, output }: ExportOptions,
): Promise<number> {
  requirePlace(shell, format, output);
  return withServices(shell, async (services) => {
    await write(shell, await rendered(services, plan, format), output);
    return 0;
  });
}

async function rendered(
  services: INestApplicationContext,
  plan: string | undefined,
  name: ExportFormatName,
): Promise<Rendered> {
  const format = EXPORT_FORMATS.find((known) => known.name === name)!;
  if ('layout' in format) return services.get(DatasetReader).file(plan, format.layout);
  if (plan === undefined) throw new UsageError(`${name} holds one plan: name it, or choose json or jsonl.`);
  const question = { asOf: today(), lang: DEFAULT_LANGUAGE };
  const { exported } = await services.get(ExportedPlanReader).read(plan, question);
  return format.write(exported, {});
}
