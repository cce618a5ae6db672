import type { Comparison } from '../comparison/compare.js';
import { ComparisonQuery } from '../comparison/dto/comparison.dto.js';
import { ComparisonReader } from '../comparison/comparison.reader.js';
import { PairsReader } from '../comparison/pairs.reader.js';
import { COMPARISON_FORMATS, type ComparisonFormat } from '../comparison/formats/index.js';
import type { Shell } from './shell.js';
import { asked } from './input.js';
import { comparisonTable } from './tables/comparison-table.js';
import { requirePlace, write } from './output.js';
import { withServices } from './session.js';
import type { Rendered } from '../documents/formats.js';

export interface CompareOptions {
  asOf?: string;
  knownAt?: string;
  scale?: string;
  lang?: string;
  format: 'table' | ComparisonFormat['name'];
  /** Where to write; to the standard output where none is named. */
  output?: string;
}

/** `scorecard compare`: the same computed comparison as the API's, in the same forms. */
export async function comparePlans(
  shell: Shell,
  from: string,
  to: string,
  { format, output, ...query }: CompareOptions,
): Promise<number> {
  requirePlace(shell, format, output);
  const question = await asked(ComparisonQuery, query);
  return withServices(shell, async (services) => {
    const pair = await services.get(PairsReader).get(from, to);
    const comparison = await services.get(ComparisonReader).get(pair, question);
    await write(shell, await printed(shell, comparison, format), output);
    return 0;
  });
}

async function printed(
  shell: Shell,
  comparison: Comparison,
  format: CompareOptions['format'],
): Promise<Rendered> {
  if (format === 'table') return `${comparisonTable(comparison, shell.width)}\n`;
  if (format === 'json') return `${JSON.stringify(comparison, null, 2)}\n`;
  return COMPARISON_FORMATS.find(({ name }) => name === format)!.render(comparison);
}
