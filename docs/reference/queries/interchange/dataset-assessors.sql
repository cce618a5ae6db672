-- Grain: one row an assessor of the plans $1.
--
-- src/interchange/dataset/dataset-records.sql.ts

SELECT json_strip_nulls(json_build_object('type', 'assessor', 'slug', a.slug, 'kind', a.kind, 'name', a.name, 'names', nullif(a.names, '{}')))::text AS record
  FROM assessor a WHERE a.id IN (SELECT t.assessor_id FROM plan_assessor t WHERE t.plan_id = ANY ($1::int[]))
 ORDER BY a.slug COLLATE "C"
