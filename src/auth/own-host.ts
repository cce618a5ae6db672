import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isLoopback, type Settings } from '../config/settings.js';
import { Refusal } from '../core/errors.js';

/**
 * Answers only requests that name one host and, as long as the service listens on the loopback address, only those to
 * a name of this machine or to the host of PUBLIC_URL. A page of another site whose name is made to point at 127.0.0.1
 * (DNS rebinding) is then no page of ours to the browser, and gets nothing. Off loopback the proxy in front decides
 * which names it forwards.
 */
export function answerOwnHosts(server: FastifyInstance, { HOST, PUBLIC_URL }: Settings): void {
  const publicHost = PUBLIC_URL === undefined ? undefined : new URL(PUBLIC_URL).hostname;
  const isPrivate = isLoopback(HOST);
  server.addHook('onRequest', (request, _reply, done) => {
    const name = soleHost(request);
    if (name instanceof Refusal) return done(name);
    if (!isPrivate || name === undefined || name === publicHost || isLoopback(bare(name))) return done();
    done(
      new Refusal(
        'unknown-host',
        `The service listens on ${HOST} and does not answer for the host ${name}. Use http://localhost, or set PUBLIC_URL to the public address of the service.`,
      ),
    );
  });
}

/** The name in the one Host of a request (RFC 9112, 3.2); undefined where HTTP/1.0 has none; a refusal where it is not one. */
function soleHost({ raw }: FastifyRequest): string | undefined | Refusal {
  const hosts = raw.rawHeaders.filter(
    (_, index) => index % 2 === 1 && raw.rawHeaders[index - 1]!.toLowerCase() === 'host',
  );
  if (hosts.length === 0 && raw.httpVersion === '1.0') return undefined;
  const name = hosts.length === 1 ? hostName(hosts[0]!) : undefined;
  return (
    name ?? new Refusal('one-host', 'Send exactly one Host header, with a host name and perhaps a port.')
  );
}

/** The name in a Host header, in lower case and without the port; undefined where it holds more, or no name. */
function hostName(host: string): string | undefined {
  if (/[\s/?#@\\]/.test(host)) return undefined;
  try {
    return new URL(`http://${host}`).hostname;
  } catch {
    return undefined;
  }
}

/** Without the brackets of IPv6, and the dot that may end a full name. */
function bare(name: string): string {
  return name.replace(/^\[|\]$|\.$/g, '');
}
