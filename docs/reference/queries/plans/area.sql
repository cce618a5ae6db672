-- src/plans/plans.reader.ts

SELECT a.code, a.name, a.names, a.source_heading AS "sourceHeading", a.position, a.version FROM area a
          WHERE a.plan_id = $1 AND a.code = $2 AND a.removed_at IS NULL
