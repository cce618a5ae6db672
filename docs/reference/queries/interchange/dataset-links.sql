-- Grain: one row a link between two of the plans $1, rejected ones too, with each version of it.
--
-- src/interchange/dataset/plan-contents.sql.ts

SELECT json_strip_nulls(json_build_object('type', 'link', 'plan', p.slug, 'laterPlan', t.slug, 'id', l.id, 'objective', (SELECT o.code FROM objective o WHERE o.plan_id = l.plan_id AND o.id = l.objective_id), 'laterObjective', (SELECT o.code FROM objective o WHERE o.plan_id = l.later_plan_id AND o.id = l.later_objective_id), 'history', (SELECT json_agg(json_build_object('version', d.version, 'rationale', d.rationale, 'decidedBy', d.decided_by, 'decidedAt', to_char(d.decided_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'relation', d.relation, 'state', d.state,
       'suggestedReason', nullif(d.suggested_reason, false)) ORDER BY d.version)
       FROM link_decision d WHERE d.plan_id = l.plan_id AND d.link_id = l.id)))::text AS record
  FROM plan p JOIN objective_link l ON l.plan_id = p.id JOIN plan t ON t.id = l.later_plan_id
 WHERE p.id = ANY ($1::int[]) AND t.id = ANY ($1::int[])
 ORDER BY p.slug COLLATE "C", t.slug COLLATE "C", l.id
