import type { FastifyInstance, FastifyRequest } from 'fastify';
import { parse, type ParseError, printParseErrorCode } from 'jsonc-parser';

/** A body that is not JSON: the message says in which line and column. */
export class MalformedJson extends Error {
  readonly code = 'MALFORMED_JSON';
  readonly statusCode = 400;
}

/**
 * Reads JSON bodies with Fastify's own parser, which refuses `__proto__` and `constructor.prototype`.
 * Only where that fails is the body read again, to find the place: V8's messages do not always name it.
 */
export function acceptJson(server: FastifyInstance): void {
  const parseJson = server.getDefaultJsonParser('error', 'error');
  // Fastify reads text/plain by itself; here that is no form of input, so it gets 415 like any other.
  server.removeAllContentTypeParsers();
  server.addContentTypeParser<string>(
    'application/json',
    { parseAs: 'string' },
    (request: FastifyRequest, body, done) => {
      // A DELETE need not have a body, and some clients name a type all the same.
      if (request.method === 'DELETE' && body === '') return done(null, {});
      // A dataset is a file like any other there.
      const { takesFiles } = request.routeOptions.config as { takesFiles?: boolean };
      if (takesFiles === true) {
        return done(null, { bytes: Buffer.from(body), mediaType: 'application/json' });
      }
      void parseJson(request, body, (error, value) => {
        if (error === null) done(null, value);
        else done(new MalformedJson(describe(body)));
      });
    },
  );
  server.addHook('preValidation', (request, _reply, done) => {
    if (request.method === 'DELETE' && request.body === undefined) request.body = {};
    done();
  });
}

function describe(body: string): string {
  if (body.trim() === '') return 'The request body is empty. Send a JSON object.';
  const errors: ParseError[] = [];
  try {
    parse(body, errors, { disallowComments: true, allowTrailingComma: false });
  } catch {
    // It goes into each level by recursion, and runs out of stack.
    return 'The request body is not valid JSON, and is nested too deeply to locate the fault.';
  }
  const first = errors[0];
  // It is JSON after all: then the parser refused a property that could reach into prototypes.
  if (!first) return 'The request body has a property named __proto__ or constructor.prototype. Remove it.';
  const before = body.slice(0, first.offset);
  const line = before.split('\n').length;
  const column = first.offset - before.lastIndexOf('\n');
  const what = printParseErrorCode(first.error)
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();
  return `The request body is not valid JSON: ${what} at line ${line}, column ${column} (position ${first.offset}).`;
}
