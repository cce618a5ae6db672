-- Grain: one row an organization: of the plans $1, or each where $2.
--
-- src/interchange/dataset/dataset-records.sql.ts

SELECT json_strip_nulls(json_build_object('type', 'organization', 'slug', g.slug, 'name', g.name, 'names', nullif(g.names, '{}'), 'acronym', g.acronym, 'acronyms', nullif(g.acronyms, '{}')))::text AS record
  FROM organization g WHERE $2::boolean OR g.id IN (SELECT p.organization_id FROM plan p WHERE p.id = ANY ($1::int[]))
 ORDER BY g.slug COLLATE "C"
