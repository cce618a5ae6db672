import { isDay, isInstant } from './dates.js';
import { invalidQuery } from './errors.js';
import { isUuid } from './ids.js';

export const PAGE_LIMIT = { default: 50, most: 200 } as const;

/** A page of a list. `nextCursor` is null on the last page. */
export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

/** Where a list goes on: the sort key of the last row of the page before. */
export type CursorKey = readonly (string | number)[];

/** An opaque, URL-safe form of a sort key. */
export function encodeCursor(key: CursorKey): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/**
 * @param shape what the key's parts must be, so that no crafted cursor reaches the database as another type
 * @throws Refusal `invalid-query`
 */
export function decodeCursor(
  cursor: string | undefined,
  shape: readonly ('string' | 'number' | 'date' | 'instant' | 'uuid')[],
): CursorKey | undefined {
  if (cursor === undefined) return undefined;
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Array.isArray(key) && key.length === shape.length && key.every((part, at) => fits(part, shape[at]))) {
      return key as CursorKey;
    }
  } catch {
    // Falls through to the refusal: what does not decode is not ours.
  }
  throw invalidQuery('cursor', 'take it unchanged from nextCursor of the page before');
}

function fits(part: unknown, kind: string | undefined): boolean {
  if (kind === 'number') return Number.isSafeInteger(part) && Math.abs(part as number) < 2 ** 31;
  if (typeof part !== 'string' || part.includes('\0')) return false;
  if (kind === 'date') return isDay(part);
  if (kind === 'instant') return isInstant(part);
  if (kind === 'uuid') return isUuid(part);
  return true;
}

/**
 * Makes a page of rows that were asked for with one more than `limit`, so that a next page is known
 * without counting.
 */
export function pageOf<Row, T>(
  rows: Row[],
  limit: number,
  keyOf: (row: Row) => CursorKey,
  show: (row: Row) => T,
): Page<T> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(show),
    nextCursor: rows.length > limit && last !== undefined ? encodeCursor(keyOf(last)) : null,
  };
}
