import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { returnTo } from '../../../src/auth/return-to.js';

const SITE = 'https://scorecard.example';

/** Where a browser goes that is sent there from a page of the site. */
const reached = (location: string): string => new URL(location, `${SITE}/sign-in/callback?code=x`).origin;

describe('after signing in, nobody is sent to another site', () => {
  it.each([
    '//evil.example',
    '///evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    '\t//evil.example',
    ' //evil.example',
    'https://evil.example',
    'https:evil.example',
    'https:/evil.example',
    'HTTPS://evil.example',
    'javascript:alert(1)',
    'data:text/html,x',
    '/..//evil.example',
    '/.//evil.example',
    '/./..//evil.example',
    '/%2e%2e//evil.example',
    '/a/../..//evil.example',
    '//evil.example/%2f..',
    '/\u0000/evil.example',
    '/／evil.example',
    '／／evil.example',
    '/%0d%0aLocation:%20https://evil.example',
    '@evil.example',
    '.evil.example',
    '',
    '?',
    'x'.repeat(501),
    null,
    undefined,
    7,
    ['/account', '//evil.example'],
    { toString: () => '//evil.example' },
  ])('never redirects to another site: %j', (given) => {
    const location = returnTo(given);
    expect(reached(location)).toBe(SITE);
    expect(location).toMatch(/^\/(?!\/)[\x21-\x7e]*$/);
    expect(returnTo(location)).toBe(location);
  });

  it('never redirects to another site, whatever slashes, dots, codes, blanks and hosts make up the address', () => {
    const piece = fc.constantFrom(
      ...[
        '/',
        '\\',
        '//',
        '.',
        '..',
        '%2e',
        '%2f',
        '%5c',
        ':',
        '@',
        '?',
        '#',
        '&',
        ';',
        ' ',
        '\t',
        '\n',
        '\r',
      ],
      ...[
        'evil.example',
        'https:',
        'javascript:',
        '[::1]',
        '127.1',
        '\u3002',
        '\uff0f',
        '\u2044',
        '\u0000',
        'a',
      ],
    );
    const pieces = fc.array(piece, { minLength: 1, maxLength: 12 }).map((all) => all.join(''));
    fc.assert(
      fc.property(
        fc.oneof(
          pieces,
          pieces.map((text) => `/${text}`),
          fc.string({ unit: 'binary' }),
        ),
        (given) => {
          const location = returnTo(given);
          expect(reached(location)).toBe(SITE);
          expect(location).toMatch(/^\/(?!\/)[\x21-\x7e]*$/);
        },
      ),
      { numRuns: 3000, seed: 20231123 },
    );
  });

  it.each(['/', '/account', '/plans/csto-2023-belarus?view=full#EXT-09', '/a%20b'])(
    'redirects back to %s',
    (path) => {
      expect(returnTo(path)).toBe(path);
    },
  );
});
