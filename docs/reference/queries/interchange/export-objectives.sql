-- Grain: one row an objective, with its whole history, on the day $4, in the plan's order: at most $7 after the one at ($5, $6).
--
-- src/interchange/export/exported-plan.sql.ts

WITH p AS MATERIALIZED (

  SELECT p.id, p.slug, p.organization_id, w.scale_id, p.revision, p.revised_at,
         w.title, w.titles, w.holder_name, w.holder_names, w.term_start, w.term_end, w.default_assessor_id,
         w.provenance_note, w.provenance_notes, w.state, w.withdrawn_at, w.withdrawal_rationale,
         coalesce($3::timestamptz, p.revised_at) AS known_at, greatest(coalesce($3::timestamptz, p.revised_at), p.created_at) AS worded_at
    FROM plan p
    JOIN LATERAL (
      SELECT p.title, p.titles, p.holder_name, p.holder_names, p.term_start, p.term_end, p.default_assessor_id,
             p.provenance_note, p.provenance_notes, p.state, p.withdrawn_at, p.withdrawal_rationale, p.scale_id, p.known_from, 'infinity'::timestamptz AS known_until
      UNION ALL
      SELECT h.title, h.titles, h.holder_name, h.holder_names, h.term_start, h.term_end, h.default_assessor_id,
             h.provenance_note, h.provenance_notes, h.state, h.withdrawn_at, h.withdrawal_rationale, h.scale_id, h.known_from, h.known_until
        FROM plan_history h WHERE h.plan_id = p.id
    ) w ON greatest(coalesce($3::timestamptz, p.revised_at), p.created_at) >= w.known_from AND greatest(coalesce($3::timestamptz, p.revised_at), p.created_at) < w.known_until
   WHERE p.slug = $1
), who AS MATERIALIZED (

  SELECT a.id, a.slug, a.kind, a.name, a.names
    FROM p JOIN plan_assessor pa ON pa.plan_id = p.id JOIN assessor a ON a.id = pa.assessor_id
   WHERE CASE WHEN $2::text IS NULL THEN a.id = p.default_assessor_id ELSE a.slug = $2 END
), area_then AS MATERIALIZED (

  SELECT a.id, a.code, a.name, a.names, a.position FROM p JOIN area a ON a.plan_id = p.id AND a.known_from <= p.worded_at AND (a.removed_at IS NULL OR a.removed_at > p.worded_at)
  UNION ALL
  SELECT h.id, h.code, h.name, h.names, h.position FROM p JOIN area_history h ON h.plan_id = p.id
     AND h.known_from <= p.worded_at AND h.known_until > p.worded_at
), page AS MATERIALIZED (
  SELECT x.* FROM p JOIN LATERAL (
      SELECT x.id, x.position, x.code, x.title, x.titles, x.basis, x.area_id FROM objective x
       WHERE x.plan_id = p.id AND x.known_from <= p.worded_at AND (x.struck_at IS NULL OR x.struck_at > p.worded_at)
      UNION ALL
      SELECT h.id, h.position, h.code, h.title, h.titles, h.basis, h.area_id FROM objective_history h
       WHERE h.plan_id = p.id AND h.known_from <= p.worded_at AND h.known_until > p.worded_at) x ON (x.position, x.id) > ($5::int, $6::int)
   ORDER BY x.position, x.id LIMIT $7
)
SELECT o.position, o.id, o.code, a.code AS area, o.title, o.basis, x.text, x.tags, x.due_on AS "dueOn", x.responsible,
       coalesce((SELECT json_agg(json_build_object('name', e.name, 'value', e.value, 'path', e.path) ORDER BY e.position) FROM objective_extra e
                  WHERE e.plan_id = p.id AND e.objective_id = o.id), '[]') AS extras,
       coalesce((SELECT json_agg(json_build_object('id', g.id, 'source', s.slug, 'exact', g.exact, 'prefix', g.prefix, 'suffix', g.suffix,
                  'start', g.start_position, 'end', g.end_position, 'paragraph', g.paragraph, 'summary', g.summary) ORDER BY t.position, g.id)
          FROM objective_statement t JOIN passage g ON g.id = t.passage_id JOIN source s ON s.id = g.source_id
         WHERE t.plan_id = p.id AND t.objective_id = o.id), '[]') AS "statedIn",
       coalesce((SELECT json_agg(json_build_object('id', y.id, 'assessor', w.slug, 'level', y.level,
                 'effectiveOn', y.effective_on, 'retracts', y.retracts, 'recordedAt', to_char(y.recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
                 'rationale', y.rationale, 'cause', y.cause, 'evidence', coalesce(
                   (SELECT json_agg(json_build_object('bearing', e.bearing, 'note', e.note, 'passage', json_build_object('id', g.id, 'source', s.slug, 'exact', g.exact, 'prefix', g.prefix, 'suffix', g.suffix,
                  'start', g.start_position, 'end', g.end_position, 'paragraph', g.paragraph, 'summary', g.summary))
                             ORDER BY e.position)
                      FROM evidence e JOIN passage g ON g.id = e.passage_id JOIN source s ON s.id = g.source_id
                     WHERE e.plan_id = p.id AND e.assessment_id = y.id), '[]')) ORDER BY y.recorded_at, y.id)
          FROM assessment y JOIN assessor w ON w.id = y.assessor_id
         WHERE y.plan_id = p.id AND y.objective_id = o.id AND y.recorded_at <= p.known_at), '[]') AS assessments,
       r.id AS current
  FROM p CROSS JOIN who CROSS JOIN page o
  JOIN objective x ON x.plan_id = p.id AND x.id = o.id
  JOIN area_then a ON a.id = o.area_id
  LEFT JOIN LATERAL (
      SELECT y.id, y.level, y.cause, y.effective_on FROM assessment y
       WHERE y.plan_id = p.id AND y.objective_id = o.id AND y.assessor_id = who.id
         AND y.effective_on <= $4::date AND y.recorded_at <= p.known_at
         AND NOT EXISTS (SELECT FROM assessment z WHERE z.plan_id = p.id AND z.retracts = y.id
                            AND z.recorded_at <= p.known_at)
       ORDER BY y.effective_on DESC, y.recorded_at DESC, y.id DESC
       LIMIT 1) r ON true
 ORDER BY o.position, o.id
