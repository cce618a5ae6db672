-- Grain: one row an objective, with its evidence, in the plan's order: at most $8 after the one at ($6, $7).
--
-- src/reporting/scorecard/objectives.sql.ts

WITH p AS MATERIALIZED (

  SELECT p.id, p.slug, p.organization_id, w.scale_id, p.revision, p.revised_at,
         w.title, w.titles, w.holder_name, w.holder_names, w.term_start, w.term_end, w.default_assessor_id,
         w.provenance_note, w.provenance_notes, w.state, w.withdrawn_at, w.withdrawal_rationale,
         coalesce($5::timestamptz, p.revised_at) AS known_at, greatest(coalesce($5::timestamptz, p.revised_at), p.created_at) AS worded_at
    FROM plan p
    JOIN LATERAL (
      SELECT p.title, p.titles, p.holder_name, p.holder_names, p.term_start, p.term_end, p.default_assessor_id,
             p.provenance_note, p.provenance_notes, p.state, p.withdrawn_at, p.withdrawal_rationale, p.scale_id, p.known_from, 'infinity'::timestamptz AS known_until
      UNION ALL
      SELECT h.title, h.titles, h.holder_name, h.holder_names, h.term_start, h.term_end, h.default_assessor_id,
             h.provenance_note, h.provenance_notes, h.state, h.withdrawn_at, h.withdrawal_rationale, h.scale_id, h.known_from, h.known_until
        FROM plan_history h WHERE h.plan_id = p.id
    ) w ON greatest(coalesce($5::timestamptz, p.revised_at), p.created_at) >= w.known_from AND greatest(coalesce($5::timestamptz, p.revised_at), p.created_at) < w.known_until
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
       WHERE h.plan_id = p.id AND h.known_from <= p.worded_at AND h.known_until > p.worded_at) x ON (x.position, x.id) > ($6::int, $7::int)
   ORDER BY x.position, x.id LIMIT $8
)
SELECT o.position, o.id,
       a.code AS area, o.code, coalesce(o.titles ->> $3::text, o.title) AS title, l.slug AS level, CASE WHEN l.complete THEN
            CASE WHEN r.contradicts > r.unread_contradicts THEN 'contested'
                 WHEN r.qualifies > r.unread_qualifies AND r.contradicts = 0 THEN 'qualified'
                 WHEN r.unread > 0 THEN 'unread'
                 WHEN r.supports > 0 THEN 'firm'
                 ELSE 'unsupported' END
          END AS strength,
       r.effective_on AS "effectiveOn", coalesce(r.supports + r.qualifies + r.contradicts > 0, false) AS "hasEvidence",
       coalesce(l.complete AND r.effective_on > p.term_end, false) AS late, coalesce(a.names ->> $3::text, a.name) AS "areaName", o.basis, r.cause,
       y.recorded_at AS "recordedAt", y.rationale, coalesce(
         (SELECT json_agg(json_build_object('bearing', e.bearing, 'exact', g.exact, 'summary', g.summary,
                   'source', s.slug, 'paragraph', g.paragraph, 'note', e.note) ORDER BY e.position)
            FROM evidence e JOIN passage g ON g.id = e.passage_id JOIN source s ON s.id = g.source_id
           WHERE e.plan_id = p.id AND e.assessment_id = r.assessment_id), '[]') AS evidence
  FROM p CROSS JOIN who CROSS JOIN page o

  JOIN area_then a ON a.id = o.area_id
  LEFT JOIN LATERAL (
      SELECT last.level, last.cause, last.effective_on, last.id AS assessment_id,
             count(*) FILTER (WHERE e.bearing = 'supports') AS supports,
             count(*) FILTER (WHERE e.bearing = 'qualifies') AS qualifies,
             count(*) FILTER (WHERE e.bearing = 'contradicts') AS contradicts,
             count(*) FILTER (WHERE e.unread AND d.read_at IS NULL) AS unread,
             count(*) FILTER (WHERE e.unread AND d.read_at IS NULL AND e.bearing = 'qualifies') AS unread_qualifies,
             count(*) FILTER (WHERE e.unread AND d.read_at IS NULL AND e.bearing = 'contradicts') AS unread_contradicts
        FROM (
      SELECT y.id, y.level, y.cause, y.effective_on FROM assessment y
       WHERE y.plan_id = p.id AND y.objective_id = o.id AND y.assessor_id = who.id
         AND y.effective_on <= $4::date AND y.recorded_at <= p.known_at
         AND NOT EXISTS (SELECT FROM assessment z WHERE z.plan_id = p.id AND z.retracts = y.id
                            AND z.recorded_at <= p.known_at)
       ORDER BY y.effective_on DESC, y.recorded_at DESC, y.id DESC
       LIMIT 1) last
        LEFT JOIN evidence e ON e.plan_id = p.id AND e.assessment_id = last.id
        LEFT JOIN evidence_reading d ON e.unread AND d.plan_id = e.plan_id AND d.assessment_id = e.assessment_id
         AND d.position = e.position AND d.read_at <= p.known_at
       GROUP BY last.level, last.cause, last.effective_on, last.id) r ON true
  JOIN rating_level l ON l.scale_id = p.scale_id
     AND CASE WHEN r.level IS NULL THEN NOT l.assessed ELSE l.slug = r.level END
  LEFT JOIN assessment y ON y.plan_id = p.id AND y.id = r.assessment_id
 ORDER BY o.position, o.id
