-- Grain: one row an entry of one objective's history, newest recorded first.
--
-- src/assessments/history.reader.ts

SELECT x.id, who.slug AS assessor, x.level AS status, x.effective_on AS "effectiveOn", x.cause, x.rationale,
       x.recorded_at AS "recordedAt", x.recorded_by AS "recordedBy",
       CASE WHEN m.id IS NOT NULL THEN json_build_object('file', m.file_name, 'sha256', m.file_sha256) END AS "importedFrom",
       x.retracts, r.id AS "retractedBy",
       (SELECT coalesce(json_agg(json_build_object('position', e.position, 'passage', g.id, 'source', s.slug, 'bearing', e.bearing,
                 'note', e.note, 'exact', g.exact, 'prefix', g.prefix, 'suffix', g.suffix,
                 'paragraph', g.paragraph, 'summary', g.summary, 'unread', e.unread AND d.read_at IS NULL,
                 'reading', CASE WHEN d.read_at IS NOT NULL
                                 THEN json_build_object('at', to_char(d.read_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'by', d.read_by) END)
                 ORDER BY e.position), '[]')
          FROM evidence e JOIN passage g ON g.id = e.passage_id JOIN source s ON s.id = g.source_id
          LEFT JOIN evidence_reading d ON e.unread AND d.plan_id = e.plan_id AND d.assessment_id = e.assessment_id
           AND d.position = e.position
         WHERE e.plan_id = x.plan_id AND e.assessment_id = x.id) AS evidence
  FROM assessment x
  JOIN assessor who ON who.id = x.assessor_id
  LEFT JOIN plan_import m ON m.plan_id = x.plan_id AND m.id = x.import_id
  LEFT JOIN assessment r ON r.plan_id = x.plan_id AND r.retracts = x.id
 WHERE x.plan_id = $1 AND x.objective_id = $2
   AND ($3::text IS NULL OR who.slug = $3)
   AND ($4::timestamptz IS NULL OR (x.recorded_at, x.id) < ($4, $5::uuid))
 ORDER BY x.recorded_at DESC, x.id DESC
 LIMIT $6
