-- Grain: one row, the plan, with its areas, assessors, claims and the sources of its passages.
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
), claimed AS MATERIALIZED (
  SELECT c.*, a.code AS area FROM p JOIN claim c ON c.plan_id = p.id AND c.recorded_at <= p.worded_at
     AND NOT EXISTS (SELECT FROM claim_retraction cr WHERE cr.plan_id = c.plan_id AND cr.claim_id = c.id AND cr.recorded_at <= p.worded_at) LEFT JOIN area_then a ON a.id = c.area_id
), cited AS MATERIALIZED (
  SELECT passage_id FROM claimed
  UNION SELECT t.passage_id FROM p JOIN objective_statement t ON t.plan_id = p.id
  UNION SELECT e.passage_id FROM p JOIN evidence e ON e.plan_id = p.id
          JOIN assessment y ON y.plan_id = p.id AND y.id = e.assessment_id AND y.recorded_at <= p.known_at
)
SELECT (SELECT json_build_object('slug', p.slug, 'title', p.title, 'holder', p.holder_name, 'termStart', p.term_start,
                 'termEnd', p.term_end, 'language', now.language, 'motto', now.motto,
                 'provenanceNote', p.provenance_note, 'organization',
                 json_build_object('slug', g.slug, 'name', g.name, 'acronym', g.acronym))
          FROM plan now JOIN organization g ON g.id = now.organization_id WHERE now.id = p.id) AS heading,
       coalesce((SELECT json_agg(json_build_object('code', a.code, 'name', a.name) ORDER BY a.position)
          FROM area_then a), '[]') AS areas,
       coalesce((SELECT json_agg(json_build_object('name', e.name, 'value', e.value, 'path', e.path) ORDER BY e.position)
          FROM plan_extra e WHERE e.plan_id = p.id), '[]') AS extras,
       coalesce((SELECT json_agg(n.name ORDER BY n.first, n.name)
          FROM (SELECT e.name, min(e.position) AS first FROM objective_extra e WHERE e.plan_id = p.id GROUP BY e.name) n), '[]') AS "extraNames",
       (SELECT json_agg(json_build_object('slug', a.slug, 'name', a.name, 'kind', a.kind,
                 'default', a.id = p.default_assessor_id) ORDER BY a.id <> p.default_assessor_id, a.slug)
          FROM plan_assessor pa JOIN assessor a ON a.id = pa.assessor_id WHERE pa.plan_id = p.id) AS assessors,
       coalesce((SELECT json_agg(json_build_object('id', c.id, 'text', c.text, 'complete', c.complete, 'total', c.total,
                 'levels', c.levels, 'area', c.area, 'recordedAt', to_char(c.recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'passage', json_build_object('id', g.id, 'source', s.slug, 'exact', g.exact, 'prefix', g.prefix, 'suffix', g.suffix,
                  'start', g.start_position, 'end', g.end_position, 'paragraph', g.paragraph, 'summary', g.summary))
                 ORDER BY c.id)
          FROM claimed c JOIN passage g ON g.id = c.passage_id JOIN source s ON s.id = g.source_id), '[]') AS claims,
       coalesce((SELECT json_agg(json_build_object('slug', s.slug, 'title', s.title, 'authors', s.authors,
                 'publisher', s.publisher, 'publishedOn', s.published_on, 'language', s.language, 'url', s.url,
                 'archiveUrl', s.archive_url, 'rights', s.rights, 'note', s.note) ORDER BY s.slug)
          FROM source s WHERE s.id IN (SELECT g.source_id FROM cited k JOIN passage g ON g.id = k.passage_id)), '[]') AS sources
  FROM p
