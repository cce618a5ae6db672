import { createHash } from 'node:crypto';
import type { FastifyReply } from 'fastify';
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

/** The Content-Security-Policy of a page: `styles` are the contents of its <style> elements, and no others apply. */
export function contentSecurityPolicy(styles: readonly string[] = []): string {
  const hashes = styles.map((style) => `'sha256-${createHash('sha256').update(style).digest('base64')}'`);
  const all = hashes.length === 0 ? POLICY : { ...POLICY, 'style-src': hashes.join(' ') };
  return Object.entries(all)
    .map(([name, value]) => `${name} ${value}`)
    .join('; ');
}

/** Sends a page. @param page the whole <html> element, whose <style> elements hold `styles` */
export function sendHtml(reply: FastifyReply, page: VNode, styles: readonly string[]): string {
  void reply
    .header('content-type', 'text/html; charset=utf-8')
    .header('content-security-policy', contentSecurityPolicy(styles));
  return `<!DOCTYPE html>\n${renderToString(page)}\n`;
}
