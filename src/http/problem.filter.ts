import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type InputError, Refusal, type RefusalKind, TITLES } from '../core/errors.js';
import { STATUSES } from './refusal-statuses.js';

/** RFC 9457. `type` is a stable relative URI. */
export interface ProblemDocument {
  type: string;
  title: string;
  status: number;
  detail?: string;
  instance?: string;
  errors?: InputError[];
  [extension: string]: unknown;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** The problem document that the request was answered with; null where it was not refused. */
    problem: ProblemDocument | null;
  }
}

export const PROBLEM_JSON = 'application/problem+json; charset=utf-8';

type BareProblem = Pick<ProblemDocument, 'type' | 'title' | 'detail'>;

/** What the HTTP server itself refuses, before or instead of a controller. */
const BY_STATUS: Record<number, BareProblem> = {
  404: {
    type: '/problems/not-found',
    title: 'Not found',
    detail: 'Nothing was found at this address. See /api/docs for the addresses of the API.',
  },
  408: {
    type: '/problems/request-timeout',
    title: 'Request timeout',
    detail: 'The request did not arrive completely in time. Send it again.',
  },
  413: {
    type: '/problems/body-too-large',
    title: 'Request body too large',
    detail: 'The request body must not exceed 1 MiB.',
  },
  414: {
    type: '/problems/address-too-long',
    title: 'Address too long',
    detail: 'Part of the address is too long. Check it for a typing mistake.',
  },
  415: {
    type: '/problems/unsupported-media-type',
    title: 'Unsupported media type',
    detail: 'Send the body as Content-Type: application/json.',
  },
  431: {
    type: '/problems/headers-too-large',
    title: 'Request headers too large',
    detail: 'The request headers must not exceed 16 KiB in total.',
  },
};

const BAD_REQUEST: BareProblem = {
  type: '/problems/bad-request',
  title: 'Bad request',
  detail: 'The request is not valid HTTP. Check its address, its headers and its Content-Length.',
};

const MALFORMED_JSON = { type: '/problems/malformed-json', title: 'Malformed JSON', status: 400 };
const UNAVAILABLE = { type: '/problems/unavailable', title: 'Service unavailable', status: 503 };
const INTERNAL = { type: '/problems/internal', title: 'Internal server error', status: 500 };

/** What problem documents there are, by the last part of their `type`. */
export const PROBLEM_KINDS: ReadonlyMap<string, { status: number; title: string }> = new Map([
  ...Object.entries(TITLES).map(
    ([kind, title]) => [kind, { status: STATUSES[kind as RefusalKind], title }] as const,
  ),
  ...[
    MALFORMED_JSON,
    { ...BAD_REQUEST, status: 400 },
    ...Object.entries(BY_STATUS).map(([status, problem]) => ({ ...problem, status: Number(status) })),
    INTERNAL,
    UNAVAILABLE,
  ].map(({ type, title, status }) => [type.slice('/problems/'.length), { status, title }] as const),
]);

/** SQLSTATEs that mean "not now" rather than "never": cancelled by a limit, too many connections, shutting down. */
const NOT_NOW = /^(57014|55P03|53\d{3}|57P0\d|08\d{3}|40001|40P01)$/;

const NO_RESPONSE = 'The database did not respond in time.';

/** What the system calls a connection that could not be made, or broke. */
const SYSTEM_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

/** The same in words, where `pg` gives no code. */
const GONE =
  /timeout exceeded when trying to connect|Connection terminated|Connection ended unexpectedly|not queryable|after calling end on the pool/i;

/** TypeORM's errors of a statement whose connection was lost while nothing was asked of it. */
const GONE_RUNNERS = new Set(['QueryRunnerAlreadyReleasedError', 'TransactionNotStartedError']);

/** The one place where errors become answers. What is not known to be the client's fault says nothing but 500. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    sendProblem(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }
}

/** Answers with the problem document of `error`. */
export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const problem = beginProblem(error, request, reply);
  void reply.header('content-type', PROBLEM_JSON).send(JSON.stringify(problem));
}

/**
 * Sets the status and the headers of an answer to `error`, whatever form its body takes; what is our own fault goes to
 * the log in full.
 */
export function beginProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): ProblemDocument {
  const problem = problemOf(error);
  problem.instance = request.url;
  request.problem = problem;
  if (problem.status >= 500) request.log.error({ err: error }, 'request failed');
  if (problem.status === 503) void reply.header('retry-after', '1');
  if (problem.status === 401) void reply.header('www-authenticate', 'Bearer realm="Presidency Scorecard"');
  void reply.code(problem.status).header('cache-control', 'no-store');
  return problem;
}

/** The problem document of anything thrown, without `instance`. */
export function problemOf(error: unknown): ProblemDocument {
  if (error instanceof Refusal) {
    const errors = error.errors && {
      errors: error.errors.map(({ pointer, message }) => ({ pointer, message })),
    };
    return {
      type: `/problems/${error.kind}`,
      title: TITLES[error.kind],
      status: STATUSES[error.kind],
      detail: error.message,
      ...errors,
      ...error.extensions,
    };
  }
  const { code, message } = error as { code?: string; message?: string };
  if (code === 'MALFORMED_JSON') {
    return { ...MALFORMED_JSON, detail: message };
  }
  const status =
    error instanceof HttpException ? error.getStatus() : (error as { statusCode?: number }).statusCode;
  if (status !== undefined && status >= 400 && status < 500) {
    return { ...problemOfStatus(status), ...(error as { problem?: { detail: string } }).problem };
  }
  const trouble = troubleOf(error);
  if (trouble !== undefined)
    return { ...UNAVAILABLE, detail: `${trouble} Nothing was changed. Try again in a moment.` };
  return {
    ...INTERNAL,
    detail:
      'Nothing was changed. When you report this, quote the X-Request-Id of the response: it identifies the log entry.',
  };
}

/** @param status of a refusal (4xx) that says nothing of its own */
export function problemOfStatus(status: number): ProblemDocument {
  return { ...(BY_STATUS[status] ?? BAD_REQUEST), status };
}

/** Why the database cannot do now what it could do at another time; undefined where it is something else. */
function troubleOf(error: unknown): string | undefined {
  const { code = '', message = '', name = '' } = error as { code?: string; message?: string; name?: string };
  if (code === '53100') return 'The disk of the database is full.';
  if (code === '25006') return 'The database accepts no changes at present.';
  if (NOT_NOW.test(code) || SYSTEM_CODES.has(code)) return NO_RESPONSE;
  return GONE.test(message) || GONE_RUNNERS.has(name) ? NO_RESPONSE : undefined;
}
