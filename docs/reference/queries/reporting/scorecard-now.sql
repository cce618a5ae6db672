-- As of today, with all that we know: from the current rows. $1 plan, $2 assessor or null, $3 the language.
--
-- src/reporting/scorecard/scorecard.sql.ts

WITH p AS MATERIALIZED (
  SELECT p.* FROM seen_plan p WHERE p.slug = $1
), who AS MATERIALIZED (

  SELECT a.id, a.slug, a.kind, a.name, a.names
    FROM p JOIN plan_assessor pa ON pa.plan_id = p.id JOIN assessor a ON a.id = pa.assessor_id
   WHERE CASE WHEN $2::text IS NULL THEN a.id = p.default_assessor_id ELSE a.slug = $2 END
), area_then AS MATERIALIZED (
  SELECT a.id, a.code, a.name, a.names, a.position FROM p JOIN area a ON a.plan_id = p.id AND a.removed_at IS NULL
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
    JOIN LATERAL (SELECT x.id, x.position, x.code, x.title, x.titles, x.area_id FROM objective x
                 WHERE x.plan_id = (SELECT id FROM p) AND x.struck_at IS NULL) o ON true
    LEFT JOIN LATERAL (SELECT c.level, c.cause, c.effective_on, c.assessment_id, supports, qualifies, contradicts, unread, unread_qualifies, unread_contradicts
               FROM current_rating c
              WHERE c.plan_id = (SELECT id FROM p) AND c.assessor_id = (SELECT id FROM who)
                AND c.objective_id = o.id) r ON true
    JOIN rating_level l ON l.scale_id = p.scale_id
     AND CASE WHEN r.level IS NULL THEN NOT l.assessed ELSE l.slug = r.level END
), differing AS MATERIALIZED (
  -- one row an objective and assessor who puts it at another level; a level that means "not assessed" is no status
  SELECT x.position, x.code, x.title, x.level, a.slug, a.kind, coalesce(a.names ->> $3::text, a.name) AS name, l.slug AS other
    FROM p CROSS JOIN (SELECT c.objective_id, c.assessor_id, c.level FROM current_rating c
                    WHERE c.plan_id = (SELECT id FROM p) AND c.assessor_id <> (SELECT id FROM who)) c
    JOIN rated x ON x.id = c.objective_id AND x.assessed AND x.level <> c.level
    JOIN rating_level l ON l.scale_id = p.scale_id AND l.slug = c.level AND l.assessed
    JOIN assessor a ON a.id = c.assessor_id
), claimed AS MATERIALIZED (
  SELECT c.id, c.complete, c.total, c.levels, a.code AS area, coalesce(g.exact, c.text) AS words, g.source_id
    FROM p JOIN claim c ON c.plan_id = p.id AND NOT EXISTS (SELECT FROM claim_retraction cr WHERE cr.plan_id = c.plan_id AND cr.claim_id = c.id) JOIN passage g ON g.id = c.passage_id
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
