-- Grain: one row a claim about plan $1, retracted ones too.
--
-- src/interchange/dataset/plan-contents.sql.ts

WITH area_key AS MATERIALIZED (
  SELECT k.id, row_number() OVER (ORDER BY k.id) AS key FROM area k WHERE k.plan_id = $1
)
SELECT json_strip_nulls(json_build_object('type', 'claim', 'plan', p.slug, 'id', c.id, 'text', c.text, 'complete', c.complete, 'total', c.total, 'levels', c.levels, 'area', k.key, 'passage', c.passage_id, 'recordedAt', to_char(c.recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'retraction', CASE WHEN r.claim_id IS NOT NULL THEN json_build_object('recordedAt', to_char(r.recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
       'recordedBy', r.recorded_by, 'rationale', r.rationale) END))::text AS record
  FROM plan p JOIN claim c ON c.plan_id = p.id LEFT JOIN area_key k ON k.id = c.area_id
  LEFT JOIN claim_retraction r ON r.plan_id = c.plan_id AND r.claim_id = c.id
 WHERE p.id = $1
 ORDER BY c.id
