-- Grain: one row an area.
--
-- src/plans/plans.reader.ts

SELECT a.code, a.name, a.names, a.source_heading AS "sourceHeading", a.position, a.version, a.id
  FROM area a
 WHERE a.plan_id = $1 AND a.removed_at IS NULL AND (a.position, a.id) > ($2, $3)
 ORDER BY a.position, a.id LIMIT $4
