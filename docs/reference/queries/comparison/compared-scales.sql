-- Grain: one row a plan of the two, with its revision, the slug of its scale at $3 (null for now) and those that this can be read on.
--
-- src/comparison/comparison.sql.ts

SELECT p.id, p.revision, s.slug AS scale,
       (SELECT coalesce(json_agg(DISTINCT t.slug), '[]')
          FROM scale_mapping m JOIN rating_scale t ON t.id = m.to_scale_id WHERE m.from_scale_id = s.id) AS "mappedTo"
  FROM plan p JOIN rating_scale s ON s.id = coalesce(
    (SELECT h.scale_id FROM plan_history h
      WHERE $3::timestamptz IS NOT NULL AND h.plan_id = p.id
        AND h.known_from <= greatest($3::timestamptz, p.created_at) AND h.known_until > greatest($3::timestamptz, p.created_at)
      LIMIT 1), p.scale_id) WHERE p.id IN ($1, $2)
