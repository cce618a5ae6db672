-- Grain: one row a link of the two plans, in the order of the earlier plan, then of the later.
--
-- src/comparison/links/links.reader.ts

SELECT x.id, json_build_object('code', f.code, 'title', f.title) AS "from",
       json_build_object('code', t.code, 'title', t.title) AS "to", x.version, x.relation, x.state, x.rationale, x.suggested_reason AS "suggestedReason", x.decided_by AS "decidedBy", x.decided_at AS "decidedAt", f.position AS "fromPosition", t.position AS "toPosition"
  FROM objective_link x
  JOIN objective f ON f.plan_id = x.plan_id AND f.id = x.objective_id
  JOIN objective t ON t.plan_id = x.later_plan_id AND t.id = x.later_objective_id
 WHERE x.plan_id = $1 AND x.later_plan_id = $2
   AND f.struck_at IS NULL AND t.struck_at IS NULL
   AND ($3::text IS NULL OR x.state = $3) AND ($4::text IS NULL OR f.code = $4)
   AND (f.position, t.position) > ($5, $6)
 ORDER BY f.position, t.position
 LIMIT $7
