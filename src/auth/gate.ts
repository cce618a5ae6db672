import fastifyCookie from '@fastify/cookie';
import rateLimit, { normalizeIP } from '@fastify/rate-limit';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Settings } from '../config/settings.js';
import { Reads } from '../database/reads.js';
import { type Actor, ANYBODY, type RequestContext, runInContext } from '../core/context.js';
import { Refusal } from '../core/errors.js';
import { includes } from '../core/roles.js';
import { refuseUnless } from './access.guard.js';
import { cookiesFor } from './cookies.js';
import { answerOwnHosts } from './own-host.js';
import { RefusedLog } from './refused-log.js';
import { requestCounts } from './request-counts.js';
import { same } from './secrets.js';
import { type Session, SessionsService } from './sessions.service.js';
import { TOKEN_PREFIX, TokensService } from './tokens.service.js';

declare module 'fastify' {
  interface FastifyRequest {
    actor: Actor;
    /** Where the actor is signed in with a browser. */
    session: Session | null;
    /** What the rate limit counts the request under. */
    countedAs: string;
  }
}

const WINDOW = 60_000;
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * What every request passes before it reaches a route: who is it, have they asked too often, did their browser ask by
 * itself or was it made to by another site. After it, every request has an actor; the guard holds the actor's role
 * against the route's.
 */
export async function installGate(app: NestFastifyApplication): Promise<void> {
  const settings = app.get(Settings);
  const server = app.getHttpAdapter().getInstance();
  const [tokens, sessions, refused] = [app.get(TokensService), app.get(SessionsService), app.get(RefusedLog)];
  const cookies = cookiesFor(settings);

  answerOwnHosts(server, settings);
  await server.register(fastifyCookie);
  await server.register(rateLimit, { global: false, store: requestCounts(app.get(Reads)) });
  const counted = server.createRateLimit({
    max: (request: FastifyRequest) =>
      request.countedAs.startsWith('address ') ? settings.RATE_PER_ADDRESS : settings.RATE_PER_TOKEN,
    timeWindow: WINDOW,
    keyGenerator: (request: FastifyRequest) => request.countedAs,
    allowList: (request: FastifyRequest) =>
      (request.countedAs.startsWith('address ') ? settings.RATE_PER_ADDRESS : settings.RATE_PER_TOKEN) === 0,
  });

  async function limit(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const count = await counted(request);
    if (count.isAllowed) return;
    void reply.header('ratelimit-limit', count.max).header('ratelimit-remaining', count.remaining);
    void reply.header('ratelimit-reset', count.ttlInSeconds);
    if (!count.isExceeded) return;
    const wait = Math.max(1, count.ttlInSeconds);
    void reply.header('retry-after', wait);
    throw new Refusal(
      'too-many-requests',
      `You have sent more than ${count.max} requests within a minute. Try again in ${wait} s.`,
    );
  }

  /** Who a request is from, by its token or its cookie. @throws Refusal `token-refused` */
  async function identify(request: FastifyRequest): Promise<void> {
    const { authorization } = request.headers;
    if (authorization !== undefined) {
      const secret = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
      const token = secret?.startsWith(TOKEN_PREFIX) ? await tokens.find(secret) : undefined;
      if (!token) {
        throw new Refusal(
          'token-refused',
          'The API token is unknown, expired or revoked. Send a valid one in the header Authorization: Bearer psc_…, or none for public data.',
        );
      }
      request.actor = { name: `token:${token.name}`, role: token.role };
      request.countedAs = `token ${token.id}`;
      return;
    }
    const secret = request.cookies[cookies.session];
    const session = secret === undefined ? undefined : await sessions.find(secret);
    if (!session) return;
    request.session = session;
    request.actor = { name: session.name, role: session.role };
    request.countedAs = `session ${session.id}`;
  }

  server.decorateRequest('actor', null as unknown as Actor);
  server.decorateRequest('session', null);
  server.decorateRequest('countedAs', '');

  server.addHook('onRequest', async (request, reply) => {
    request.actor = ANYBODY;
    // Whether we are up is asked every few seconds by who keeps us up.
    if (request.url.startsWith('/health/')) return;
    request.countedAs = `address ${normalizeIP(request.ip)}`;
    try {
      await identify(request);
    } catch (error) {
      await limit(request, reply);
      throw error;
    }
    await limit(request, reply);
    // Before 20 MiB of it are read: the guard comes after the body.
    const { takesDocuments } = request.routeOptions.config as { takesDocuments?: boolean };
    if (takesDocuments === true) refuseUnless(request.actor, 'analyst');
  });

  // After the body: a form carries its proof there.
  server.addHook('preHandler', (request, _reply, done) => {
    if (request.session !== null && !SAFE.has(request.method)) {
      const problem = crossSiteProblem(request, settings.PUBLIC_URL);
      if (problem !== undefined) return done(new Refusal('cross-site', problem));
    }
    runInContext(contextOf(request), done);
  });

  // People who may write are shown drafts: nothing between them and us may keep that for others.
  server.addHook('onSend', (request, reply, payload, done) => {
    if (request.actor !== null && includes(request.actor.role, 'analyst')) {
      const caching = String(reply.getHeader('cache-control') ?? 'no-cache');
      if (!/\b(no-store|private)\b/.test(caching)) {
        void reply.header('cache-control', `private, ${caching.replace(/^public, /, '')}`);
      }
    }
    done(null, payload);
  });

  server.addHook('onResponse', (request, _reply, done) => {
    const { problem } = request;
    if (problem && isRecorded(request.method, problem.status)) refused.note(contextOf(request), problem);
    done();
  });
}

/**
 * Refused changes, and whatever was refused for lack of a role. Not what the rate limit refuses: writing it down would
 * cost more than the request, which is what a flood is after; the log has it.
 */
function isRecorded(method: string, status: number): boolean {
  return status !== 429 && (!SAFE.has(method) || status === 401 || status === 403);
}

function contextOf(request: FastifyRequest): RequestContext {
  return {
    actor: request.actor ?? ANYBODY,
    origin: request.ip,
    action: `${request.method} ${request.url.split('?', 1)[0]!.slice(0, 500)}`,
    requestId: request.id,
  };
}

/**
 * Why a change that a browser's cookie vouches for may not be the person's own doing: the proof of the session
 * (synchronizer token, in a form's field or the header X-CSRF-Token) is missing, or the browser says that another
 * site asked. A token in the header Authorization needs none: no browser sends it by itself.
 */
function crossSiteProblem(request: FastifyRequest, publicUrl: string | undefined): string | undefined {
  const { origin, 'sec-fetch-site': site, 'x-csrf-token': header } = request.headers;
  const own = publicUrl ?? `${request.protocol}://${request.host}`;
  if (
    (origin !== undefined && origin !== own) ||
    (site !== undefined && !/^(same-origin|none)$/.test(site))
  ) {
    return 'This request was sent from another site (Sec-Fetch-Site or Origin). Send it from a page of this site.';
  }
  const proof = header ?? (request.body as { _csrf?: unknown } | undefined)?._csrf;
  if (typeof proof === 'string' && same(proof, request.session!.csrf)) return undefined;
  return 'The CSRF token of the session is missing or out of date. Send "csrf" from GET /api/v1/session in the header X-CSRF-Token; on a page, reload it and try again.';
}
