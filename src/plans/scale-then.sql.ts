/**
 * SQL of the id of the scale that plan `p` was assessed on at an instant.
 * @param knownAt a placeholder of the statement, such as `$3`; null for now
 */
export function scaleThen(knownAt: string): string {
  const instant = `greatest(${knownAt}::timestamptz, p.created_at)`;
  return `coalesce(
    (SELECT h.scale_id FROM plan_history h
      WHERE ${knownAt}::timestamptz IS NOT NULL AND h.plan_id = p.id
        AND h.known_from <= ${instant} AND h.known_until > ${instant}
      LIMIT 1), p.scale_id)`;
}
