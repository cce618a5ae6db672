-- Grain: one row a link from plan $1 to plan $2 that was confirmed or suggested as far as was known at $3.
--
-- src/comparison/comparison.sql.ts

SELECT l.objective_id AS "from", l.later_objective_id AS "to", d.relation, d.state, d.rationale,
       d.suggested_reason AS "suggestedReason", d.decided_by AS "decidedBy", d.decided_at AS "decidedAt"
  FROM objective_link l
  JOIN LATERAL (
    SELECT x.* FROM link_decision x
     WHERE x.plan_id = l.plan_id AND x.link_id = l.id AND x.decided_at <= $3::timestamptz
     ORDER BY x.version DESC LIMIT 1
  ) d ON d.state <> 'rejected'
 WHERE l.plan_id = $1 AND l.later_plan_id = $2
   AND NOT EXISTS (SELECT FROM objective x WHERE x.struck_at <= $3::timestamptz
                      AND (x.plan_id, x.id) IN ((l.plan_id, l.objective_id), (l.later_plan_id, l.later_objective_id)))
