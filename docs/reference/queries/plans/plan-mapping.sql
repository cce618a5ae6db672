-- Grain: one row, the plan $1 with the scale it had at $3 (null for now), to be read on scale $2.
--
-- src/plans/scales/scale-mappings.reader.ts

  SELECT f.slug AS "from",
         CASE WHEN s.id IS NOT NULL THEN json_build_object('slug', s.slug, 'name', s.name, 'names', s.names) END AS "to",
         CASE WHEN s.id IS NOT NULL THEN
(SELECT json_agg(json_build_object('slug', l.slug, 'label', l.label, 'labels', l.labels, 'credit', l.credit, 'complete', l.complete,
          'final', l.final, 'assessed', l.assessed, 'applicable', l.applicable) ORDER BY l.position)
   FROM rating_level l WHERE l.scale_id = s.id) END AS levels,
         (SELECT json_object_agg(m.from_level, m.to_level) FROM scale_mapping m
           WHERE m.from_scale_id = f.id AND m.to_scale_id = s.id) AS pairs,
         (SELECT coalesce(json_agg(DISTINCT t.slug), '[]')
            FROM scale_mapping m JOIN rating_scale t ON t.id = m.to_scale_id WHERE m.from_scale_id = f.id) AS known
    FROM seen_plan p JOIN rating_scale f ON f.id = coalesce(
  (SELECT h.scale_id FROM plan_history h
    WHERE $3::timestamptz IS NOT NULL AND h.plan_id = p.id
      AND h.known_from <= greatest($3::timestamptz, p.created_at) AND h.known_until > greatest($3::timestamptz, p.created_at)
    LIMIT 1), p.scale_id)
    LEFT JOIN rating_scale s ON s.slug = $2
   WHERE p.slug = $1
