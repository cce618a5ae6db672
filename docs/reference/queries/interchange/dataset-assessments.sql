-- Grain: one row an assessment of plan $1, retractions too, by its objective and as it was recorded, with its evidence.
--
-- src/interchange/dataset/plan-contents.sql.ts

SELECT json_strip_nulls(json_build_object('type', 'assessment', 'plan', p.slug, 'objective', o.code, 'id', y.id, 'assessor', (SELECT who.slug FROM assessor who WHERE who.id = y.assessor_id), 'status', y.level, 'effectiveOn', y.effective_on, 'retracts', y.retracts, 'recordedAt', to_char(y.recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'recordedBy', y.recorded_by, 'import', y.import_id, 'rationale', y.rationale, 'cause', y.cause, 'evidence', (SELECT json_agg(json_build_object('passage', e.passage_id, 'bearing', e.bearing, 'note', e.note,
       'unread', nullif(e.unread, false), 'readAt', to_char(r.read_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'readBy', r.read_by) ORDER BY e.position)
       FROM evidence e
       LEFT JOIN evidence_reading r ON r.plan_id = e.plan_id AND r.assessment_id = e.assessment_id AND r.position = e.position
      WHERE e.plan_id = y.plan_id AND e.assessment_id = y.id)))::text AS record
  FROM plan p JOIN objective o ON o.plan_id = p.id JOIN assessment y ON y.plan_id = o.plan_id AND y.objective_id = o.id
 WHERE p.id = $1
 ORDER BY o.position, y.recorded_at, y.id
