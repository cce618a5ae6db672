import type { Answer, Content } from './answers.js';
import { exampleOf } from './examples.js';
import { HEADERS, type HeaderName, nameOfHeader } from './headers.js';
import { type Parameter } from './parameters.js';
import { exampleOfProblem, type ProblemResponse, type Traits } from './problems.js';
import { nameOf, type Schema } from './schema.js';
import { SECURITY_SCHEMES } from './security.js';

/** What operations refer to. */
export class Parts {
  private readonly schemas = new Map<string, Schema>();
  private readonly sources = new Map<string, Schema>();
  private readonly responses = new Map<string, unknown>();
  private readonly examples = new Map<string, unknown>();
  private readonly headers = new Set<HeaderName>();

  /** @param taken the classes of what comes in, by name; they take nothing that they do not name */
  constructor(taken: Record<string, Schema> = {}) {
    for (const [name, schema] of Object.entries(taken)) {
      this.schemas.set(name, { additionalProperties: false, ...schema });
    }
  }

  /** The schema with a reference for each named one in it. */
  refer(schema: Schema): Schema {
    const name = nameOf(schema);
    if (name === undefined) return this.referWithin(schema);
    const known = this.sources.get(name);
    if (known === undefined) {
      if (this.schemas.has(name)) throw new Error(`a schema and a class of input are both named ${name}`);
      this.sources.set(name, schema);
      // First a place for it: it may contain itself.
      this.schemas.set(name, {});
      this.schemas.set(name, this.referWithin(schema));
    } else if (known !== schema) throw new Error(`two schemas are named ${name}`);
    return { $ref: `#/components/schemas/${name}` };
  }

  private referWithin(schema: Schema): Schema {
    const entries = Object.entries(schema).map(([key, value]) => {
      if (key === 'properties') {
        const properties = Object.entries(value as Record<string, Schema>);
        return [key, Object.fromEntries(properties.map(([name, one]) => [name, this.refer(one)]))] as const;
      }
      if (key === 'items' || (key === 'additionalProperties' && typeof value === 'object')) {
        return [key, this.refer(value as Schema)] as const;
      }
      if (key === 'anyOf' || key === 'oneOf' || key === 'allOf') {
        return [key, (value as Schema[]).map((one) => this.refer(one))] as const;
      }
      return [key, value] as const;
    });
    return Object.fromEntries(entries);
  }

  example(schema: Schema): unknown {
    return exampleOf(schema, (reference) => this.schemas.get(reference.split('/').at(-1)!)!);
  }

  response(answer: Answer, { method, takesIdempotencyKey }: Traits, ending: string | undefined): object {
    const headers: HeaderName[] = ['X-Request-Id', ...answer.headers];
    if (method === 'get' && answer.status === 200) headers.push('ETag');
    if (takesIdempotencyKey) headers.push('Idempotency-Replayed');
    const contents = answer.contents.filter(({ extension }) => ending === undefined || extension === ending);
    return {
      description: answer.description,
      headers: this.headersOf([...new Set(headers)]),
      ...(contents.length > 0 && { content: Object.fromEntries(contents.map((one) => this.content(one))) }),
    };
  }

  private content({ type, schema, example }: Content): [string, object] {
    const referred = this.refer(schema);
    return [type, { schema: referred, example: example ?? this.example(referred) }];
  }

  private headersOf(names: readonly HeaderName[]): object {
    for (const name of names) this.headers.add(name);
    return Object.fromEntries(
      names.map((name) => [nameOfHeader(name), { $ref: `#/components/headers/${name}` }]),
    );
  }

  notModified(): object {
    this.responses.set('not-modified', {
      description: 'It is what you have already',
      headers: this.headersOf(['X-Request-Id', 'ETag']),
    });
    return { $ref: '#/components/responses/not-modified' };
  }

  problem({ name, kinds, headers, schema, description }: ProblemResponse): object {
    if (!this.responses.has(name)) {
      for (const kind of kinds) this.examples.set(kind, exampleOfProblem(kind));
      const examples = kinds.map((kind) => [kind, { $ref: `#/components/examples/${kind}` }] as const);
      this.responses.set(name, {
        description,
        headers: this.headersOf(headers),
        content: {
          'application/problem+json': { schema: this.refer(schema), examples: Object.fromEntries(examples) },
        },
      });
    }
    return { $ref: `#/components/responses/${name}` };
  }

  components(parameters: Record<string, Parameter>): object {
    const sorted = <T>(entries: Iterable<[string, T]>): Record<string, T> =>
      Object.fromEntries([...entries].toSorted(([a], [b]) => (a < b ? -1 : 1)));
    return {
      securitySchemes: SECURITY_SCHEMES,
      parameters: sorted(Object.entries(parameters)),
      headers: sorted(Object.entries(HEADERS).filter(([name]) => this.headers.has(name as HeaderName))),
      responses: sorted(this.responses),
      examples: sorted(this.examples),
      schemas: sorted(this.schemas),
    };
  }
}
