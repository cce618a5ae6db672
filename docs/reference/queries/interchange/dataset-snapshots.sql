-- Grain: one row a snapshot of plan $1, its content as the very text that its hash is of.
--
-- src/interchange/dataset/plan-contents.sql.ts

SELECT json_strip_nulls(json_build_object('type', 'snapshot', 'plan', p.slug, 'id', s.id, 'label', s.label, 'asOf', s.as_of, 'knownAt', to_char(s.known_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'assessor', s.assessor, 'scale', s.scale, 'digest', s.digest, 'digestVersion', s.digest_version, 'content', s.content, 'createdAt', to_char(s.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'createdBy', s.created_by))::text AS record
  FROM plan p JOIN scorecard_snapshot s ON s.plan_id = p.id
 WHERE p.id = $1
 ORDER BY s.id
