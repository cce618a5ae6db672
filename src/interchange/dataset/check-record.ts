import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import ajvFormats from 'ajv-formats';
import { type DatasetProblem, schemaProblems } from '../schema-problems.js';
import { RECORD_SCHEMAS, RECORD_TYPES, type RecordType } from './record-schemas.js';

export type TypedRecord = { type: RecordType } & Record<string, unknown>;

let compiled: Map<string, ValidateFunction> | undefined;

/**
 * What is wrong with one record by itself; an empty list where nothing is. What it refers to is another matter.
 * Nor can a text hold the character with the number 0, or half a character: no database keeps them.
 * @param json the value as JSON
 */
export function recordProblems(value: unknown, json: string): DatasetProblem[] {
  compiled ??= compileSchemas();
  const type = (value as { type?: unknown } | null)?.type;
  const validate = typeof type === 'string' ? compiled.get(type) : undefined;
  if (!validate) return [{ pointer: '/type', message: `must be one of ${RECORD_TYPES.join(', ')}` }];
  if (!validate(value)) return schemaProblems(validate.errors ?? []);
  return /\\u(0000|d[89a-f])/i.test(json) ? unstorable(value, '') : [];
}

function compileSchemas(): Map<string, ValidateFunction> {
  // The first fault of a record is enough to correct it; a file can hold very many.
  const ajv = new Ajv2020({ allErrors: false, verbose: true });
  ajvFormats.default(ajv, ['date']);
  return new Map(RECORD_TYPES.map((type) => [type, ajv.compile(RECORD_SCHEMAS[type])]));
}

function unstorable(value: unknown, pointer: string): DatasetProblem[] {
  if (typeof value === 'string') {
    return value.includes('\0') || /\p{Cs}/u.test(value)
      ? [{ pointer, message: 'holds a character that cannot be stored: remove it' }]
      : [];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => unstorable(member, `${pointer}/${key}`));
}
