import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Settings } from '../config/settings.js';
import { InputPipe } from '../http/input.pipe.js';
import { ScorecardQuery } from '../reporting/dto/scorecard.dto.js';
import { REPORT_FORMS, type Rendered } from '../reporting/forms/index.js';
import type { Report } from '../reporting/report.js';
import { ReportReader } from '../reporting/report.reader.js';
import { UsageError } from './run-safely.js';
import { scorecardTable } from './scorecard-table.js';
import { terminalStyle, withServices } from './session.js';

type FormName = (typeof REPORT_FORMS)[number]['name'];

export interface ReportOptions {
  asOf?: string;
  knownAt?: string;
  assessor?: string;
  scale?: string;
  since?: string;
  lang?: string;
  format: 'table' | FormName;
  /** Where to write; to the standard output where none is named. */
  output?: string;
}

/** What a terminal cannot show. */
const BINARY: readonly string[] = ['pdf', 'xlsx'];

/** `scorecard report`: the same computed scorecard as the API's, in the same forms. */
export async function report(settings: Settings, plan: string, options: ReportOptions): Promise<number> {
  const { format, output, ...query } = options;
  if (output === undefined && BINARY.includes(format) && process.stdout.isTTY)
    throw new UsageError(`${format} is not for a terminal: name a file with -o.`);
  const question = (await new InputPipe().transform(query, {
    type: 'query',
    metatype: ScorecardQuery,
  })) as ScorecardQuery;
  return withServices(settings, async (services) => {
    const found = await services.get(ReportReader).get(plan, question);
    await write(await printed(withProgress(found), format), output);
    return 0;
  });
}

async function printed(report: Report, format: ReportOptions['format']): Promise<Rendered> {
  if (format === 'table') return `${scorecardTable(report.scorecard, terminalStyle())}\n`;
  if (format === 'json') return `${JSON.stringify(report.scorecard, null, 2)}\n`;
  return REPORT_FORMS.find(({ name }) => name === format)!.render(report);
}

/** A file is there whole or not at all: it gets its name when it is complete. */
async function write(rendered: Rendered, output: string | undefined): Promise<void> {
  const content = rendered instanceof Readable ? rendered : Readable.from([rendered]);
  if (output === undefined) {
    await pipeline(content, process.stdout, { end: false });
    return;
  }
  const unfinished = `${output}.part`;
  try {
    await pipeline(content, createWriteStream(unfinished));
    await rename(unfinished, output);
  } catch (error) {
    await rm(unfinished, { force: true });
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (syscall === undefined) throw error;
    throw new UsageError(
      `${output} cannot be written (${code}). Name a file in a folder that you may write to.`,
    );
  }
}

/** Tells a person at the terminal how far a long report has come. */
function withProgress(report: Report): Report {
  const { stderr } = process;
  if (!stderr.isTTY) return report;
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
