-- The facts of several plans' totals, each by its default assessor, in one statement. $1 ids of plans, $2 the day,
-- $3 the language. Grain: one row a plan, newest term first; `groups` has one element for each level and evidence
-- strength that occurs. Every table is entered by the plan's id.
--
-- src/reporting/overview/overview.sql.ts

WITH p AS MATERIALIZED (

  SELECT p.id, p.slug, p.organization_id, w.scale_id, p.revision, p.revised_at,
         w.title, w.titles, w.holder_name, w.holder_names, w.term_start, w.term_end, w.default_assessor_id,
         w.provenance_note, w.provenance_notes, w.state, w.withdrawn_at, w.withdrawal_rationale,
         coalesce(NULL::timestamptz, p.revised_at) AS known_at, greatest(coalesce(NULL::timestamptz, p.revised_at), p.created_at) AS worded_at
    FROM plan p
    JOIN LATERAL (
      SELECT p.title, p.titles, p.holder_name, p.holder_names, p.term_start, p.term_end, p.default_assessor_id,
             p.provenance_note, p.provenance_notes, p.state, p.withdrawn_at, p.withdrawal_rationale, p.scale_id, p.known_from, 'infinity'::timestamptz AS known_until
      UNION ALL
      SELECT h.title, h.titles, h.holder_name, h.holder_names, h.term_start, h.term_end, h.default_assessor_id,
             h.provenance_note, h.provenance_notes, h.state, h.withdrawn_at, h.withdrawal_rationale, h.scale_id, h.known_from, h.known_until
        FROM plan_history h WHERE h.plan_id = p.id
    ) w ON greatest(coalesce(NULL::timestamptz, p.revised_at), p.created_at) >= w.known_from AND greatest(coalesce(NULL::timestamptz, p.revised_at), p.created_at) < w.known_until
   WHERE p.id = ANY ($1::int[])
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
       coalesce(p.provenance_notes ->> $3::text, p.provenance_note) AS "provenanceNote",
       p.revised_at AS "revisedAt",
       json_build_object('slug', who.slug, 'kind', who.kind, 'name', coalesce(who.names ->> $3::text, who.name)) AS assessor,

       (SELECT json_build_object('slug', s.slug, 'name', coalesce(s.names ->> $3::text, s.name),
                                 'levels',
  (SELECT json_agg(json_build_object('slug', l.slug, 'label', coalesce(l.labels ->> $3::text, l.label), 'credit', l.credit, 'complete', l.complete,
            'final', l.final, 'assessed', l.assessed, 'applicable', l.applicable) ORDER BY l.position)
     FROM rating_level l WHERE l.scale_id = s.id))
          FROM rating_scale s WHERE s.id = p.scale_id) AS scale,
       (SELECT coalesce(json_agg(json_build_object('area', '', 'level', g.level, 'strength', g.strength,
                 'objectives', g.objectives)), '[]')
          FROM (SELECT l.slug AS level, CASE WHEN l.complete THEN
            CASE WHEN r.contradicts > r.unread_contradicts THEN 'contested'
                 WHEN r.qualifies > r.unread_qualifies AND r.contradicts = 0 THEN 'qualified'
                 WHEN r.unread > 0 THEN 'unread'
                 WHEN r.supports > 0 THEN 'firm'
                 ELSE 'unsupported' END
          END AS strength, count(*) AS objectives
                  FROM (
      SELECT x.id, x.position, x.code, x.title, x.titles, x.basis, x.area_id FROM objective x
       WHERE x.plan_id = p.id AND x.known_from <= p.worded_at AND (x.struck_at IS NULL OR x.struck_at > p.worded_at)
      UNION ALL
      SELECT h.id, h.position, h.code, h.title, h.titles, h.basis, h.area_id FROM objective_history h
       WHERE h.plan_id = p.id AND h.known_from <= p.worded_at AND h.known_until > p.worded_at) o
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
         AND y.effective_on <= $2::date AND y.recorded_at <= p.known_at
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
                 GROUP BY 1, 2) g) AS groups,
       (SELECT count(DISTINCT o.id)::int
          FROM (
      SELECT x.id, x.position, x.code, x.title, x.titles, x.basis, x.area_id FROM objective x
       WHERE x.plan_id = p.id AND x.known_from <= p.worded_at AND (x.struck_at IS NULL OR x.struck_at > p.worded_at)
      UNION ALL
      SELECT h.id, h.position, h.code, h.title, h.titles, h.basis, h.area_id FROM objective_history h
       WHERE h.plan_id = p.id AND h.known_from <= p.worded_at AND h.known_until > p.worded_at) o
          JOIN LATERAL (
      SELECT y.id, y.level, y.cause, y.effective_on FROM assessment y
       WHERE y.plan_id = p.id AND y.objective_id = o.id AND y.assessor_id = who.id
         AND y.effective_on <= $2::date AND y.recorded_at <= p.known_at
         AND NOT EXISTS (SELECT FROM assessment z WHERE z.plan_id = p.id AND z.retracts = y.id
                            AND z.recorded_at <= p.known_at)
       ORDER BY y.effective_on DESC, y.recorded_at DESC, y.id DESC
       LIMIT 1) mine ON true
          JOIN rating_level l ON l.scale_id = p.scale_id AND l.slug = mine.level AND l.assessed
          JOIN plan_assessor pa ON pa.plan_id = p.id AND pa.assessor_id <> who.id
          JOIN LATERAL (
      SELECT y.id, y.level, y.cause, y.effective_on FROM assessment y
       WHERE y.plan_id = p.id AND y.objective_id = o.id AND y.assessor_id = pa.assessor_id
         AND y.effective_on <= $2::date AND y.recorded_at <= p.known_at
         AND NOT EXISTS (SELECT FROM assessment z WHERE z.plan_id = p.id AND z.retracts = y.id
                            AND z.recorded_at <= p.known_at)
       ORDER BY y.effective_on DESC, y.recorded_at DESC, y.id DESC
       LIMIT 1) theirs ON theirs.level <> mine.level
          JOIN rating_level t ON t.scale_id = p.scale_id AND t.slug = theirs.level AND t.assessed) AS differing,
       (SELECT coalesce(json_agg(json_build_object('complete', c.complete, 'total', c.total, 'levels', c.levels,
                 'passage', coalesce(g.exact, c.text)) ORDER BY c.id), '[]')
          FROM claim c JOIN passage g ON g.id = c.passage_id
         WHERE c.plan_id = p.id AND c.area_id IS NULL AND NOT EXISTS (SELECT FROM claim_retraction cr WHERE cr.plan_id = c.plan_id AND cr.claim_id = c.id)) AS claims,
       (SELECT
       coalesce(json_agg(json_build_object('slug', s.slug, 'title', s.title, 'authors', s.authors,
                 'publisher', s.publisher, 'publishedOn', s.published_on, 'url', s.url, 'archiveUrl', s.archive_url,
                 'rights', s.rights) ORDER BY s.slug), '[]')
          FROM source s
         WHERE s.id IN (SELECT g.source_id FROM claim c JOIN passage g ON g.id = c.passage_id
                         WHERE c.plan_id = p.id AND c.area_id IS NULL AND NOT EXISTS (SELECT FROM claim_retraction cr WHERE cr.plan_id = c.plan_id AND cr.claim_id = c.id))) AS sources
  FROM p JOIN assessor who ON who.id = p.default_assessor_id
 ORDER BY p.term_start DESC, p.slug
