import type { Schema } from './schema.js';

/**
 * An example that fits a schema, made of the examples in it; what has none gets a value of its type. Of an object come all
 * properties that it must have, and those that have an example in a word.
 * @param resolve what a `$ref` leads to
 */
export function exampleOf(schema: Schema, resolve: (reference: string) => Schema): unknown {
  const inner = (one: Schema): unknown => exampleOf(one, resolve);
  const [given] = (schema.examples as unknown[] | undefined) ?? [];
  if (given !== undefined) return given;
  for (const word of ['example', 'const', 'default']) if (word in schema) return schema[word];
  if (Array.isArray(schema.enum)) return schema.enum[0];
  if (typeof schema.$ref === 'string') return inner(resolve(schema.$ref));
  const choices = (schema.anyOf ?? schema.oneOf) as Schema[] | undefined;
  if (choices) return inner(choices[0]!);
  if (Array.isArray(schema.allOf)) {
    const parts = (schema.allOf as Schema[]).map(inner);
    return parts.length === 1 ? parts[0] : Object.assign({}, ...parts);
  }
  return plainExample(schema, inner);
}

function plainExample(schema: Schema, inner: (one: Schema) => unknown): unknown {
  const type = Array.isArray(schema.type) ? (schema.type as string[])[0] : schema.type;
  if (type === 'object') {
    const required = (schema.required as string[] | undefined) ?? [];
    const shown = Object.entries((schema.properties as Record<string, Schema> | undefined) ?? {}).filter(
      ([name, property]) =>
        required.includes(name) || ('example' in property && typeof property.example !== 'object'),
    );
    return Object.fromEntries(shown.map(([name, property]) => [name, inner(property)]));
  }
  if (type === 'array') return schema.items === undefined ? [] : [inner(schema.items as Schema)];
  if (type === 'boolean') return false;
  if (type === 'integer' || type === 'number') return schema.minimum ?? 1;
  if (type === 'null') return null;
  return BY_FORMAT[schema.format as string] ?? '…';
}

const BY_FORMAT: Record<string, string> = {
  date: '2023-12-31',
  'date-time': '2026-11-23T12:00:00.000Z',
  uuid: '0192f0c4-7b1a-7c3e-9d52-3f6a8e1b4c70',
  uri: 'https://example.org/report',
  'uri-reference': '/api/v1/plans/summit-2024',
};
