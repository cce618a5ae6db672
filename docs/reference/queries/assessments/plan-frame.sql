-- Grain: one row, the plan, with the words that its filters take.
--
-- src/assessments/objectives.reader.ts

SELECT p.id,
       (SELECT array_agg(l.slug ORDER BY l.position) FROM rating_level l WHERE l.scale_id = p.scale_id) AS levels,
       (SELECT array_agg(a.code ORDER BY a.position) FROM area a WHERE a.plan_id = p.id AND a.removed_at IS NULL) AS areas,
       (SELECT array_agg(a.slug ORDER BY a.slug) FROM plan_assessor pa JOIN assessor a ON a.id = pa.assessor_id
         WHERE pa.plan_id = p.id) AS assessors
  FROM seen_plan p WHERE p.slug = $1
