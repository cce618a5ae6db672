-- Grain: one row. $1 plan and $2 organization, or null: whether they are there, and the plans that both leave.
--
-- src/search/search.sql.ts

SELECT $1::text IS NULL OR EXISTS (SELECT FROM seen_plan p WHERE p.slug = $1) AS "planKnown",
       $2::text IS NULL OR EXISTS (SELECT FROM organization WHERE slug = $2) AS "organizationKnown",
       ARRAY(SELECT p.id FROM listed_plan p JOIN organization o ON o.id = p.organization_id
              WHERE ($1::text IS NULL OR p.slug = $1) AND ($2::text IS NULL OR o.slug = $2)) AS plans
