import { readFile, writeFile } from 'node:fs/promises';
import { anchorDataset, serialiseDataset } from '../interchange/anchor-dataset.js';
import type { Dataset } from '../interchange/dataset.js';
import { validateDataset } from '../interchange/dataset-schema.js';
import { UsageError } from './run-safely.js';

/** `scorecard anchor`: exit code 1 where a quotation is not found exactly once. */
export async function anchorFile(
  datasetPath: string,
  source: string,
  textPath: string,
  write: boolean,
): Promise<number> {
  const dataset = parse(datasetPath, await read(datasetPath));
  if (!dataset.sources.some(({ slug }) => slug === source)) {
    const known = dataset.sources.map(({ slug }) => slug).join(', ');
    throw new UsageError(`${datasetPath} has no source "${source}"; its sources are ${known}`);
  }
  const before = serialiseDataset(dataset);
  const { dataset: anchored, report } = anchorDataset(dataset, source, await read(textPath));
  const after = serialiseDataset(anchored);
  const failed = report.filter(({ state }) => state !== 'anchored');
  for (const { passage, state, places } of failed) {
    process.stdout.write(`${source}#${passage}: ${state}${places > 1 ? ` (${places} places)` : ''}\n`);
  }
  process.stdout.write(`${report.length - failed.length} of ${report.length} quotations anchored.\n`);
  if (write && after !== before) await writeFile(datasetPath, after);
  process.stdout.write(
    after === before
      ? 'The selectors in the dataset match the text.\n'
      : write
        ? `Written: ${datasetPath}\n`
        : 'The selectors in the dataset differ. Run the command with --write to update them.\n',
  );
  return failed.length === 0 ? 0 : 1;
}

async function read(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new UsageError(`cannot read ${path}: ${(error as Error).message}`);
  }
}

function parse(path: string, text: string): Dataset {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${path} is not JSON: ${(error as Error).message}`);
  }
  const problems = validateDataset(value);
  if (problems.length > 0) {
    throw new UsageError(
      `${path} is not a valid dataset:\n${problems.map(({ pointer, message }) => `  ${pointer}: ${message}`).join('\n')}`,
    );
  }
  return value as Dataset;
}
