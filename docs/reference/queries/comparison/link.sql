-- src/comparison/links/links.reader.ts

SELECT x.id, json_build_object('code', f.code, 'title', f.title) AS "from",
       json_build_object('code', t.code, 'title', t.title) AS "to", x.version, x.relation, x.state, x.rationale, x.suggested_reason AS "suggestedReason", x.decided_by AS "decidedBy", x.decided_at AS "decidedAt"
  FROM objective_link x
  JOIN objective f ON f.plan_id = x.plan_id AND f.id = x.objective_id
  JOIN objective t ON t.plan_id = x.later_plan_id AND t.id = x.later_objective_id
 WHERE x.plan_id = $1 AND x.later_plan_id = $2 AND x.id = $3
