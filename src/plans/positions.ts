import { rowsOf, type Transaction } from '../database/transactions.js';

/** Since when a row is no part of the plan any more: it keeps its position, and nobody else gets it. */
const GONE = { area: 'removed_at', objective: 'struck_at' } as const;

/**
 * Puts one of a plan's areas or objectives at a position; those between its old and its new place move up by one. The
 * positions that there are stay the same: one that nobody has is taken for the next that somebody has, or for the last.
 */
export async function moveTo(
  tx: Transaction,
  table: 'area' | 'objective',
  planId: number,
  id: number,
  position: number,
): Promise<void> {
  const rows = await rowsOf<{ id: number; position: number }>(
    tx,
    `SELECT id, position FROM ${table} WHERE plan_id = $1 AND ${GONE[table]} IS NULL ORDER BY position, id`,
    [planId],
  );
  const positions = rows.map((row) => row.position);
  const place = positions.findIndex((one) => one >= position);
  const order = rows.map((row) => row.id).filter((one) => one !== id);
  order.splice(place === -1 ? order.length : place, 0, id);
  const moved = order
    .map((one, at) => ({ id: one, position: positions[at]! }))
    .filter((one) => rows.find((row) => row.id === one.id)!.position !== one.position);
  if (moved.length === 0) return;
  await tx.query(
    `UPDATE ${table} t SET position = x.position, version = version + 1
       FROM unnest($2::int[], $3::int[]) AS x (id, position) WHERE t.plan_id = $1 AND t.id = x.id`,
    [planId, moved.map((one) => one.id), moved.map((one) => one.position)],
  );
}
