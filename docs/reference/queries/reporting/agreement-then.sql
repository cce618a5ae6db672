-- As of a day, as far as we knew at an instant. $1 plan, $2 the day, $3 the instant, or null for all that we know.
--
-- src/reporting/agreement/agreement.sql.ts

WITH p AS MATERIALIZED (

  SELECT p.id, p.slug, p.organization_id, w.scale_id, p.revision, p.revised_at,
         w.title, w.titles, w.holder_name, w.holder_names, w.term_start, w.term_end, w.default_assessor_id,
         w.provenance_note, w.provenance_notes, w.state, w.withdrawn_at, w.withdrawal_rationale,
         coalesce($3::timestamptz, p.revised_at) AS known_at, greatest(coalesce($3::timestamptz, p.revised_at), p.created_at) AS worded_at
    FROM seen_plan p
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
  -- one row an assessor of the plan, the default one first
  SELECT a.id, a.slug, a.name, a.kind, row_number() OVER (ORDER BY a.id <> p.default_assessor_id, a.slug) AS place
    FROM p JOIN plan_assessor pa ON pa.plan_id = p.id AND (pa.known_from IS NULL OR pa.known_from <= p.worded_at) JOIN assessor a ON a.id = pa.assessor_id
), rated AS MATERIALIZED (
  -- one row an objective; a level that means "not assessed" is no assessment
  SELECT o.position, o.code, o.title, json_agg(l.slug ORDER BY who.place) AS levels, count(l.slug) AS ratings
    FROM p
    JOIN LATERAL (
      SELECT x.id, x.position, x.code, x.title, x.titles, x.basis, x.area_id FROM objective x
       WHERE x.plan_id = p.id AND x.known_from <= p.worded_at AND (x.struck_at IS NULL OR x.struck_at > p.worded_at)
      UNION ALL
      SELECT h.id, h.position, h.code, h.title, h.titles, h.basis, h.area_id FROM objective_history h
       WHERE h.plan_id = p.id AND h.known_from <= p.worded_at AND h.known_until > p.worded_at) o ON true
   CROSS JOIN who
    LEFT JOIN LATERAL (
      SELECT y.id, y.level, y.cause, y.effective_on FROM assessment y
       WHERE y.plan_id = p.id AND y.objective_id = o.id AND y.assessor_id = who.id
         AND y.effective_on <= $2::date AND y.recorded_at <= p.known_at
         AND NOT EXISTS (SELECT FROM assessment z WHERE z.plan_id = p.id AND z.retracts = y.id
                            AND z.recorded_at <= p.known_at)
       ORDER BY y.effective_on DESC, y.recorded_at DESC, y.id DESC
       LIMIT 1) r ON true
    LEFT JOIN rating_level l ON l.scale_id = p.scale_id AND l.slug = r.level AND l.assessed
   GROUP BY o.position, o.code, o.title
)
SELECT json_build_object('slug', p.slug, 'title', p.title, 'holder', p.holder_name,
                         'termStart', p.term_start, 'termEnd', p.term_end) AS plan,
       p.revised_at AS "revisedAt",
       (SELECT count(*)::int FROM rated) AS objectives,
       (SELECT json_agg(json_build_object('slug', slug, 'name', name, 'kind', kind) ORDER BY place) FROM who) AS assessors,
       (SELECT json_agg(json_build_object('slug', l.slug, 'credit', l.credit) ORDER BY l.position)
          FROM rating_level l WHERE l.scale_id = p.scale_id) AS levels,
       (SELECT coalesce(json_agg(json_build_object('code', code, 'title', title, 'levels', levels)
                 ORDER BY position), '[]') FROM rated WHERE ratings > 0) AS rated
  FROM p
