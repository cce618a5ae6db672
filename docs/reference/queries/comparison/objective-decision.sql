-- src/comparison/decisions/decisions.reader.ts

SELECT x.id, CASE WHEN f.id IS NOT NULL THEN json_build_object('code', f.code, 'title', f.title) END AS objective,
       CASE WHEN t.id IS NOT NULL THEN json_build_object('code', t.code, 'title', t.title) END AS "laterObjective",
       x.version, x.decision, x.rationale, x.decided_by AS "decidedBy", x.decided_at AS "decidedAt"
  FROM objective_decision x
  LEFT JOIN objective f ON f.plan_id = x.plan_id AND f.id = x.objective_id
  LEFT JOIN objective t ON t.plan_id = x.later_plan_id AND t.id = x.later_objective_id
 WHERE x.plan_id = $1 AND x.later_plan_id = $2 AND f.struck_at IS NULL AND t.struck_at IS NULL AND x.id = $3
