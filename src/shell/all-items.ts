import { type Page, PAGE_LIMIT } from '../core/cursors.js';

/** Every item of a list that comes in pages. */
export async function allItems<T>(
  list: (query: { cursor?: string; limit: number }) => Promise<Page<T>>,
): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const page = await list({ cursor, limit: PAGE_LIMIT.most });
    items.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return items;
}
