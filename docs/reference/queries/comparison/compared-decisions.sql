-- Grain: one row an objective of plan $1 or $2 that somebody had decided on, as far as was known at $3.
--
-- src/comparison/comparison.sql.ts

SELECT CASE WHEN o.objective_id IS NULL THEN 'to' ELSE 'from' END AS side,
       coalesce(o.objective_id, o.later_objective_id) AS objective, d.decision, d.version, d.rationale,
       d.decided_by AS "decidedBy", d.decided_at AS "decidedAt"
  FROM objective_decision o
  JOIN LATERAL (
    SELECT x.* FROM objective_decision_history x
     WHERE x.plan_id = o.plan_id AND x.decision_id = o.id AND x.decided_at <= $3::timestamptz
     ORDER BY x.version DESC LIMIT 1
  ) d ON true
 WHERE o.plan_id = $1 AND o.later_plan_id = $2
