-- Grain: one row a passage that the plans $1 rest on, or each where $2.
--
-- src/interchange/dataset/dataset-records.sql.ts

SELECT json_strip_nulls(json_build_object('type', 'passage', 'id', g.id, 'source', s.slug, 'exact', g.exact, 'prefix', g.prefix, 'suffix', g.suffix, 'start', g.start_position, 'end', g.end_position, 'paragraph', g.paragraph, 'summary', g.summary))::text AS record
  FROM passage g JOIN source s ON s.id = g.source_id
 WHERE $2::boolean OR g.id IN (
  SELECT t.passage_id FROM objective_statement t WHERE t.plan_id = ANY ($1::int[])
   UNION SELECT e.passage_id FROM evidence e WHERE e.plan_id = ANY ($1::int[])
   UNION SELECT c.passage_id FROM claim c WHERE c.plan_id = ANY ($1::int[]))
 ORDER BY s.slug COLLATE "C", g.id
