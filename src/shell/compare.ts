import { ComparisonQuery } from '../comparison/dto/comparison.dto.js';
import { ComparisonReader } from '../comparison/comparison.reader.js';
import type { Settings } from '../config/settings.js';
import { InputPipe } from '../http/input.pipe.js';
import { comparisonTable } from './comparison-table.js';
import { withServices } from './session.js';

/** `scorecard compare`: the same computed comparison as the API's. */
export async function comparePlans(
  settings: Settings,
  from: string,
  to: string,
  { format, ...query }: { asOf?: string; knownAt?: string; format: 'table' | 'json' },
): Promise<number> {
  const question = (await new InputPipe().transform(query, {
    type: 'query',
    metatype: ComparisonQuery,
  })) as ComparisonQuery;
  return withServices(settings, async (services) => {
    const comparison = await services.get(ComparisonReader).get(from, to, question);
    const text = format === 'json' ? JSON.stringify(comparison, null, 2) : comparisonTable(comparison);
    process.stdout.write(`${text}\n`);
    return 0;
  });
}
