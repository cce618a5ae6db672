/*
 * JSON Schema (2020-12) of what the API answers, in the few shapes that it has. Tests hold every answer against it, in both
 * directions: nothing is missing, and nothing is there that it does not name.
 */

export type Schema = Record<string, unknown>;

export const text: Schema = { type: 'string' };
export const textOrNull: Schema = { type: ['string', 'null'] };
export const slug: Schema = { type: 'string', example: 'summit-2024' };
export const id: Schema = {
  type: 'string',
  format: 'uuid',
  example: '0192f0c4-7b1a-7c3e-9d52-3f6a8e1b4c70',
};
export const day: Schema = { type: 'string', format: 'date', example: '2023-12-31' };
export const dayOrNull: Schema = { type: ['string', 'null'], format: 'date', example: '2023-12-31' };
export const instant: Schema = { type: 'string', format: 'date-time', example: '2026-11-23T12:00:00.000Z' };
export const instantOrNull: Schema = { ...instant, type: ['string', 'null'] };
export const flag: Schema = { type: 'boolean' };
export const whole: Schema = { type: 'integer', minimum: 0 };
export const wholeOrNull: Schema = { type: ['integer', 'null'], minimum: 0 };
export const number: Schema = { type: 'number' };
export const sha256: Schema = {
  type: 'string',
  pattern: '^[0-9a-f]{64}$',
  example: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
};
export const percent: Schema = {
  type: ['number', 'null'],
  minimum: 0,
  maximum: 100,
  example: 94.1,
  description:
    'With one decimal, half away from zero, yet 100 only for all and 0 only for none; null when nothing is ' +
    'applicable, and while an objective is not assessed',
};
/** What If-Match names in a change: `"<version>"`. */
export const version: Schema = {
  type: 'integer',
  minimum: 1,
  example: 3,
  description: 'The number in the ETag that a change names in If-Match',
};
/** Words in further languages, by language tag. */
export const translations: Schema = {
  type: 'object',
  additionalProperties: text,
  example: { ru: '…' },
  description: 'In further languages, by language tag',
};

/** A list of them. */
export function list(items: Schema, description?: string): Schema {
  return { type: 'array', items, ...(description === undefined ? {} : { description }) };
}

export function oneOf(values: readonly string[]): Schema {
  return { type: 'string', enum: [...values] };
}

export function oneOfOrNull(values: readonly string[]): Schema {
  return { type: ['string', 'null'], enum: [...values, null] };
}

type Properties<T> = [T] extends [never] ? Record<string, Schema> : { [Name in keyof T]-?: Schema };
type Names<T> = [T] extends [never] ? string : keyof T & string;

/**
 * An object with these properties and no others. With the type of what is sent as `T`, the compiler sees that none is
 * forgotten.
 * @param optional the names of those that may be missing
 */
export function object<T extends object = never>(
  properties: Properties<NoInfer<T>>,
  optional: readonly Names<NoInfer<T>>[] = [],
): Schema {
  const missing = optional as readonly string[];
  const required = Object.keys(properties).filter((name) => !missing.includes(name));
  return { type: 'object', properties, required, additionalProperties: false };
}

/** The schema, with an example of its own. */
export function like(schema: Schema, example: unknown, description?: string): Schema {
  return { ...schema, example, ...(description === undefined ? {} : { description }) };
}

/** The schema or null. */
export function orNull(schema: Schema, description?: string): Schema {
  return {
    anyOf: [schema, { type: 'null' }],
    ...(description === undefined ? {} : { description }),
  };
}

/** The schema with what it is here; one that has a name keeps it. */
export function described(schema: Schema, description: string): Schema {
  return isNamed(schema) ? { allOf: [schema], description } : { ...schema, description };
}

const names = new WeakMap<Schema, string>();

/** Gives a schema the name under which the OpenAPI document holds it, once for all who refer to it. */
export function named(name: string, schema: Schema): Schema {
  names.set(schema, name);
  return schema;
}

/** The name that a schema was given. */
export function nameOf(schema: object): string | undefined {
  return names.get(schema as Schema);
}

function isNamed(schema: Schema): boolean {
  return names.has(schema);
}
