-- The organization that is asked about. $1 its slug.
--
-- src/reporting/overview/overview.sql.ts

SELECT slug, name, names, acronym, acronyms FROM organization WHERE slug = $1
