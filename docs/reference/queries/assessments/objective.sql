-- Grain: one row, the objective.
--
-- src/assessments/objectives.reader.ts

SELECT o.version,
       o.code, a.code AS area, o.title, o.titles, o.basis, o.note, o.position, o.tags,
       o.due_on AS "dueOn", o.responsible, l.slug AS status, r.effective_on AS "effectiveOn", r.cause,
       CASE WHEN l.complete THEN
        CASE WHEN r.contradicts > r.unread_contradicts THEN 'contested'
             WHEN r.qualifies > r.unread_qualifies AND r.contradicts = 0 THEN 'qualified'
             WHEN r.unread > 0 THEN 'unread'
             WHEN r.supports > 0 THEN 'firm'
             ELSE 'unsupported' END
      END AS strength,
       json_build_object('supports', coalesce(r.supports, 0), 'qualifies', coalesce(r.qualifies, 0),
                         'contradicts', coalesce(r.contradicts, 0), 'unread', coalesce(r.unread, 0)) AS evidence,
       who.slug AS assessor, r.assessment_id AS assessment, o.text,
       (SELECT coalesce(json_agg(json_build_object('name', e.name, 'value', e.value, 'path', e.path) ORDER BY e.position), '[]')
          FROM objective_extra e WHERE e.plan_id = o.plan_id AND e.objective_id = o.id) AS extras,
       CASE WHEN o.struck_at IS NOT NULL THEN json_build_object('at', to_char(o.struck_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
                                                                'rationale', o.strike_rationale) END AS struck,
       (SELECT coalesce(json_agg(json_build_object('passage', g.id, 'source', s.slug, 'exact', g.exact,
                 'summary', g.summary, 'paragraph', g.paragraph) ORDER BY t.position), '[]')
          FROM objective_statement t JOIN passage g ON g.id = t.passage_id JOIN source s ON s.id = g.source_id
         WHERE t.plan_id = o.plan_id AND t.objective_id = o.id) AS "statedIn"

  FROM plan p
  JOIN assessor who ON who.id = coalesce((SELECT id FROM assessor WHERE slug = $2), p.default_assessor_id)
  JOIN objective o ON o.plan_id = p.id
  JOIN area a ON a.plan_id = o.plan_id AND a.id = o.area_id
  LEFT JOIN current_rating r ON r.plan_id = o.plan_id AND r.assessor_id = who.id AND r.objective_id = o.id
  JOIN rating_level l ON l.scale_id = p.scale_id
   AND CASE WHEN r.level IS NULL THEN NOT l.assessed ELSE l.slug = r.level END
 WHERE p.id = $1 AND o.code = $3
