import { Ajv2020 } from 'ajv/dist/2020.js';
import { isDay } from '../../core/dates.js';
import { invalidInput } from '../../core/errors.js';
import { InputPipe } from '../../http/input.pipe.js';
import { ScaleInput } from '../../plans/scales/scale.dto.js';
import { schemaProblems } from '../schema-problems.js';
import { FIELDS } from '../tables/headings.js';
import type { ImportMapping } from './import-report.js';

const text = { type: 'string', maxLength: 1000 };

/** What a person may say about how a file is to be read, for the OpenAPI document and for checking it. */
export const MAPPING_SCHEMA: Record<string, unknown> & { description: string } = {
  type: 'object',
  additionalProperties: false,
  description: 'How the file is to be read, as far as that cannot be told or was told wrongly',
  properties: {
    columns: {
      type: 'object',
      maxProperties: 300,
      additionalProperties: { enum: [...FIELDS, null] },
      description: 'By heading, or by the letters of the column: what it is; null leaves it out',
    },
    statuses: {
      type: 'object',
      maxProperties: 1000,
      additionalProperties: { type: ['string', 'null'], maxLength: 100 },
      description: 'By value of the status column: the level that is meant; null records no status',
    },
    dateOrder: { enum: ['dmy', 'mdy', 'ymd'], description: 'The order of days such as 07/08/2023' },
    sheet: { ...text, description: 'The sheet with the objectives' },
    headerRow: {
      type: 'integer',
      minimum: 0,
      maximum: 110_000,
      description: 'The row of the headings; 0 where there is none',
    },
    codes: {
      type: 'object',
      maxProperties: 10_000,
      additionalProperties: { type: 'string', minLength: 1, maxLength: 40 },
      description: 'By row, such as 6, or Evidence!3 on a further sheet: the code that is meant',
    },
    effectiveOn: {
      type: 'string',
      description: 'The day of every status without a day of its own: YYYY-MM-DD',
    },
    source: {
      type: 'object',
      additionalProperties: false,
      properties: { title: text, url: { type: 'string', pattern: '^https?://', maxLength: 2000 } },
      description: 'The source of every status without evidence of its own',
    },
    newScale: { type: 'object', description: 'A rating scale to be made, as for POST /scales' },
  },
};

const validate = new Ajv2020({
  allErrors: true,
  verbose: true,
  allowUnionTypes: true,
}).compile<ImportMapping>(MAPPING_SCHEMA);

/**
 * Holds what was said of a file to its rules.
 * @param pointer its place in the request
 * @throws Refusal `invalid-input`, naming each fault
 */
export async function mappingOf(value: unknown, pointer = '/mapping'): Promise<ImportMapping> {
  if (!validate(value)) {
    const problems = schemaProblems(validate.errors ?? []);
    throw invalidInput(...problems.map((problem) => ({ ...problem, pointer: pointer + problem.pointer })));
  }
  const { effectiveOn, newScale } = value;
  if (effectiveOn !== undefined && !isDay(effectiveOn)) {
    throw invalidInput({
      pointer: `${pointer}/effectiveOn`,
      message: 'must be a day in the form YYYY-MM-DD',
    });
  }
  if (newScale === undefined) return value;
  const checked = (await new InputPipe().transform(newScale, {
    type: 'body',
    metatype: ScaleInput,
  })) as ScaleInput;
  return { ...value, newScale: checked };
}
