-- Grain: one row an organization that has plans; a look into the index for each, rather than all plans at once.
--
-- src/plans/plans.reader.ts

SELECT o.slug, o.name, o.names, o.acronym, o.acronyms FROM organization o
 WHERE ($1::text IS NULL OR o.slug > $1) AND (SELECT p.id FROM listed_plan p WHERE p.organization_id = o.id ORDER BY p.term_start DESC LIMIT 1) IS NOT NULL
 ORDER BY o.slug LIMIT $2
