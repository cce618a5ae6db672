-- Grain: one row a passage of those asked for ($1) and a current assessment that rests on it, or an objective that it
-- states.
--
-- src/assessments/bearings.reader.ts

  SELECT * FROM (
    SELECT e.passage_id AS passage, e.bearing AS use,
json_build_object('slug', p.slug, 'title', p.title, 'titles', p.titles) AS plan, o.code, o.title, o.titles,
CASE WHEN l.slug IS NOT NULL THEN json_build_object('slug', l.slug, 'label', l.label, 'labels', l.labels, 'assessed', l.assessed) END AS level,
CASE WHEN l.slug IS NOT NULL
     THEN json_build_object('slug', who.slug, 'name', who.name, 'names', who.names, 'kind', who.kind) END AS assessor,
coalesce(NOT l.assessed AND r.supports + r.qualifies + r.contradicts > 0, false) AS "evidenceWithoutStatus", p.term_start, o.position
      FROM evidence e
      JOIN listed_plan p ON p.id = e.plan_id
      JOIN assessment x ON x.plan_id = e.plan_id AND x.id = e.assessment_id
      JOIN current_rating r ON r.plan_id = x.plan_id AND r.assessor_id = x.assessor_id
       AND r.objective_id = x.objective_id AND r.assessment_id = x.id
      JOIN assessor who ON who.id = r.assessor_id
      JOIN objective o ON o.plan_id = r.plan_id AND o.id = r.objective_id AND o.struck_at IS NULL
      JOIN rating_level l ON l.scale_id = p.scale_id AND l.slug = r.level
     WHERE e.passage_id = ANY ($1::uuid[])
    UNION ALL
    SELECT t.passage_id, 'states',
json_build_object('slug', p.slug, 'title', p.title, 'titles', p.titles) AS plan, o.code, o.title, o.titles,
CASE WHEN l.slug IS NOT NULL THEN json_build_object('slug', l.slug, 'label', l.label, 'labels', l.labels, 'assessed', l.assessed) END AS level,
CASE WHEN l.slug IS NOT NULL
     THEN json_build_object('slug', who.slug, 'name', who.name, 'names', who.names, 'kind', who.kind) END AS assessor,
coalesce(NOT l.assessed AND r.supports + r.qualifies + r.contradicts > 0, false) AS "evidenceWithoutStatus", p.term_start, o.position
      FROM objective_statement t
      JOIN listed_plan p ON p.id = t.plan_id
      JOIN objective o ON o.plan_id = t.plan_id AND o.id = t.objective_id AND o.struck_at IS NULL
      JOIN assessor who ON who.id = p.default_assessor_id
      LEFT JOIN current_rating r ON r.plan_id = p.id AND r.assessor_id = who.id AND r.objective_id = o.id
      LEFT JOIN rating_level l ON l.scale_id = p.scale_id AND l.slug = r.level
     WHERE t.passage_id = ANY ($1::uuid[])) found
   ORDER BY term_start, plan ->> 'slug', position, use
