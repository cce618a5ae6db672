-- Grain: one row a mapping from a scale of the plans $1, or each where $2, to another scale.
--
-- src/interchange/dataset/dataset-records.sql.ts

WITH used AS (
  SELECT s.id, s.slug FROM rating_scale s
   WHERE $2::boolean OR s.id IN (SELECT p.scale_id FROM plan p WHERE p.id = ANY ($1::int[])
                         UNION ALL SELECT h.scale_id FROM plan_history h WHERE h.plan_id = ANY ($1::int[])))
SELECT json_strip_nulls(json_build_object('type', 'scaleMapping', 'from', used.slug, 'to', t.slug, 'levels', json_agg(json_build_object('from', m.from_level, 'to', m.to_level, 'note', m.note) ORDER BY l.position)))::text AS record
  FROM used JOIN scale_mapping m ON m.from_scale_id = used.id
  JOIN rating_scale t ON t.id = m.to_scale_id
  JOIN rating_level l ON l.scale_id = m.from_scale_id AND l.slug = m.from_level
 GROUP BY used.slug, t.slug ORDER BY used.slug COLLATE "C", t.slug COLLATE "C"
