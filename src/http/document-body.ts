import type { FastifyInstance, FastifyRequest } from 'fastify';

/** The largest document that is read, in bytes. */
export const DOCUMENT_LIMIT = 20 * 1024 * 1024;

/** Marks a route that takes documents: `@RouteConfig(TAKES_DOCUMENTS)`. */
export const TAKES_DOCUMENTS = { takesDocuments: true } as const;

/** What a document may come as. */
export const DOCUMENT_TYPES = [
  'text/plain',
  'text/html',
  'application/xhtml+xml',
  'application/pdf',
] as const;

/** A document as it arrived. */
export interface DocumentBody {
  bytes: Buffer;
  /** Without parameters, lower case. */
  mediaType: string;
  charset?: string;
}

/** In the form in which Fastify throws its own. */
class HttpError extends Error {
  constructor(
    readonly statusCode: number,
    readonly problem?: { detail: string },
  ) {
    super(String(statusCode));
  }
}

/**
 * Reads documents on the routes that take them, and nowhere else (415). Bytes are counted as they arrive, and
 * reading stops at the limit, whatever Content-Length says or does not say.
 */
export function acceptDocuments(server: FastifyInstance): void {
  server.addContentTypeParser([...DOCUMENT_TYPES], (request: FastifyRequest, payload, done) => {
    const { takesDocuments } = request.routeOptions.config as { takesDocuments?: boolean };
    if (takesDocuments !== true) return done(new HttpError(415));
    const chunks: Buffer[] = [];
    let size = 0;
    payload.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= DOCUMENT_LIMIT) {
        chunks.push(chunk);
        return;
      }
      payload.removeAllListeners('data').resume();
      done(
        new HttpError(413, { detail: `The document must not exceed ${DOCUMENT_LIMIT / 1024 / 1024} MiB.` }),
      );
    });
    payload.once('error', (error: Error) => done(error));
    payload.once('end', () => {
      if (size <= DOCUMENT_LIMIT) done(null, describe(request, Buffer.concat(chunks)));
    });
  });
}

function describe(request: FastifyRequest, bytes: Buffer): DocumentBody {
  const [type = '', ...parameters] = (request.headers['content-type'] ?? '')
    .split(';')
    .map((part) => part.trim());
  const charset = parameters.map((parameter) => /^charset="?([^"]+)"?$/i.exec(parameter)?.[1]).find(Boolean);
  return { bytes, mediaType: type.toLowerCase(), ...(charset === undefined ? {} : { charset }) };
}
