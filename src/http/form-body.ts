import type { FastifyInstance, FastifyRequest } from 'fastify';

/** Marks a route that takes what a form in a browser sends: `@RouteConfig(TAKES_FORMS)`. */
export const TAKES_FORMS = { takesForms: true } as const;

/** Reads forms on the routes that take them, and nowhere else (415). Of a field that comes twice, the last counts. */
export function acceptForms(server: FastifyInstance): void {
  server.addContentTypeParser<string>(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (request: FastifyRequest, body, done) => {
      const { takesForms } = request.routeOptions.config as { takesForms?: boolean };
      if (takesForms !== true) return done(Object.assign(new Error('415'), { statusCode: 415 }));
      const fields = Object.create(null) as Record<string, string>;
      for (const [name, value] of new URLSearchParams(body)) fields[name] = value;
      done(null, fields);
    },
  );
}
