-- The plans of an organization, newest term first: which of them a page shows. $1 organization or null, $2/$3 term and
-- slug of the last one before, $4 how many. Grain: one row a plan.
--
-- src/reporting/overview/overview.sql.ts

SELECT p.id, p.slug, p.term_start AS "termStart"
  FROM listed_plan p JOIN organization o ON o.id = p.organization_id
 WHERE ($1::text IS NULL OR o.slug = $1)
   AND ($2::date IS NULL OR p.term_start < $2 OR (p.term_start = $2 AND p.slug > $3))
 ORDER BY p.term_start DESC, p.slug
 LIMIT $4
