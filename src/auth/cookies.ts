import type { CookieSerializeOptions } from '@fastify/cookie';
import { isLoopback, type Settings } from '../config/settings.js';

/** The names and properties of our cookies, which depend on whether they travel over a network. */
export interface Cookies {
  session: string;
  /** Ties a sign-in under way to its browser. */
  attempt: string;
  options: CookieSerializeOptions;
}

/**
 * Cookies that scripts cannot read, that no other host gets, and that other sites' requests do not carry (a link to
 * us does: SameSite=Lax). Off this machine they are Secure, and their `__Host-` names let nobody else set them.
 */
export function cookiesFor(settings: Settings): Cookies {
  const isPrivate =
    settings.PUBLIC_URL === undefined ? isLoopback(settings.HOST) : isHttpLoopback(settings.PUBLIC_URL);
  const prefix = isPrivate ? '' : '__Host-';
  return {
    session: `${prefix}scorecard-session`,
    attempt: `${prefix}scorecard-sign-in`,
    options: { path: '/', httpOnly: true, sameSite: 'lax', secure: !isPrivate },
  };
}

function isHttpLoopback(address: string): boolean {
  const { protocol, hostname } = new URL(address);
  return protocol === 'http:' && isLoopback(hostname.replace(/^\[|\]$/g, ''));
}
