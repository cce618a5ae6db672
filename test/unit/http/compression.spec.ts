import { describe, expect, it } from '@jest/globals';
import { takesGzip } from '../../../src/http/compression.js';

describe('a page is compressed', () => {
  it.each([
    'gzip',
    'GZIP',
    'br, gzip',
    'gzip;q=0.1',
    'gzip; q=1.0',
    'deflate, gzip;q=1.0, *;q=0.5',
    '*',
    'br;q=1, *;q=0.1',
  ])('compresses for a client that accepts gzip: %s', (header) => {
    expect(takesGzip(header)).toBe(true);
  });

  it.each([undefined, '', 'br', 'identity', 'gzip;q=0', 'gzip;q=0.000', '*;q=0', 'gzip;q=0, *', 'gzip;q=x'])(
    'does not compress for any other client: %s',
    (header) => {
      expect(takesGzip(header)).toBe(false);
    },
  );
});
