-- Grain: one row what was said, newest first.
--
-- src/comparison/decisions/decisions.reader.ts

SELECT x.version, x.decision, x.rationale, x.decided_by AS "decidedBy", x.decided_at AS "decidedAt" FROM objective_decision_history x
 WHERE x.plan_id = $1 AND x.decision_id = $2 AND ($3::int IS NULL OR x.version < $3)
 ORDER BY x.version DESC
 LIMIT $4
