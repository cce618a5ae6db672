-- Grain: one row a plan that may be seen: $1, or all where it is null; by slug.
--
-- src/interchange/dataset/dataset.reader.ts

SELECT p.id FROM seen_plan p WHERE $1::text IS NULL OR p.slug = $1 ORDER BY p.slug COLLATE "C"
