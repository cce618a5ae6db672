-- The days on which objectives changed their level, up to a day and as far as we knew at an instant. $1 plan,
-- $2 assessor or null, $3 the language, $4 the day, $5 the instant, or null for all that we know. Grain: one row, the plan; inside it
-- `moves` has one element for each day, level before and level after that occurs.
--
-- All assessments of the plan by one assessor are read once, each objective's by its own run in the index.
--
-- src/reporting/timeline/timeline.sql.ts

WITH p AS MATERIALIZED (

  SELECT p.id, p.slug, p.organization_id, w.scale_id, p.revision, p.revised_at,
         w.title, w.titles, w.holder_name, w.holder_names, w.term_start, w.term_end, w.default_assessor_id,
         w.provenance_note, w.provenance_notes, w.state, w.withdrawn_at, w.withdrawal_rationale,
         coalesce($5::timestamptz, p.revised_at) AS known_at, greatest(coalesce($5::timestamptz, p.revised_at), p.created_at) AS worded_at
    FROM seen_plan p
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
), o AS MATERIALIZED (
  SELECT x.id FROM p JOIN LATERAL (
      SELECT x.id, x.position, x.code, x.title, x.titles, x.basis, x.area_id FROM objective x
       WHERE x.plan_id = p.id AND x.known_from <= p.worded_at AND (x.struck_at IS NULL OR x.struck_at > p.worded_at)
      UNION ALL
      SELECT h.id, h.position, h.code, h.title, h.titles, h.basis, h.area_id FROM objective_history h
       WHERE h.plan_id = p.id AND h.known_from <= p.worded_at AND h.known_until > p.worded_at) x ON true
), daily AS (
  -- one row an objective and day: where it stood at the end of that day
  SELECT DISTINCT ON (y.objective_id, y.effective_on) y.objective_id, y.effective_on, y.level
    FROM p CROSS JOIN who CROSS JOIN o
    JOIN assessment y ON y.plan_id = p.id AND y.objective_id = o.id AND y.assessor_id = who.id
   WHERE y.effective_on <= $4::date AND y.recorded_at <= p.known_at
         AND NOT EXISTS (SELECT FROM assessment z WHERE z.plan_id = p.id AND z.retracts = y.id
                            AND z.recorded_at <= p.known_at)
   ORDER BY y.objective_id, y.effective_on, y.recorded_at DESC, y.id DESC
), move AS (
  SELECT d.effective_on, d.level AS after,
         coalesce(lag(d.level) OVER (PARTITION BY d.objective_id ORDER BY d.effective_on),
                  (SELECT l.slug FROM p JOIN rating_level l ON l.scale_id = p.scale_id AND NOT l.assessed)) AS before
    FROM daily d
)
SELECT
       CASE p.state WHEN 'published' THEN json_build_object(
         'slug', p.slug, 'title', coalesce(p.titles ->> $3::text, p.title),
         'holder', coalesce(p.holder_names ->> $3::text, p.holder_name),
         'termStart', p.term_start, 'termEnd', p.term_end, 'organization',
         (SELECT json_build_object('slug', g.slug, 'name', coalesce(g.names ->> $3::text, g.name),
                                   'acronym', coalesce(g.acronyms ->> $3::text, g.acronym))
            FROM organization g WHERE g.id = p.organization_id))
                    WHEN 'draft' THEN json_build_object(
         'slug', p.slug, 'title', coalesce(p.titles ->> $3::text, p.title),
         'holder', coalesce(p.holder_names ->> $3::text, p.holder_name),
         'termStart', p.term_start, 'termEnd', p.term_end, 'organization',
         (SELECT json_build_object('slug', g.slug, 'name', coalesce(g.names ->> $3::text, g.name),
                                   'acronym', coalesce(g.acronyms ->> $3::text, g.acronym))
            FROM organization g WHERE g.id = p.organization_id), 'state', p.state)
                    ELSE json_build_object(
         'slug', p.slug, 'title', coalesce(p.titles ->> $3::text, p.title),
         'holder', coalesce(p.holder_names ->> $3::text, p.holder_name),
         'termStart', p.term_start, 'termEnd', p.term_end, 'organization',
         (SELECT json_build_object('slug', g.slug, 'name', coalesce(g.names ->> $3::text, g.name),
                                   'acronym', coalesce(g.acronyms ->> $3::text, g.acronym))
            FROM organization g WHERE g.id = p.organization_id), 'state', p.state, 'withdrawn',
  CASE WHEN p.state = 'withdrawn' THEN json_build_object('at', to_char(p.withdrawn_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
                                                        'rationale', p.withdrawal_rationale) END) END AS plan,
       p.id,
       p.revision,
       p.revised_at AS "revisedAt",

       (SELECT json_build_object('slug', who.slug, 'kind', who.kind, 'name', coalesce(who.names ->> $3::text, who.name)) FROM who) AS assessor,

       (SELECT json_build_object('slug', s.slug, 'name', coalesce(s.names ->> $3::text, s.name),
                                 'levels',
  (SELECT json_agg(json_build_object('slug', l.slug, 'label', coalesce(l.labels ->> $3::text, l.label), 'credit', l.credit, 'complete', l.complete,
            'final', l.final, 'assessed', l.assessed, 'applicable', l.applicable) ORDER BY l.position)
     FROM rating_level l WHERE l.scale_id = s.id))
          FROM rating_scale s WHERE s.id = p.scale_id) AS scale,
       (SELECT count(*)::int FROM o) AS objectives,
       (SELECT coalesce(json_agg(json_build_object('date', m.effective_on, 'from', m.before, 'to', m.after,
                 'objectives', m.objectives) ORDER BY m.effective_on), '[]')
          FROM (SELECT effective_on, before, after, count(*) AS objectives FROM move
                 WHERE before <> after GROUP BY effective_on, before, after) m) AS moves
  FROM p
