-- src/plans/plans.reader.ts

SELECT p.id FROM seen_plan p WHERE p.slug = $1
