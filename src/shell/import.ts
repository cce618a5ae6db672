import { createReadStream } from 'node:fs';
import { DatasetImport, type DatasetReport } from '../interchange/dataset/dataset-import.js';
import type { Told } from '../interchange/dataset/restore/dataset-restore.js';
import type { ImportNote } from '../interchange/import/import-report.js';
import { nameOf } from './input.js';
import { UsageError } from './run-safely.js';
import { withServices } from './session.js';
import type { Shell } from './shell.js';

interface ImportOptions {
  dryRun?: boolean;
  publish?: boolean;
  json?: boolean;
}

/** `scorecard import`: a dataset, whole or not at all. Exit code 1 where faults forbid it. */
export function importFile(shell: Shell, file: string, options: ImportOptions): Promise<number> {
  return withServices(shell, async (services) => {
    const report = await services
      .get(DatasetImport)
      .import(bytesOf(shell, file), { ...options, told: progressOf(shell) });
    shell.tell(options, report, wordsFor(report, options));
    if (options.json !== true) tellNotes(shell, report);
    return report.faults.length === 0 ? 0 : 1;
  });
}

/** @throws UsageError, while it is read, where it cannot be */
async function* bytesOf(shell: Shell, file: string): AsyncGenerator<Uint8Array> {
  const stream = file === '-' ? shell.streams.stdin : createReadStream(file);
  try {
    for await (const chunk of stream) yield Buffer.from(chunk as Uint8Array | string);
  } catch (error) {
    throw new UsageError(`cannot read ${nameOf(file)}: ${(error as Error).message}`);
  }
}

function wordsFor({ applied, counts, faults }: DatasetReport, { dryRun }: ImportOptions): string {
  if (faults.length > 0) return 'Nothing was imported.';
  const amounts = Object.entries(counts).map(([what, { created, unchanged }]) =>
    unchanged === 0 ? amount(created, what) : `${amount(created, what)} (${unchanged} already here)`,
  );
  const done = applied || dryRun !== true ? 'Imported' : 'Nothing was stored. It would import';
  return `${done}: ${amounts.join(', ')}.`;
}

/** @param what in the plural, as the report has it: `scaleMappings` */
function amount(count: number, what: string): string {
  const words = what.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return `${count} ${count === 1 ? words.replace(/s$/, '') : words}`;
}

function tellNotes({ streams: { stderr } }: Shell, { faults, warnings }: DatasetReport): void {
  for (const fault of faults) stderr.write(`${placeOf(fault)}${fault.message}\n`);
  for (const warning of warnings) stderr.write(`${placeOf(warning)}warning: ${warning.message}\n`);
}

function placeOf({ row, column }: ImportNote): string {
  const places = [...(row === undefined ? [] : [`line ${row}`]), ...(column ? [column] : [])];
  return places.length === 0 ? '' : `${places.join(', ')}: `;
}

/** Tells a person at the terminal how far a long import has come. */
function progressOf({ streams: { stderr } }: Shell): Told | undefined {
  if (stderr.isTTY !== true) return undefined;
  return (progress) =>
    void stderr.write(
      `\r\u001b[K${progress.step === 'reading' ? `${progress.records} records read` : `storing ${progress.type}s`}\r`,
    );
}
