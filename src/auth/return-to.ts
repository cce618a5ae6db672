/**
 * Where to go after signing in: a path of this site, or `/` for anything else. What browsers read as another host
 * (`//host`, `/\host`, control characters inside) is anything else.
 */
export function returnTo(given: unknown): string {
  if (typeof given !== 'string' || given.length > 500) return '/';
  if (!/^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(given)) return '/';
  const base = 'http://here.invalid';
  const url = URL.canParse(given, base) ? new URL(given, base) : undefined;
  // `/./..//host` becomes `//host` once it is resolved.
  return url?.origin === base && !url.pathname.startsWith('//') ? url.pathname + url.search + url.hash : '/';
}
