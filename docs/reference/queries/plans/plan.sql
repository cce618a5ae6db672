-- Grain: one row, the plan.
--
-- src/plans/plans.reader.ts

  SELECT p.version,
p.slug, json_build_object('slug', o.slug, 'name', o.name, 'names', o.names, 'acronym', o.acronym,
                            'acronyms', o.acronyms) AS organization,
p.title, p.titles,
json_build_object('name', p.holder_name, 'names', p.holder_names, 'iso3166', p.holder_iso3166) AS holder,
p.term_start AS "termStart", p.term_end AS "termEnd", p.state,
CASE WHEN p.state = 'withdrawn' THEN json_build_object('at', to_char(p.withdrawn_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
                                                      'rationale', p.withdrawal_rationale) END AS withdrawn, p.motto, p.provenance_note AS "provenanceNote",
         p.provenance_notes AS "provenanceNotes", p.language, p.official_list AS "officialList",
         json_build_object('slug', s.slug, 'name', s.name, 'names', s.names, 'description', s.description, 'source', s.source,
                           'sourceUrl', s.source_url, 'sourceCheckedOn', s.source_checked_on,
                           'levels',
(SELECT json_agg(json_build_object('slug', l.slug, 'label', l.label, 'labels', l.labels, 'credit', l.credit, 'complete', l.complete,
          'final', l.final, 'assessed', l.assessed, 'applicable', l.applicable) ORDER BY l.position)
   FROM rating_level l WHERE l.scale_id = s.id)) AS scale,
         (SELECT json_agg(json_build_object('slug', a.slug, 'name', a.name, 'names', a.names, 'kind', a.kind,
                   'default', a.id = p.default_assessor_id)
                   ORDER BY a.id <> p.default_assessor_id, pa.position, a.id)
            FROM plan_assessor pa JOIN assessor a ON a.id = pa.assessor_id WHERE pa.plan_id = p.id) AS assessors,

(SELECT coalesce(json_agg(json_build_object('code', a.code, 'name', a.name, 'names', a.names,
          'sourceHeading', a.source_heading, 'position', a.position,
          'version', a.version) ORDER BY a.position), '[]') FROM area a WHERE a.plan_id = p.id AND a.removed_at IS NULL) AS areas,
         (SELECT coalesce(json_agg(json_build_object('id', c.id, 'text', c.text, 'complete', c.complete, 'total', c.total,
                   'levels', c.levels,
                   'area', (SELECT a.code FROM area a WHERE a.plan_id = c.plan_id AND a.id = c.area_id),
                   'source', src.slug, 'passage', coalesce(pg.exact, pg.summary)) ORDER BY c.id), '[]')
            FROM claim c JOIN passage pg ON pg.id = c.passage_id JOIN source src ON src.id = pg.source_id
           WHERE c.plan_id = p.id
             AND NOT EXISTS (SELECT FROM claim_retraction r WHERE r.plan_id = c.plan_id AND r.claim_id = c.id)) AS claims
    FROM seen_plan p
    JOIN organization o ON o.id = p.organization_id
    JOIN rating_scale s ON s.id = p.scale_id
   WHERE p.slug = $1
