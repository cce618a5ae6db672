-- Grain: one row a rating scale of the plans $1, or on which these can be read, or each where $2.
--
-- src/interchange/dataset/dataset-records.sql.ts

WITH used AS (
  SELECT s.id, s.slug FROM rating_scale s
   WHERE $2::boolean OR s.id IN (SELECT p.scale_id FROM plan p WHERE p.id = ANY ($1::int[])
                         UNION ALL SELECT h.scale_id FROM plan_history h WHERE h.plan_id = ANY ($1::int[])))
SELECT json_strip_nulls(json_build_object('type', 'scale', 'slug', s.slug, 'name', s.name, 'names', nullif(s.names, '{}'), 'description', s.description, 'source', s.source, 'sourceUrl', s.source_url, 'sourceCheckedOn', s.source_checked_on, 'levels', (SELECT json_agg(json_build_object('slug', l.slug, 'label', l.label, 'labels', nullif(l.labels, '{}'),
       'credit', trim_scale(l.credit), 'complete', l.complete, 'final', l.final, 'assessed', l.assessed, 'applicable', l.applicable)
       ORDER BY l.position) FROM rating_level l WHERE l.scale_id = s.id)))::text AS record
  FROM rating_scale s
 WHERE s.id IN (SELECT id FROM used UNION ALL SELECT m.to_scale_id FROM scale_mapping m JOIN used ON used.id = m.from_scale_id)
 ORDER BY s.slug COLLATE "C"
