import { UUID } from '../../core/ids.js';

/** A part of a JSON Schema (2020-12). */
export type Schema = Record<string, unknown>;

/** An object of exactly these members; what is left out of `required` may be left out of the file. */
export function object(required: Record<string, Schema>, optional: Record<string, Schema> = {}): Schema {
  return {
    type: 'object',
    additionalProperties: false,
    required: Object.keys(required),
    properties: { ...required, ...optional },
  };
}

export function list(items: Schema, description?: string): Schema {
  return { type: 'array', items, minItems: 1, ...(description === undefined ? {} : { description }) };
}

export function oneOf(...values: string[]): Schema {
  return { enum: values };
}

export function described(description: string, schema: Schema): Schema {
  return { description, ...schema };
}

const text = (pattern: string, description: string): Schema => ({ type: 'string', pattern, description });

export const WORDS: Schema = { type: 'string', minLength: 1 };
export const ANY_TEXT: Schema = { type: 'string' };
export const FLAG: Schema = { type: 'boolean' };
export const SLUG = text(
  '^[a-z0-9]+(-[a-z0-9]+)*$',
  'A slug: lower-case letters and digits, joined by hyphens',
);
export const LEVEL = text('^[a-z0-9]+([_-][a-z0-9]+)*$', 'A level of a rating scale');
export const CODE: Schema = { type: 'string', minLength: 1, maxLength: 60 };
export const ID = text(UUID.source, 'A UUID');
export const SHA256 = text('^[0-9a-f]{64}$', 'A SHA-256 in hexadecimal');
export const LANGUAGE = text('^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$', 'A language tag, such as en');
export const DAY: Schema = { type: 'string', format: 'date', description: 'A day, YYYY-MM-DD' };
export const INSTANT = text(
  '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$',
  'An instant in UTC to the millisecond, such as 2026-11-27T09:19:32.297Z',
);
/** Other addresses (javascript:) could run where they are shown as a link. */
export const WEB_ADDRESS = text(
  '^https?://[^\\s/?#]\\S*$',
  'An address that starts with http:// or https://',
);
/** As large as the database can count, with some room to count on. */
export const NUMBER: Schema = { type: 'integer', minimum: 0, maximum: 1_000_000_000 };
export const POSITIVE: Schema = { type: 'integer', minimum: 1, maximum: 1_000_000_000 };
export const AREA_KEY = described('The key of an area of the plan', POSITIVE);
export const TRANSLATIONS: Schema = {
  description: 'The same words in further languages, by language tag',
  type: 'object',
  propertyNames: { pattern: LANGUAGE.pattern },
  additionalProperties: WORDS,
};
