-- Grain: one row an objective of two of the plans $1 about which somebody decided in their comparison, with each decision.
--
-- src/interchange/dataset/plan-contents.sql.ts

SELECT json_strip_nulls(json_build_object('type', 'decision', 'plan', p.slug, 'laterPlan', t.slug, 'id', d.id, 'objective', (SELECT o.code FROM objective o WHERE o.plan_id = d.plan_id AND o.id = d.objective_id), 'laterObjective', (SELECT o.code FROM objective o WHERE o.plan_id = d.later_plan_id AND o.id = d.later_objective_id), 'history', (SELECT json_agg(json_build_object('version', h.version, 'rationale', h.rationale, 'decidedBy', h.decided_by, 'decidedAt', to_char(h.decided_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'decision', h.decision) ORDER BY h.version)
       FROM objective_decision_history h WHERE h.plan_id = d.plan_id AND h.decision_id = d.id)))::text AS record
  FROM plan p JOIN objective_decision d ON d.plan_id = p.id JOIN plan t ON t.id = d.later_plan_id
 WHERE p.id = ANY ($1::int[]) AND t.id = ANY ($1::int[])
 ORDER BY p.slug COLLATE "C", t.slug COLLATE "C", d.id
