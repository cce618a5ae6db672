-- Grain: one row a plan of the two, with its revision, the slug of its scale and those that this can be read on.
--
-- src/comparison/comparison.sql.ts

SELECT p.id, p.revision, s.slug AS scale,
       (SELECT coalesce(json_agg(DISTINCT t.slug), '[]')
          FROM scale_mapping m JOIN rating_scale t ON t.id = m.to_scale_id WHERE m.from_scale_id = s.id) AS "mappedTo"
  FROM plan p JOIN rating_scale s ON s.id = p.scale_id WHERE p.id IN ($1, $2)
