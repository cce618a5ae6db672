-- Grain: one row a source that the plans $1 rest on, or each where $2. Its text stays where it is.
--
-- src/interchange/dataset/dataset-records.sql.ts

SELECT json_strip_nulls(json_build_object('type', 'source', 'slug', s.slug, 'title', s.title, 'authors', nullif(s.authors, '{}'), 'publisher', s.publisher, 'publishedOn', s.published_on, 'language', s.language, 'url', s.url, 'archiveUrl', s.archive_url, 'rights', s.rights, 'note', s.note, 'textSha256', s.text_sha256, 'sharesAddress', nullif(s.shares_address, false)))::text AS record
  FROM source s
 WHERE $2::boolean OR s.id IN (SELECT g.source_id FROM passage g WHERE g.id IN (
  SELECT t.passage_id FROM objective_statement t WHERE t.plan_id = ANY ($1::int[])
   UNION SELECT e.passage_id FROM evidence e WHERE e.plan_id = ANY ($1::int[])
   UNION SELECT c.passage_id FROM claim c WHERE c.plan_id = ANY ($1::int[])))
 ORDER BY s.slug COLLATE "C"
