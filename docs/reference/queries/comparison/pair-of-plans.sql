-- Grain: at most one row, the two plans $1 and $2, with whether they come in that order: by the start of the term, then
-- by its end and the slug, so that of any two plans one is the earlier. Where links or decisions hold them together
-- already, their order is the one that these were made in, whatever a corrected term says since.
--
-- src/comparison/pairs.reader.ts

SELECT f.id AS "fromId", t.id AS "toId",
       CASE WHEN
         EXISTS (SELECT FROM objective_link l WHERE l.plan_id = f.id AND l.later_plan_id = t.id)
         OR EXISTS (SELECT FROM objective_decision d WHERE d.plan_id = f.id AND d.later_plan_id = t.id) THEN true
            WHEN
         EXISTS (SELECT FROM objective_link l WHERE l.plan_id = t.id AND l.later_plan_id = f.id)
         OR EXISTS (SELECT FROM objective_decision d WHERE d.plan_id = t.id AND d.later_plan_id = f.id) THEN false
            ELSE (f.term_start, f.term_end, f.slug) < (t.term_start, t.term_end, t.slug) END AS "inOrder"
  FROM (SELECT 1) one
  LEFT JOIN seen_plan f ON f.slug = $1
  LEFT JOIN seen_plan t ON t.slug = $2
