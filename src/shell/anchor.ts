import { writeFile } from 'node:fs/promises';
import { anchorDataset, serialiseDataset } from '../interchange/anchor-dataset.js';
import type { Dataset } from '../interchange/dataset.js';
import { validateDataset } from '../interchange/dataset-schema.js';
import { nameOf, readBytes, readJson } from './input.js';
import { UsageError } from './run-safely.js';
import type { Shell } from './shell.js';

/** `scorecard anchor`: exit code 1 where a quotation is not found exactly once. */
export async function anchorFile(
  shell: Shell,
  datasetPath: string,
  source: string,
  options: { text: string; write?: boolean; json?: boolean },
): Promise<number> {
  const { text, write = false } = options;
  if (datasetPath === '-' && (write || text === '-'))
    throw new UsageError('Only one of the two can be standard input, and a dataset to be written is a file.');
  const dataset = datasetFrom(datasetPath, await readJson(shell, datasetPath));
  if (!dataset.sources.some(({ slug }) => slug === source)) {
    const known = dataset.sources.map(({ slug }) => slug).join(', ');
    throw new UsageError(`${nameOf(datasetPath)} has no source "${source}"; its sources are ${known}`);
  }
  const before = serialiseDataset(dataset);
  const { dataset: anchored, report } = anchorDataset(
    dataset,
    source,
    (await readBytes(shell, text)).toString('utf8'),
  );
  const after = serialiseDataset(anchored);
  const failed = report.filter(({ state }) => state !== 'anchored');
  if (write && after !== before) await writeFile(datasetPath, after);
  const told = [
    ...failed.map(
      ({ passage, state, places }) =>
        `${source}#${passage}: ${state}${places > 1 ? ` (${places} places)` : ''}`,
    ),
    `${report.length - failed.length} of ${report.length} quotations anchored.`,
    after === before
      ? 'The selectors in the dataset match the text.'
      : write
        ? `Written: ${datasetPath}`
        : 'The selectors in the dataset differ. Run the command with --write to update them.',
  ];
  shell.tell(options, { quotations: report, changed: after !== before }, told.join('\n'));
  return failed.length === 0 ? 0 : 1;
}

function datasetFrom(path: string, value: unknown): Dataset {
  const problems = validateDataset(value);
  if (problems.length > 0) {
    throw new UsageError(
      `${nameOf(path)} is not a valid dataset:\n${problems.map(({ pointer, message }) => `  ${pointer}: ${message}`).join('\n')}`,
    );
  }
  return value as Dataset;
}
