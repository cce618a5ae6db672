-- Grain: one row a mapping from scale $1, in the order of the scales that it leads to.
--
-- src/plans/scales/scale-mappings.reader.ts

SELECT f.slug AS "from", t.slug AS "to",
       json_agg(json_build_object('from', m.from_level, 'to', m.to_level, 'note', m.note) ORDER BY l.position) AS levels
  FROM rating_scale f
  JOIN scale_mapping m ON m.from_scale_id = f.id
  JOIN rating_scale t ON t.id = m.to_scale_id
  JOIN rating_level l ON l.scale_id = f.id AND l.slug = m.from_level
 WHERE f.slug = $1 AND t.slug > $2
 GROUP BY f.slug, t.slug ORDER BY t.slug LIMIT $3
