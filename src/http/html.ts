import { createHash } from 'node:crypto';
import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';

/** What a page may do: nothing but show itself, its own images, and send its forms back to this site. */
const POLICY = {
  'default-src': "'none'",
  'img-src': "'self' data:",
  'form-action': "'self'",
  'frame-ancestors': "'none'",
  'base-uri': "'none'",
};

/**
 * The Content-Security-Policy of a page: `styles` are the contents of its <style> elements, and no others apply.
 * @param hasScripts whether scripts of this site, in files of their own, may run and ask this site for more
 */
export function contentSecurityPolicy(styles: readonly string[] = [], hasScripts = false): string {
  const hashes = styles.map(hashOf);
  return written({
    ...POLICY,
    ...(hashes.length === 0 ? {} : { 'style-src': hashes.join(' ') }),
    ...(hasScripts ? { 'script-src': "'self'", 'connect-src': "'self'" } : {}),
  });
}

function written(policy: Record<string, string>): string {
  return Object.entries(policy)
    .map(([name, value]) => `${name} ${value}`)
    .join('; ');
}

const hashes = new Map<string, string>();

/** A page's style is the same for all who look at it: its hash is made once. */
function hashOf(text: string): string {
  const known = hashes.get(text);
  if (known !== undefined) return known;
  const hash = `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  if (hashes.size < 100) hashes.set(text, hash);
  return hash;
}

/**
 * The policy for a page that a library makes: its own files of this site may run, and of what stands in the page
 * itself exactly the styles that stand there now.
 */
export function policyOfLibraryPage(html: string): string {
  const styles = [...html.matchAll(/<style>([\s\S]*?)<\/style>/g)].map(([, style]) => hashOf(style!));
  const attributes = [...html.matchAll(/ style="([^"]*)"/g)].map(([, style]) => hashOf(style!));
  const sources = {
    ...POLICY,
    'script-src': "'self'",
    'connect-src': "'self'",
    'style-src': ["'self'", ...styles].join(' '),
    'style-src-attr': ["'unsafe-hashes'", ...attributes].join(' '),
  };
  return written(sources);
}

/** The whole text of a page. @param page the <html> element */
export function writtenPage(page: VNode): string {
  return `<!DOCTYPE html>\n${renderToString(page)}\n`;
}
