import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import cors from '@fastify/cors';
import helmet from '@fastify/helmet';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type FastifyReply, type FastifyRequest, LogController } from 'fastify';
import type { Logger } from 'pino';
import type { Settings } from '../config/settings.js';
import { acceptDocuments } from './document-body.js';
import { tagEntities } from './entity-tags.js';
import { acceptForms } from './form-body.js';
import { contentSecurityPolicy } from './html.js';
import { InputPipe } from './input.pipe.js';
import { acceptJson } from './json-body.js';
import { OtherMethods } from './other-methods.js';
import { type ProblemFilter, sendProblem } from './problem.filter.js';
import { refuseUnreadable } from './unreadable.js';

/** The largest body that is read, in bytes. */
export const BODY_LIMIT = 1024 * 1024;

/** Fastify as we want it: our request ids, one log line for each answer, bounded input. */
export function createAdapter(logger: Logger, settings: Settings): FastifyAdapter {
  return new FastifyAdapter({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    requestIdHeader: false,
    // Node would refuse a request without Host in words of its own.
    http: { requireHostHeader: false },
    // Whose word on where a request comes from is believed; nobody's by default.
    trustProxy: settings.TRUSTED_PROXIES.length === 0 ? false : settings.TRUSTED_PROXIES,
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

/** For whatever is no page of ours: shown by itself in a browser, it may load and run nothing. */
const NOTHING_MAY_RUN = contentSecurityPolicy();

function identify(request: FastifyRequest, reply: FastifyReply): void {
  void reply
    .header('x-request-id', request.id)
    .header('x-content-type-options', 'nosniff')
    .header('content-security-policy', NOTHING_MAY_RUN);
}

/**
 * What stands behind a sign-in's address can be used to sign in: the log shows the address alone. Also where the
 * address is written in another way, with %-codes or the host before it, or mistyped.
 */
function loggable({ url, routeOptions }: FastifyRequest): string {
  const isSignIn = routeOptions.url?.startsWith('/sign-in') === true || /sign-in/i.test(url);
  return isSignIn ? url.split('?', 1)[0]! : url;
}

function logAnswer(request: FastifyRequest, reply: FastifyReply): void {
  request.log.info(
    {
      method: request.method,
      url: loggable(request),
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime * 10) / 10,
    },
    'answered',
  );
}

/**
 * Everything of HTTP that holds for all routes.
 * @param filter what makes answers of errors
 * @returns what answers wrong methods, to be let in once requests have been identified and counted
 */
export async function configureHttp(
  app: NestFastifyApplication,
  settings: Settings,
  filter: ProblemFilter,
): Promise<OtherMethods> {
  const server = app.getHttpAdapter().getInstance();
  const others = new OtherMethods();
  server.decorateRequest('problem', null);
  others.observe(server);
  acceptJson(server);
  acceptDocuments(server);
  acceptForms(server);
  tagEntities(server);
  server.addHook('onRequest', (request, reply, done) => {
    identify(request, reply);
    done();
  });
  server.addHook('onResponse', (request, reply, done) => {
    logAnswer(request, reply);
    done();
  });
  await server.register(helmet, {
    // Set by hand below: a page of ours names the hashes of its own styles.
    contentSecurityPolicy: false,
    strictTransportSecurity: settings.PUBLIC_URL?.startsWith('https:') ? { maxAge: 31_536_000 } : false,
    // A chart may stand in somebody's article. Our cookies do not travel with such requests (SameSite=Lax).
    crossOriginResourcePolicy: { policy: 'cross-origin' },
    xFrameOptions: { action: 'deny' },
    referrerPolicy: { policy: 'same-origin' },
  });
  if (settings.CORS_ORIGINS.length > 0) {
    await server.register(cors, {
      origin: settings.CORS_ORIGINS,
      methods: ['GET', 'HEAD', 'POST', 'PATCH', 'PUT', 'DELETE'],
      exposedHeaders: ['ETag', 'Link', 'Location', 'Retry-After', 'X-Request-Id'],
      maxAge: 600,
    });
  }
  app.useGlobalPipes(new InputPipe());
  app.useGlobalFilters(filter);
  return others;
}
