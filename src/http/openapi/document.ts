import type { OpenAPIObject } from '@nestjs/swagger';
import type { Role } from '../../core/roles.js';
import type { Answer } from './answers.js';
import { type Declared, declaredAs } from './operation.js';
import { describedPart, IF_NONE_MATCH, type Parameter, REQUEST_ID, sharedParameters } from './parameters.js';
import { Parts } from './parts.js';
import { derivedKinds, type ProblemKind, problemResponses, type Traits } from './problems.js';
import type { Schema } from './schema.js';
import { securityOf } from './security.js';
import { TAGS } from './tags.js';

/** An operation as the library leaves it, and as it goes on. */
interface Operation {
  operationId: string;
  parameters: Parameter[];
  requestBody?: { required?: boolean; content: Record<string, { schema: Schema; example?: unknown }> };
  responses: Record<string, unknown>;
  security?: Record<string, string[]>[];
  'x-role': Role;
}

type Paths = Record<string, Record<string, Operation>>;

/**
 * Makes the contract whole: what the library reads off the routes and the classes of what comes in, with all answers that
 * were declared, the problems that follow from them, their headers, examples and ways to prove who asks.
 */
export function wholeDocument(found: OpenAPIObject): OpenAPIObject {
  const parts = new Parts(found.components?.schemas as Record<string, Schema>);
  const operations: Operation[] = [];
  for (const [path, methods] of Object.entries(found.paths as unknown as Paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      completeOperation(method, path, operation, parts);
      operations.push(operation);
    }
  }
  const shared = sharedParameters(operations);
  return {
    ...found,
    tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
    components: parts.components(shared),
  };
}

function completeOperation(method: string, path: string, operation: Operation, parts: Parts): void {
  const declared = declaredAs(operation.operationId);
  const ending = endingOf(path);
  if (declared && ending !== undefined) operation.operationId += camelCase(ending);
  operation.security = securityOf(path, operation['x-role']);
  operation.parameters = operation.parameters.map((parameter) => describedPart(parameter, path));
  completeBody(operation, declared, parts);
  const traits = traitsOf(method, operation);
  const kinds = new Set<ProblemKind>([...derivedKinds(traits), ...(declared?.refuses ?? [])]);
  if (path.startsWith('/health/'))
    for (const kind of ['token-refused', 'too-many-requests'] as const) kinds.delete(kind);
  const answers: Answer[] = [declared?.answers ?? []].flat();
  if (answers.length > 0) operation.responses = {};
  for (const answer of answers) {
    operation.responses[answer.status] = parts.response(answer, traits, ending);
  }
  operation.parameters.push(REQUEST_ID);
  if (method === 'get') {
    operation.parameters.push(IF_NONE_MATCH);
    operation.responses[304] = parts.notModified();
  }
  for (const response of problemResponses(kinds)) {
    // An operation may answer with a status of problems in its own way.
    operation.responses[response.status] ??= parts.problem(response);
  }
}

/** What an address ends with that answers in one format alone, with its dot. */
function endingOf(path: string): string | undefined {
  const last = path.slice(path.lastIndexOf('/') + 1);
  const at = last.indexOf('.');
  return at === -1 ? undefined : last.slice(at);
}

/** @example camelCase('.csl.json') === 'CslJson' */
function camelCase(ending: string): string {
  return ending.replace(/\.(\w)(\w*)/g, (_whole, first: string, rest: string) => first.toUpperCase() + rest);
}

function traitsOf(method: string, { parameters, requestBody, ...operation }: Operation): Traits {
  const takes = (where: string, name?: string): boolean =>
    parameters.some((one) => one.in === where && (name === undefined || one.name === name));
  return {
    method,
    role: operation['x-role'],
    hasPathParameters: takes('path'),
    hasQuery: takes('query'),
    hasBody: requestBody !== undefined,
    needsIfMatch: takes('header', 'If-Match'),
    takesIdempotencyKey: takes('header', 'Idempotency-Key'),
  };
}

function completeBody(operation: Operation, declared: Declared | undefined, parts: Parts): void {
  if (declared?.body) {
    const content = Object.entries(declared.body).map(
      ([type, schema]) => [type, { schema: parts.refer(schema) }] as const,
    );
    operation.requestBody = { required: true, content: Object.fromEntries(content) };
  }
  for (const content of Object.values(operation.requestBody?.content ?? {})) {
    content.example = declared?.example ?? parts.example(content.schema);
  }
}
