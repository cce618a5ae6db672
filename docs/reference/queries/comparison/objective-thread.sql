-- Grain: one row, the objective $2 of the plan with the id $1. Its cost follows the number of links in the thread.
--
-- src/comparison/threads.reader.ts

WITH RECURSIVE start AS MATERIALIZED (
  SELECT o.plan_id, o.id, p.organization_id
    FROM objective o JOIN plan p ON p.id = o.plan_id WHERE o.plan_id = $1 AND o.code = $2
),
back (plan_id, objective_id) AS (
  SELECT plan_id, id FROM start
  UNION
  SELECT l.plan_id, l.objective_id
    FROM back r
    JOIN objective_link l ON l.later_plan_id = r.plan_id AND l.later_objective_id = r.objective_id AND l.state = 'confirmed'
    JOIN objective o ON o.plan_id = l.plan_id AND o.id = l.objective_id AND o.struck_at IS NULL
   WHERE (SELECT x.organization_id FROM listed_plan x WHERE x.id = l.plan_id) = (SELECT organization_id FROM start)
),
forth (plan_id, objective_id) AS (
  SELECT plan_id, id FROM start
  UNION
  SELECT l.later_plan_id, l.later_objective_id
    FROM forth r
    JOIN objective_link l ON l.plan_id = r.plan_id AND l.objective_id = r.objective_id AND l.state = 'confirmed'
    JOIN objective o ON o.plan_id = l.later_plan_id AND o.id = l.later_objective_id AND o.struck_at IS NULL
   WHERE (SELECT x.organization_id FROM listed_plan x WHERE x.id = l.later_plan_id) = (SELECT organization_id FROM start)
)
SELECT json_build_object(
    'plan', json_build_object('slug', p.slug, 'title', p.title, 'titles', p.titles, 'holder', p.holder_name,
                              'termStart', p.term_start, 'termEnd', p.term_end),
    'code', o.code, 'title', o.title, 'titles', o.titles,
    'level', coalesce(
      (SELECT c.level FROM current_rating c
        WHERE c.plan_id = o.plan_id AND c.assessor_id = p.default_assessor_id AND c.objective_id = o.id),
      (SELECT l.slug FROM rating_level l WHERE l.scale_id = p.scale_id AND NOT l.assessed)),
    'assessor', (SELECT json_build_object('slug', w.slug, 'name', w.name, 'names', w.names, 'kind', w.kind)
                   FROM assessor w WHERE w.id = p.default_assessor_id),
    'evidenceWithoutStatus', coalesce(
      (SELECT NOT l.assessed AND c.supports + c.qualifies + c.contradicts > 0
         FROM current_rating c JOIN rating_level l ON l.scale_id = p.scale_id AND l.slug = c.level
        WHERE c.plan_id = o.plan_id AND c.assessor_id = p.default_assessor_id AND c.objective_id = o.id), false)) AS objective,

  (SELECT coalesce(json_agg(json_build_object(
    'plan', json_build_object('slug', p.slug, 'title', p.title, 'titles', p.titles, 'holder', p.holder_name,
                              'termStart', p.term_start, 'termEnd', p.term_end),
    'code', o.code, 'title', o.title, 'titles', o.titles,
    'level', coalesce(
      (SELECT c.level FROM current_rating c
        WHERE c.plan_id = o.plan_id AND c.assessor_id = p.default_assessor_id AND c.objective_id = o.id),
      (SELECT l.slug FROM rating_level l WHERE l.scale_id = p.scale_id AND NOT l.assessed)),
    'assessor', (SELECT json_build_object('slug', w.slug, 'name', w.name, 'names', w.names, 'kind', w.kind)
                   FROM assessor w WHERE w.id = p.default_assessor_id),
    'evidenceWithoutStatus', coalesce(
      (SELECT NOT l.assessed AND c.supports + c.qualifies + c.contradicts > 0
         FROM current_rating c JOIN rating_level l ON l.scale_id = p.scale_id AND l.slug = c.level
        WHERE c.plan_id = o.plan_id AND c.assessor_id = p.default_assessor_id AND c.objective_id = o.id), false), 'relation', l.relation, 'rationale', l.rationale,
              'next', json_build_object('plan', np.slug, 'code', n.code))
            ORDER BY p.term_start, p.slug, o.position, np.term_start, np.slug, n.position), '[]')
     FROM back r
     JOIN objective_link l ON l.later_plan_id = r.plan_id AND l.later_objective_id = r.objective_id AND l.state = 'confirmed'
     JOIN objective n ON n.plan_id = r.plan_id AND n.id = r.objective_id
     JOIN LATERAL (SELECT * FROM plan x WHERE x.id = r.plan_id OFFSET 0) np ON true
     JOIN objective o ON o.plan_id = l.plan_id AND o.id = l.objective_id AND o.struck_at IS NULL
     JOIN LATERAL (SELECT * FROM plan x WHERE x.id = o.plan_id OFFSET 0) p ON true
    WHERE (SELECT x.organization_id FROM listed_plan x WHERE x.id = l.plan_id) = (SELECT organization_id FROM start)) AS earlier,

  (SELECT coalesce(json_agg(json_build_object(
    'plan', json_build_object('slug', p.slug, 'title', p.title, 'titles', p.titles, 'holder', p.holder_name,
                              'termStart', p.term_start, 'termEnd', p.term_end),
    'code', o.code, 'title', o.title, 'titles', o.titles,
    'level', coalesce(
      (SELECT c.level FROM current_rating c
        WHERE c.plan_id = o.plan_id AND c.assessor_id = p.default_assessor_id AND c.objective_id = o.id),
      (SELECT l.slug FROM rating_level l WHERE l.scale_id = p.scale_id AND NOT l.assessed)),
    'assessor', (SELECT json_build_object('slug', w.slug, 'name', w.name, 'names', w.names, 'kind', w.kind)
                   FROM assessor w WHERE w.id = p.default_assessor_id),
    'evidenceWithoutStatus', coalesce(
      (SELECT NOT l.assessed AND c.supports + c.qualifies + c.contradicts > 0
         FROM current_rating c JOIN rating_level l ON l.scale_id = p.scale_id AND l.slug = c.level
        WHERE c.plan_id = o.plan_id AND c.assessor_id = p.default_assessor_id AND c.objective_id = o.id), false), 'relation', l.relation, 'rationale', l.rationale,
              'next', json_build_object('plan', np.slug, 'code', n.code))
            ORDER BY p.term_start, p.slug, o.position, np.term_start, np.slug, n.position), '[]')
     FROM forth r
     JOIN objective_link l ON l.plan_id = r.plan_id AND l.objective_id = r.objective_id AND l.state = 'confirmed'
     JOIN objective n ON n.plan_id = r.plan_id AND n.id = r.objective_id
     JOIN LATERAL (SELECT * FROM plan x WHERE x.id = r.plan_id OFFSET 0) np ON true
     JOIN objective o ON o.plan_id = l.later_plan_id AND o.id = l.later_objective_id AND o.struck_at IS NULL
     JOIN LATERAL (SELECT * FROM plan x WHERE x.id = o.plan_id OFFSET 0) p ON true
    WHERE (SELECT x.organization_id FROM listed_plan x WHERE x.id = l.later_plan_id) = (SELECT organization_id FROM start)) AS later
  FROM start s JOIN objective o ON o.plan_id = s.plan_id AND o.id = s.id JOIN plan p ON p.id = s.plan_id
