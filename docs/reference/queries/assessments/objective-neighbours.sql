-- Grain: one row, the objective's neighbours.
--
-- src/assessments/objectives.reader.ts

SELECT (SELECT json_build_object('code', x.code, 'title', x.title, 'titles', x.titles) FROM objective x
         WHERE x.plan_id = o.plan_id AND x.struck_at IS NULL AND x.position < o.position ORDER BY x.position DESC LIMIT 1) AS previous,
       (SELECT json_build_object('code', x.code, 'title', x.title, 'titles', x.titles) FROM objective x
         WHERE x.plan_id = o.plan_id AND x.struck_at IS NULL AND x.position > o.position ORDER BY x.position LIMIT 1) AS next
  FROM seen_plan p JOIN objective o ON o.plan_id = p.id
 WHERE p.slug = $1 AND o.code = $2
