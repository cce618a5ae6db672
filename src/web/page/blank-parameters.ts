import type { FastifyInstance } from 'fastify';

/**
 * A field of a form that somebody leaves blank asks for nothing: outside the API, a parameter without a value is taken for
 * one that is not there. Programs are told of theirs.
 */
export function forgetBlankParameters(server: FastifyInstance): void {
  server.addHook('onRequest', (request, _reply, done) => {
    if (!request.url.startsWith('/api/')) {
      const query = request.query as Record<string, unknown>;
      for (const [name, value] of Object.entries(query)) if (value === '') delete query[name];
    }
    done();
  });
}
