import type { FastifyInstance } from 'fastify';
import FindMyWay from 'find-my-way';
import { Refusal } from '../core/errors.js';

/**
 * Knows the methods of every address, so that a wrong method is told from a wrong address: 405 with Allow (RFC 9110,
 * 15.5.6), an answer to OPTIONS (9.3.7), and the way from an address with a slash at its end to the one without.
 */
export class OtherMethods {
  private readonly addresses = FindMyWay({ maxParamLength: 300 });
  private readonly methods = new Map<string, Set<string>>();

  /** Notes each route as it is registered, so it comes before the routes do. */
  observe(server: FastifyInstance): void {
    server.addHook('onRoute', ({ url, method }) => {
      if (url.endsWith('*')) return;
      let parameters = 0;
      // Two routes of one address may name its parts differently.
      const address = url.replaceAll(/:\w+/g, () => `:p${++parameters}`);
      const known = this.methods.get(address) ?? new Set<string>();
      if (known.size === 0) {
        this.methods.set(address, known);
        this.addresses.on('GET', address, () => undefined, known);
      }
      for (const each of [method].flat()) known.add(each);
    });
  }

  /** Answers requests that no route takes, where another method or a shorter address would do. */
  answer(server: FastifyInstance): void {
    server.addHook('onRequest', async (request, reply) => {
      const [path = ''] = request.url.split('?', 1);
      const bare = withoutSlashAtEnd(path);
      // 308 keeps the method and the body (RFC 9110, 15.4.9).
      if (bare !== undefined && this.methodsOf(bare) !== undefined)
        return reply.redirect(bare + request.url.slice(path.length), 308);
      const allowed = request.is404 ? this.methodsOf(path) : undefined;
      if (allowed === undefined) return;
      void reply.header('allow', allowed);
      if (request.method === 'OPTIONS') return reply.code(204).send();
      throw new Refusal(
        'method-not-allowed',
        `This address does not take ${request.method}. It takes ${allowed}.`,
      );
    });
  }

  private methodsOf(path: string): string | undefined {
    const known = this.addresses.find('GET', path)?.store as Set<string> | undefined;
    return known && [...known, 'OPTIONS'].join(', ');
  }
}

/** The path without the slashes it ends in; undefined where it has none, or begins with two and would name a host. */
function withoutSlashAtEnd(path: string): string | undefined {
  let end = path.length;
  while (path[end - 1] === '/') end -= 1;
  return end === path.length || end < 2 || path[1] === '/' ? undefined : path.slice(0, end);
}
