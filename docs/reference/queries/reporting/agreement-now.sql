-- As of today, with all that we know: from the current rows. $1 plan.
--
-- src/reporting/agreement/agreement.sql.ts

WITH p AS MATERIALIZED (
  SELECT p.* FROM seen_plan p WHERE p.slug = $1
), who AS MATERIALIZED (
  -- one row an assessor of the plan, the default one first
  SELECT a.id, a.slug, a.name, a.kind, row_number() OVER (ORDER BY a.id <> p.default_assessor_id, a.slug) AS place
    FROM p JOIN plan_assessor pa ON pa.plan_id = p.id  JOIN assessor a ON a.id = pa.assessor_id
), rated AS MATERIALIZED (
  -- one row an objective; a level that means "not assessed" is no assessment
  SELECT o.position, o.code, o.title, json_agg(l.slug ORDER BY who.place) AS levels, count(l.slug) AS ratings
    FROM p
    JOIN LATERAL (SELECT x.position, x.code, x.title, x.id FROM objective x WHERE x.plan_id = p.id AND x.struck_at IS NULL) o ON true
   CROSS JOIN who
    LEFT JOIN LATERAL (SELECT c.level FROM current_rating c
              WHERE c.plan_id = p.id AND c.assessor_id = who.id AND c.objective_id = o.id) r ON true
    LEFT JOIN rating_level l ON l.scale_id = p.scale_id AND l.slug = r.level AND l.assessed
   GROUP BY o.position, o.code, o.title
)
SELECT json_build_object('slug', p.slug, 'title', p.title, 'holder', p.holder_name,
                         'termStart', p.term_start, 'termEnd', p.term_end) AS plan,
       p.revised_at AS "revisedAt",
       (SELECT count(*)::int FROM rated) AS objectives,
       (SELECT json_agg(json_build_object('slug', slug, 'name', name, 'kind', kind) ORDER BY place) FROM who) AS assessors,
       (SELECT json_agg(json_build_object('slug', l.slug, 'credit', l.credit) ORDER BY l.position)
          FROM rating_level l WHERE l.scale_id = p.scale_id) AS levels,
       (SELECT coalesce(json_agg(json_build_object('code', code, 'title', title, 'levels', levels)
                 ORDER BY position), '[]') FROM rated WHERE ratings > 0) AS rated
  FROM p
