import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decodeCursor, encodeCursor, pageOf } from '../../../src/core/cursors.js';
import { refusalOf } from '../../support/refusal-of.js';

describe('a page cursor', () => {
  const shape = ['number', 'string', 'date', 'instant', 'uuid'] as const;
  const key = [7, "it's", '2023-01-01', '2026-11-23T12:00:00.123Z', '01900000-0000-7000-8000-000000000000'];

  it('decodes to the key it was made of', () => {
    expect(decodeCursor(encodeCursor(key), shape)).toEqual(key);
    expect(decodeCursor(undefined, shape)).toBeUndefined();
  });

  it.each([
    ['of another list', [1]],
    ['with a number too much', [...key, 1]],
    ['with text for a number', ['7', ...key.slice(1)]],
    ['with a fraction', [7.5, ...key.slice(1)]],
    ['with a number that the database cannot hold', [2 ** 31, ...key.slice(1)]],
    ['with a zero character', [7, 'a\0b', ...key.slice(2)]],
    ['with a day that is none', [7, 'x', '2023-02-30', ...key.slice(3)]],
    ['with the year 0', [7, 'x', '0000-01-01', ...key.slice(3)]],
    ['with an instant that is none', [7, 'x', '2023-01-01', '2026-02-30T12:00:00Z', key[4]]],
    ['with a time that is none', [7, 'x', '2023-01-01', '2026-02-03T12Z', key[4]]],
    ['with an id that is none', [...key.slice(0, 4), "' OR 1=1"]],
    ['that is an object', { 0: 7, length: 5 }],
    ['that is null', null],
  ])('refuses a cursor %s and says where a valid one comes from', (_what, value) => {
    const cursor = Buffer.from(JSON.stringify(value)).toString('base64url');
    const refusal = refusalOf(() => decodeCursor(cursor, shape));
    expect(refusal).toMatchObject({ kind: 'invalid-query', errors: [{ pointer: '?cursor' }] });
    expect(refusal.message).toContain('nextCursor');
  });

  it('refuses any other text without crashing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(refusalOf(() => decodeCursor(text, shape)).kind).toBe('invalid-query');
      }),
    );
  });

  it('gives a next cursor exactly where there is more', () => {
    const page = (rows: number[], limit: number) => pageOf(rows, limit, (row) => [row], String);
    expect(page([1, 2, 3], 2)).toEqual({ items: ['1', '2'], nextCursor: encodeCursor([2]) });
    expect(page([1, 2], 2)).toEqual({ items: ['1', '2'], nextCursor: null });
    expect(page([], 2)).toEqual({ items: [], nextCursor: null });
  });
});
