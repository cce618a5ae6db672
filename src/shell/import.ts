import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { DatasetImport, type DatasetReport } from '../interchange/dataset/dataset-import.js';
import type { Told } from '../interchange/dataset/restore/dataset-restore.js';
import { FileImport, type FileImportReport, type ImportTarget } from '../interchange/import/file-import.js';
import { mappingOf } from '../interchange/import/import-mapping.js';
import type { ImportFault, ImportNote } from '../interchange/import/import-report.js';
import { isDataset } from '../interchange/import/sent-format.js';
import { withoutReasons } from '../interchange/import/told-report.js';
import { PlanInput } from '../plans/dto/plan.dto.js';
import { checked, nameOf, readJson } from './input.js';
import { UsageError } from './run-safely.js';
import { withServices } from './session.js';
import type { Shell } from './shell.js';

interface ImportOptions {
  plan?: string;
  new?: string;
  mapping?: string;
  assessor?: string;
  dryRun?: boolean;
  publish?: boolean;
  json?: boolean;
}

type Report = DatasetReport | FileImportReport;

/** `scorecard import`: each file whole or not at all, one after the other. Exit code 1 where faults forbid one. */
export function importFiles(shell: Shell, files: readonly string[], options: ImportOptions): Promise<number> {
  return withServices(shell, async (services) => {
    for (const file of files) {
      const report = await imported(shell, file, options, services);
      shell.tell(options, { ...report, ...withoutReasons(report) }, wordsFor(report, options));
      if (options.json !== true) tellNotes(shell, report);
      if (report.faults.length > 0) return 1;
      // What the first file has made, the others go into.
      if ('plan' in report && options.dryRun !== true)
        options = { ...withoutNew(options), plan: report.plan };
    }
    return 0;
  });
}

function withoutNew({ new: _made, ...options }: ImportOptions): ImportOptions {
  return options;
}

type Services = Parameters<Parameters<typeof withServices>[1]>[0];

async function imported(
  shell: Shell,
  file: string,
  options: ImportOptions,
  services: Services,
): Promise<Report> {
  const chunks = bytesOf(shell, file);
  const first = await chunks.next();
  const head = first.done === true ? Buffer.alloc(0) : first.value;
  if (isDataset(head)) {
    return services.get(DatasetImport).import(after(head, chunks), { ...options, told: progressOf(shell) });
  }
  const into = await targetOf(shell, options);
  const mapping =
    options.mapping === undefined ? {} : await mappingOf(await readJson(shell, options.mapping), '');
  const { dryRun = false, publish = false, assessor } = options;
  return services
    .get(FileImport)
    .import(
      { name: file === '-' ? 'standard input' : basename(file), bytes: await whole(head, chunks) },
      into,
      {
        mapping,
        dryRun,
        publish,
        ...(assessor === undefined ? {} : { assessor }),
      },
    );
}

/** @throws UsageError where a table is to go nowhere; Refusal `invalid-input` of a new plan */
async function targetOf(shell: Shell, options: ImportOptions): Promise<ImportTarget> {
  if (options.new !== undefined && options.plan === undefined) {
    return checked(PlanInput, (await readJson(shell, options.new)) as object);
  }
  if (options.plan !== undefined && options.new === undefined) return options.plan;
  throw new UsageError(
    'a table needs the plan it goes into: --plan SLUG, or --new FILE with the particulars of a new one',
  );
}

/** @throws UsageError, while it is read, where it cannot be */
async function* bytesOf(shell: Shell, file: string): AsyncGenerator<Buffer> {
  const stream = file === '-' ? shell.streams.stdin : createReadStream(file);
  try {
    for await (const chunk of stream) yield Buffer.from(chunk as Uint8Array | string);
  } catch (error) {
    throw new UsageError(`cannot read ${nameOf(file)}: ${(error as Error).message}`);
  }
}

async function* after(head: Buffer, rest: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  yield head;
  yield* rest;
}

async function whole(head: Buffer, rest: AsyncGenerator<Buffer>): Promise<Buffer> {
  const chunks = [head];
  for await (const chunk of rest) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function wordsFor(report: Report, { dryRun }: ImportOptions): string {
  const { applied, counts, faults } = report;
  const read = report.columns.length === 0 ? [] : [`Columns: ${report.columns.map(columnIn).join(', ')}.`];
  if (faults.length > 0) return [...read, 'Nothing was imported.'].join('\n');
  const amounts = Object.entries(counts).map(([what, count]) => amountOf(what, count));
  const done = applied || dryRun !== true ? 'Imported' : 'Nothing was stored. It would import';
  const into = 'plan' in report ? ` into ${report.plan}` : '';
  return [...read, `${done}${into}: ${amounts.join(', ')}.`].join('\n');
}

function columnIn({ column, as }: Report['columns'][number]): string {
  return `${column} → ${as ?? 'kept as it is'}`;
}

/** @param what in the plural, as the report has it: `scaleMappings` */
function amountOf(
  what: string,
  { created, changed = 0, unchanged }: { created: number; changed?: number; unchanged: number },
): string {
  const words = what.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  const amount = `${created} ${created === 1 ? words.replace(/s$/, '') : words}`;
  const others = [
    ...(changed === 0 ? [] : [`${changed} changed`]),
    ...(unchanged === 0 ? [] : [`${unchanged} already here`]),
  ];
  return others.length === 0 ? amount : `${amount} (${others.join(', ')})`;
}

function tellNotes({ streams: { stderr } }: Shell, { faults, warnings, leftOut }: Report): void {
  for (const fault of faults) stderr.write(`${placeOf(fault)}${fault.message}${answersTo(fault)}\n`);
  for (const warning of warnings) stderr.write(`${placeOf(warning)}warning: ${warning.message}\n`);
  for (const { sheet, row, reason } of leftOut)
    stderr.write(`${placeOf({ sheet, row })}left out: ${reason}\n`);
}

/** What would answer a fault: the nearest values, and the member of the mapping that takes them. */
function answersTo({ nearest = [], asks }: ImportFault): string {
  const values = nearest.length === 0 ? '' : ` Nearest: ${nearest.join(', ')}.`;
  return asks === undefined ? values : `${values} To answer it: "${asks}" in --mapping.`;
}

function placeOf({ sheet, row, column, value }: Omit<ImportNote, 'message'>): string {
  const line = sheet === undefined || sheet === null ? 'line' : `${sheet}, row`;
  const places = [...(row === undefined ? [] : [`${line} ${row}`]), ...(column ? [column] : [])];
  // Beside a pointer into a dataset the message says what stands there.
  const shown = value === undefined || column?.startsWith('/') ? '' : ` “${value}”`;
  const place = `${places.join(', ')}${shown}`.trim();
  return place === '' ? '' : `${place}: `;
}

/** Tells a person at the terminal how far a long import has come. */
function progressOf({ streams: { stderr } }: Shell): Told | undefined {
  if (stderr.isTTY !== true) return undefined;
  return (progress) =>
    void stderr.write(
      `\r\u001b[K${progress.step === 'reading' ? `${progress.records} records read` : `storing ${progress.type}s`}\r`,
    );
}
