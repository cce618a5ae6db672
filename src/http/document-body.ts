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

/** Marks a route that takes files of data, by themselves or in a form: `@RouteConfig(TAKES_FILES)`. */
export const TAKES_FILES = { takesDocuments: true, takesFiles: true } as const;

const FORM = 'multipart/form-data';

/** What a file of data may come as; `text/plain` too. */
export const FILE_TYPES = [
  'text/csv',
  'text/tab-separated-values',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/x-ndjson',
  'application/octet-stream',
  FORM,
] as const;

/** What a route takes, as its configuration says. */
interface Taking {
  takesDocuments?: boolean;
  takesFiles?: boolean;
}

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

/** A file as it arrived in a form: its name, and the other fields. The proof of the session stands where the gate looks for it. */
export interface FileBody extends DocumentBody {
  fields?: Readonly<Record<string, string>>;
  name?: string;
  _csrf?: string;
}

/**
 * Reads documents and files on the routes that take them, and nowhere else (415). Bytes are counted as they arrive, and
 * reading stops at the limit, whatever Content-Length says or does not say.
 */
export function acceptDocuments(server: FastifyInstance): void {
  server.addContentTypeParser([...DOCUMENT_TYPES], (request: FastifyRequest, payload, done) => {
    if ((request.routeOptions.config as Taking).takesDocuments !== true) return done(new HttpError(415));
    bytesOf(payload).then((bytes) => done(null, describe(request, bytes)), done);
  });
  server.addContentTypeParser([...FILE_TYPES], (request: FastifyRequest, payload, done) => {
    if ((request.routeOptions.config as Taking).takesFiles !== true) return done(new HttpError(415));
    bytesOf(payload)
      .then((bytes) => fileOf(describe(request, bytes), request))
      .then((body) => done(null, body), done);
  });
}

function bytesOf(payload: NodeJS.ReadableStream): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    payload.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= DOCUMENT_LIMIT) {
        chunks.push(chunk);
        return;
      }
      payload.removeAllListeners('data').resume();
      reject(
        new HttpError(413, { detail: `The document must not exceed ${DOCUMENT_LIMIT / 1024 / 1024} MiB.` }),
      );
    });
    payload.once('error', reject);
    payload.once('end', () => {
      if (size <= DOCUMENT_LIMIT) resolve(Buffer.concat(chunks));
    });
  });
}

/** Takes a form apart, with Node's own reader of such. */
async function fileOf(body: DocumentBody, request: FastifyRequest): Promise<FileBody> {
  if (body.mediaType !== FORM) return body;
  let form: FormData;
  try {
    const headers = { 'content-type': request.headers['content-type']! };
    form = await new Response(Uint8Array.from(body.bytes), { headers }).formData();
  } catch {
    throw new HttpError(400, { detail: 'The body is no form that can be read: check its boundary.' });
  }
  const fields: Record<string, string> = Object.create(null) as Record<string, string>;
  let file: File | undefined;
  for (const [name, value] of form) {
    if (typeof value === 'string') fields[name] = value;
    else if (name === 'file') file = value;
  }
  return {
    bytes: file === undefined ? Buffer.alloc(0) : Buffer.from(await file.arrayBuffer()),
    mediaType: file?.type ?? '',
    fields,
    ...(file === undefined || file.name === '' ? {} : { name: file.name }),
    ...(fields._csrf === undefined ? {} : { _csrf: fields._csrf }),
  };
}

function describe(request: FastifyRequest, bytes: Buffer): DocumentBody {
  const [type = '', ...parameters] = (request.headers['content-type'] ?? '')
    .split(';')
    .map((part) => part.trim());
  const charset = parameters.map((parameter) => /^charset="?([^"]+)"?$/i.exec(parameter)?.[1]).find(Boolean);
  return { bytes, mediaType: type.toLowerCase(), ...(charset === undefined ? {} : { charset }) };
}
