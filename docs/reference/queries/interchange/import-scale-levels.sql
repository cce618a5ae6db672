-- Grain: one row a level of the scale $1, in its order.
--
-- src/interchange/import/plan-state.sql.ts

SELECT l.slug, l.label, l.labels, l.assessed, l.final, l.complete
  FROM rating_scale s JOIN rating_level l ON l.scale_id = s.id WHERE s.slug = $1 ORDER BY l.position
