import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Response } from 'supertest';
import { PROJECT } from './processes/built-program.js';

/** The part of the service that the OpenAPI document is about. */
const API = /^\/(api\/v1|health|metrics)\b/;

/** Headers that tell a client what to do: none may come that the document does not name. */
const TELLING = [
  'etag',
  'link',
  'location',
  'retry-after',
  'www-authenticate',
  'idempotency-replayed',
  'content-disposition',
  'content-language',
];

interface Documented {
  headers?: Record<string, { $ref: string }>;
  content?: Record<string, { schema?: object }>;
}

type Step = string | number;

/**
 * Holds every answer of a service against the OpenAPI document: its route, status, media type, headers and body have to
 * be as `docs/reference/openapi.json` says. What is not is a fault, which the request of the test throws; what nobody
 * asked for through Supertest throws when the service stops.
 */
export class Contract {
  private readonly ajv = formats.default(
    new Ajv2020({ strict: false, allErrors: false, logger: false, validateSchema: false }),
  );
  private readonly validators = new Map<string, ValidateFunction>();
  private readonly faults: { request: string; message: string }[] = [];

  constructor(private readonly document: object = goldenDocument()) {
    this.ajv.addSchema(document, 'openapi');
  }

  /** Has every answer of an application looked at; before it listens. */
  watch(app: NestFastifyApplication): void {
    const server = app.getHttpAdapter().getInstance();
    server.addHook('onSend', (request, reply, payload, done) => {
      const message =
        request.is404 || reply.statusCode === 308 ? undefined : this.faultOf(request, reply, payload);
      if (message !== undefined) this.faults.push({ request: request.id, message });
      done(null, payload);
    });
  }

  /** @throws what is wrong with the answer */
  check({ headers }: Response): void {
    const at = this.faults.findIndex(({ request }) => request === headers['x-request-id']);
    if (at !== -1) throw new Error(this.faults.splice(at, 1)[0]!.message);
  }

  /** @throws what was wrong with answers that no test looked at */
  checkAll(): void {
    const [first] = this.faults.splice(0);
    if (first) throw new Error(first.message);
  }

  private faultOf(request: FastifyRequest, reply: FastifyReply, payload: unknown): string | undefined {
    const path = (request.routeOptions.url ?? '').replace(/:(\w+)/g, '{$1}');
    if (!API.test(path) || request.method === 'OPTIONS') return undefined;
    const method = request.method === 'HEAD' ? 'get' : request.method.toLowerCase();
    const what = `${request.method} ${request.url} answers ${reply.statusCode}`;
    const operation: Step[] = ['paths', path, method];
    if (this.at(operation) === undefined) return told(what, `the document has no ${method} ${path}`);
    // Not declared yet.
    if ((this.at(operation) as { operationId: string }).operationId.includes('_')) return undefined;
    const response = this.resolved([...operation, 'responses', String(reply.statusCode)]);
    if (response === undefined) return told(what, `that status is not in the document. ${short(payload)}`);
    const fault =
      this.faultOfHeaders(response, reply) ??
      (reply.statusCode === 304 ? undefined : this.faultOfContent(response, request.method, reply, payload));
    return fault === undefined ? undefined : told(what, fault);
  }

  private faultOfHeaders(response: Step[], reply: FastifyReply): string | undefined {
    const named = (this.at(response) as Documented).headers ?? {};
    const names = Object.keys(named).map((name) => name.toLowerCase());
    const stray = TELLING.find((name) => reply.hasHeader(name) && !names.includes(name));
    if (stray !== undefined) return `the header ${stray} is not in the document`;
    const missing = Object.keys(named).find((name) => {
      const header = this.at(this.resolved([...response, 'headers', name])!) as { required?: boolean };
      return header.required === true && !reply.hasHeader(name);
    });
    return missing === undefined ? undefined : `the header ${missing} is missing`;
  }

  private faultOfContent(
    response: Step[],
    method: string,
    reply: FastifyReply,
    payload: unknown,
  ): string | undefined {
    const { content } = this.at(response) as Documented;
    const type = String(reply.getHeader('content-type') ?? '').split(';', 1)[0]!;
    if (content === undefined) {
      return payload === null || payload === undefined || payload === '' ? undefined : 'it has a body';
    }
    if (content[type]?.schema === undefined) return `the media type ${type} is not in the document`;
    if (method === 'HEAD' || !/[/+]json$/.test(type) || typeof payload !== 'string') return undefined;
    const validate = this.validatorOf([...response, 'content', type, 'schema']);
    if (validate(JSON.parse(payload))) return undefined;
    return `${this.ajv.errorsText(validate.errors, { dataVar: '' })} ${extras(validate)}\n${short(payload)}`;
  }

  private validatorOf(steps: Step[]): ValidateFunction {
    const pointer = steps.map((step) => `/${encodeURIComponent(escaped(step))}`).join('');
    const known = this.validators.get(pointer) ?? this.ajv.compile({ $ref: `openapi#${pointer}` });
    this.validators.set(pointer, known);
    return known;
  }

  /** Where a place leads to, if it is a reference; undefined where there is nothing. */
  private resolved(steps: Step[]): Step[] | undefined {
    const value = this.at(steps) as { $ref?: string } | undefined;
    if (value?.$ref === undefined) return value === undefined ? undefined : steps;
    return value.$ref.slice('#/'.length).split('/');
  }

  private at(steps: Step[]): unknown {
    return steps.reduce(
      (value: unknown, step) => (value as Record<string, unknown> | undefined)?.[step],
      this.document,
    );
  }
}

function goldenDocument(): object {
  return JSON.parse(readFileSync(join(PROJECT, 'docs/reference/openapi.json'), 'utf8')) as object;
}

function escaped(step: Step): string {
  return String(step).replaceAll('~', '~0').replaceAll('/', '~1');
}

function extras({ errors }: ValidateFunction): string {
  return (errors ?? []).map(({ params }) => JSON.stringify(params)).join(' ');
}

function short(payload: unknown): string {
  return typeof payload === 'string' ? payload.slice(0, 400) : '';
}

function told(what: string, fault: string): string {
  return `${what}, which its contract does not allow: ${fault}\n(docs/reference/openapi.json; after a change of it: node bin/build.mjs && npm run golden)`;
}
