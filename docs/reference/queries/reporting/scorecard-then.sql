-- As of a day, as far as we knew at an instant: from the histories. $1 plan, $2 assessor or null, $3 the
-- language, $4 the day, $5 the instant, or null for all that we know. Before the plan was recorded at all, its first recorded wording is
-- shown, with nothing assessed.
--
-- src/reporting/scorecard/scorecard.sql.ts

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
), area_then AS MATERIALIZED (

  SELECT a.id, a.code, a.name, a.names, a.position FROM p JOIN area a ON a.plan_id = p.id AND a.known_from <= p.worded_at AND (a.removed_at IS NULL OR a.removed_at > p.worded_at)
  UNION ALL
  SELECT h.id, h.code, h.name, h.names, h.position FROM p JOIN area_history h ON h.plan_id = p.id
     AND h.known_from <= p.worded_at AND h.known_until > p.worded_at
), rated AS MATERIALIZED (
  -- one row an objective: where it stands, and the strength of its evidence
  SELECT o.id, o.position, o.code, coalesce(o.titles ->> $3::text, o.title) AS title, o.area_id, l.slug AS level, l.complete, l.assessed, l.applicable,
         r.cause, r.effective_on, r.assessment_id, CASE WHEN l.complete THEN
            CASE WHEN r.contradicts > r.unread_contradicts THEN 'contested'
                 WHEN r.qualifies > r.unread_qualifies AND r.contradicts = 0 THEN 'qualified'
                 WHEN r.unread > 0 THEN 'unread'
                 WHEN r.supports > 0 THEN 'firm'
                 ELSE 'unsupported' END
          END AS strength
    FROM p CROSS JOIN who
    JOIN LATERAL (
      SELECT x.id, x.position, x.code, x.title, x.titles, x.basis, x.area_id FROM objective x
       WHERE x.plan_id = p.id AND x.known_from <= p.worded_at AND (x.struck_at IS NULL OR x.struck_at > p.worded_at)
      UNION ALL
      SELECT h.id, h.position, h.code, h.title, h.titles, h.basis, h.area_id FROM objective_history h
       WHERE h.plan_id = p.id AND h.known_from <= p.worded_at AND h.known_until > p.worded_at) o ON true
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
), differing AS MATERIALIZED (
  -- one row an objective and assessor who puts it at another level; a level that means "not assessed" is no status
  SELECT x.position, x.code, x.title, x.level, a.slug, a.kind, coalesce(a.names ->> $3::text, a.name) AS name, l.slug AS other
    FROM p CROSS JOIN (
      SELECT o.id AS objective_id, pa.assessor_id, r.level
        FROM p CROSS JOIN rated o
        JOIN plan_assessor pa ON pa.plan_id = p.id AND pa.assessor_id <> (SELECT id FROM who)
        JOIN LATERAL (
      SELECT y.id, y.level, y.cause, y.effective_on FROM assessment y
       WHERE y.plan_id = p.id AND y.objective_id = o.id AND y.assessor_id = pa.assessor_id
         AND y.effective_on <= $4::date AND y.recorded_at <= p.known_at
         AND NOT EXISTS (SELECT FROM assessment z WHERE z.plan_id = p.id AND z.retracts = y.id
                            AND z.recorded_at <= p.known_at)
       ORDER BY y.effective_on DESC, y.recorded_at DESC, y.id DESC
       LIMIT 1) r ON true) c
    JOIN rated x ON x.id = c.objective_id AND x.assessed AND x.level <> c.level
    JOIN rating_level l ON l.scale_id = p.scale_id AND l.slug = c.level AND l.assessed
    JOIN assessor a ON a.id = c.assessor_id
), claimed AS MATERIALIZED (
  SELECT c.id, c.complete, c.total, c.levels, a.code AS area, coalesce(g.exact, c.text) AS words, g.source_id
    FROM p JOIN claim c ON c.plan_id = p.id AND c.recorded_at <= p.worded_at AND NOT EXISTS (SELECT FROM claim_retraction cr WHERE cr.plan_id = c.plan_id AND cr.claim_id = c.id AND cr.recorded_at <= p.worded_at) JOIN passage g ON g.id = c.passage_id
    LEFT JOIN area_then a ON a.id = c.area_id
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
       (SELECT coalesce(json_agg(json_build_object('code', a.code, 'name', coalesce(a.names ->> $3::text, a.name)) ORDER BY a.position), '[]')
          FROM area_then a) AS areas,
       (SELECT coalesce(json_agg(json_build_object('area', a.code, 'level', g.level, 'strength', g.strength,
                 'objectives', g.objectives)), '[]')
          FROM (SELECT area_id, level, strength, count(*) AS objectives
                  FROM rated GROUP BY area_id, level, strength) g
          JOIN area_then a ON a.id = g.area_id) AS groups,
       (SELECT coalesce(json_agg(json_build_object('complete', c.complete, 'total', c.total, 'levels', c.levels,
                 'area', c.area, 'passage', c.words)
                 ORDER BY c.id), '[]') FROM claimed c) AS claims,
       (SELECT coalesce(json_agg(json_build_object('code', x.code, 'title', x.title, 'level', x.level, 'cause', x.cause,
                 'effectiveOn', x.effective_on, 'rationale', y.rationale, 'passages', coalesce(
                   (SELECT json_agg(json_build_object('bearing', e.bearing, 'exact', g.exact, 'summary', g.summary,
                             'source', s.slug, 'paragraph', g.paragraph) ORDER BY e.position)
                      FROM evidence e JOIN passage g ON g.id = e.passage_id JOIN source s ON s.id = g.source_id
                     WHERE e.plan_id = p.id AND e.assessment_id = x.assessment_id), '[]'))
                 ORDER BY x.position), '[]')
          FROM rated x JOIN assessment y ON y.plan_id = p.id AND y.id = x.assessment_id
         WHERE x.assessed AND x.applicable AND NOT x.complete) AS "notComplete",
       (SELECT coalesce(json_agg(json_build_object('code', x.code, 'title', x.title, 'level', x.level,
                 'effectiveOn', x.effective_on) ORDER BY x.position), '[]')
          FROM rated x WHERE x.complete AND x.effective_on > p.term_end) AS late,
       (SELECT coalesce(json_agg(json_build_object('code', d.code, 'title', d.title, 'level', d.level, 'others', d.others)
                 ORDER BY d.position), '[]')
          FROM (SELECT position, code, title, level, json_agg(json_build_object('assessor',
                         json_build_object('slug', slug, 'kind', kind, 'name', name), 'level', other) ORDER BY slug) AS others
                  FROM differing GROUP BY position, code, title, level) d) AS dissent,
       (SELECT
       coalesce(json_agg(json_build_object('slug', s.slug, 'title', s.title, 'authors', s.authors,
                 'publisher', s.publisher, 'publishedOn', s.published_on, 'url', s.url, 'archiveUrl', s.archive_url,
                 'rights', s.rights) ORDER BY s.slug), '[]')
          FROM plan_source k JOIN source s ON s.id = k.source_id
         WHERE k.plan_id = p.id
           AND (EXISTS (SELECT FROM claimed c WHERE c.source_id = s.id)
                OR EXISTS (SELECT FROM rated x
                             JOIN evidence e ON e.plan_id = p.id AND e.assessment_id = x.assessment_id
                             JOIN passage g ON g.id = e.passage_id AND g.source_id = s.id))) AS sources
  FROM p
