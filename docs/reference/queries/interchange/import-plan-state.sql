-- Grain: one row, the plan $1 that may be changed, with what a file can say of it. Every table is entered through `plan_id`.
--
-- src/interchange/import/plan-state.sql.ts

SELECT p.id, p.slug, p.title, p.language, p.organization_id AS "organizationId", p.term_start AS "termStart", p.term_end AS "termEnd",
       (SELECT s.slug FROM rating_scale s WHERE s.id = p.scale_id) AS scale,
       coalesce((SELECT json_agg(json_build_object('code', a.code, 'name', a.name, 'version', a.version) ORDER BY a.position)
          FROM area a WHERE a.plan_id = p.id AND a.removed_at IS NULL), '[]') AS areas,
       coalesce((SELECT json_agg(json_build_object('id', o.id, 'code', o.code, 'version', o.version,
                 'struck', o.struck_at IS NOT NULL, 'area', a.code, 'title', o.title, 'text', o.text, 'tags', o.tags,
                 'dueOn', o.due_on, 'responsible', o.responsible,
                 'statedIn', coalesce((SELECT json_agg(json_build_object('passage', t.passage_id, 'source', s.slug)
                           ORDER BY t.position)
                    FROM objective_statement t JOIN passage g ON g.id = t.passage_id JOIN source s ON s.id = g.source_id
                    WHERE t.plan_id = p.id AND t.objective_id = o.id), '[]'),
                 'extras', coalesce((SELECT json_agg(json_build_object('name', e.name, 'value', e.value) ORDER BY e.position)
                    FROM objective_extra e WHERE e.plan_id = p.id AND e.objective_id = o.id), '[]'),
                 'assessments', coalesce((SELECT json_agg(json_build_object('assessor', w.slug, 'status', y.level,
                      'effectiveOn', y.effective_on, 'rationale', y.rationale, 'cause', y.cause,
                      'evidence', coalesce((SELECT json_agg(json_build_object('source', s.slug, 'exact', g.exact,
                           'summary', g.summary, 'bearing', e.bearing) ORDER BY e.position)
                         FROM evidence e JOIN passage g ON g.id = e.passage_id JOIN source s ON s.id = g.source_id
                        WHERE e.plan_id = p.id AND e.assessment_id = y.id), '[]')) ORDER BY y.recorded_at, y.id)
                    FROM assessment y JOIN assessor w ON w.id = y.assessor_id
                   WHERE y.plan_id = p.id AND y.objective_id = o.id AND y.level IS NOT NULL
                     AND NOT EXISTS (SELECT FROM assessment r WHERE r.plan_id = p.id AND r.retracts = y.id)), '[]'))
                 ORDER BY o.position)
          FROM objective o JOIN area a ON a.plan_id = o.plan_id AND a.id = o.area_id WHERE o.plan_id = p.id), '[]') AS objectives
  FROM seen_plan p WHERE p.slug = $1
