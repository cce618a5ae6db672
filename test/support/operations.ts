import type { Test } from 'supertest';
import type { Json } from './api.js';
import type { TestService } from './service.js';

/** What the OpenAPI document says of a value; references are followed. */
export interface Shape {
  type?: string;
  format?: string;
  enum?: string[];
  example?: unknown;
  pattern?: string;
  minimum?: number;
  required?: string[];
  properties?: Record<string, Shape>;
  items?: Shape;
}

/** A route as the OpenAPI document has it. */
export interface Operation {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  path: string;
  parameters: { name: string; in: 'path' | 'query' | 'header'; required: boolean; schema: Shape }[];
  /** Of a JSON body. */
  body: Shape | undefined;
}

/** All routes of the API, so that a new one is attacked without anybody having to think of it. */
export async function operationsOf(service: TestService): Promise<Operation[]> {
  const document = (await service.http().get('/api/openapi.json').expect(200)).body;
  return Object.entries(document.paths as Record<string, Json>).flatMap(([path, methods]) =>
    Object.entries(methods as Record<string, Json>).map(([method, operation]) => ({
      method: method as Operation['method'],
      path,
      parameters: operation.parameters ?? [],
      body: followed(document, operation.requestBody?.content?.['application/json']?.schema),
    })),
  );
}

function followed(document: Json, schema: Json): Shape | undefined {
  if (schema === undefined) return undefined;
  const [whole] = schema.allOf ?? [];
  const reference: string | undefined = schema.$ref ?? whole?.$ref;
  if (reference !== undefined) {
    const named = document.components.schemas[reference.replace('#/components/schemas/', '')];
    if (named === undefined) throw new Error(`${reference} leads nowhere`);
    return followed(document, named);
  }
  return {
    ...schema,
    ...(schema.items && { items: followed(document, schema.items) }),
    ...(schema.properties && {
      properties: Object.fromEntries(
        Object.entries(schema.properties).map(([name, inner]) => [name, followed(document, inner)]),
      ),
    }),
  };
}

/** A value that fits; of an object all that is required, and all that holds objects. */
export function sampleOf(shape: Shape): unknown {
  if (shape.properties) {
    const { properties, required = [] } = shape;
    const shown = Object.entries(properties).filter(
      ([name, inner]) => required.includes(name) || inner.properties || inner.items?.properties,
    );
    return Object.fromEntries(shown.map(([name, inner]) => [name, sampleOf(inner)]));
  }
  if (shape.items) return [sampleOf(shape.items)];
  if (shape.example !== undefined) return shape.example;
  if (shape.enum) return shape.enum[0];
  if (shape.type === 'number' || shape.type === 'integer') return shape.minimum ?? 0;
  if (shape.type === 'boolean') return false;
  return { date: '2023-06-01', 'date-time': '2023-06-01T00:00:00Z', uuid: NOBODY }[shape.format ?? ''] ?? 'x';
}

/** The id of nothing. */
export const NOBODY = '00000000-0000-7000-8000-000000000000';

/** What there is, by the names that parts of addresses have; what is not listed here is the id of nothing. */
const THERE_IS: Record<string, string> = {
  plan: 'csto-2023-belarus',
  code: 'EXT-09',
  area: 'external',
  scale: 'completion',
  source: 'ciss-2023-12-04',
};

/** The route's address; `given` replaces what stands for a part of it. */
export function addressOf({ path }: Operation, given: Record<string, string> = {}): string {
  return path.replace(/\{(\w+)\}/g, (_whole, name: string) =>
    encodeURIComponent(given[name] ?? THERE_IS[name] ?? NOBODY),
  );
}

/** The request that an operation takes, as an administrator. */
export function asked(service: TestService, { method }: Operation, address: string): Test {
  return service.http()[method](address);
}

/** Runs `work` on all, a few at a time. */
export async function onAll<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const left = [...all];
  const run = async (): Promise<void> => {
    for (let one = left.shift(); one !== undefined; one = left.shift()) await work(one);
  };
  await Promise.all(Array.from({ length: 6 }, run));
}
