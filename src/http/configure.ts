import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type FastifyReply, type FastifyRequest, LogController } from 'fastify';
import type { Logger } from 'pino';
import { acceptDocuments } from './document-body.js';
import { tagEntities } from './entity-tags.js';
import { InputPipe } from './input.pipe.js';
import { acceptJson } from './json-body.js';
import { ProblemFilter, sendProblem } from './problem.filter.js';
import { refuseUnreadable } from './unreadable.js';

/** The largest body that is read, in bytes. */
export const BODY_LIMIT = 1024 * 1024;

/** Fastify as we want it: our request ids, one log line for each answer, bounded input. */
export function createAdapter(logger: Logger): FastifyAdapter {
  return new FastifyAdapter({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    requestIdHeader: false,
    genReqId: requestId,
    bodyLimit: BODY_LIMIT,
    routerOptions: { maxParamLength: 300 },
    requestTimeout: 60_000,
    forceCloseConnections: 'idle',
    // An address that cannot be taken apart: no route, so no hook and no filter sees the request.
    frameworkErrors: (error: unknown, request: FastifyRequest, reply: FastifyReply) => {
      identify(request, reply);
      sendProblem(error, request, reply);
      logAnswer(request, reply);
    },
    clientErrorHandler: (error, socket) => refuseUnreadable(error, socket, logger),
  });
}

/** A client's own id is taken over where it is harmless in a log line, so that both sides can find the request. */
function requestId(request: IncomingMessage): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && /^[\w.:-]{1,128}$/.test(given) ? given : randomUUID();
}

function identify(request: FastifyRequest, reply: FastifyReply): void {
  void reply.header('x-request-id', request.id).header('x-content-type-options', 'nosniff');
}

function logAnswer(request: FastifyRequest, reply: FastifyReply): void {
  request.log.info(
    {
      method: request.method,
      url: request.url,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime * 10) / 10,
    },
    'answered',
  );
}

/** Everything of HTTP that holds for all routes. */
export function configureHttp(app: NestFastifyApplication): void {
  const server = app.getHttpAdapter().getInstance();
  acceptJson(server);
  acceptDocuments(server);
  tagEntities(server);
  server.addHook('onRequest', (request, reply, done) => {
    identify(request, reply);
    done();
  });
  server.addHook('onResponse', (request, reply, done) => {
    logAnswer(request, reply);
    done();
  });
  app.useGlobalPipes(new InputPipe());
  app.useGlobalFilters(new ProblemFilter());
}
