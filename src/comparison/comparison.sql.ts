import { COUNTED_EVIDENCE, evidenceOf, strengthSql } from '../assessments/strength.js';
import { inLanguage, OBJECTIVES_THEN, assessmentThen } from '../reporting/scorecard/then.sql.js';
import { scaleThen } from '../plans/scale-then.sql.js';

/**
 * Grain: one row an objective of the plan with the id $1, in its order, as assessor $2 saw it on the day $4 as far as
 * was known at the instant $5, titled in the language $3: the moment that the plan's scorecard carries, so that both say the same.
 */
export const COMPARED_OBJECTIVES = {
  name: 'compared-objectives',
  text: `
WITH p AS MATERIALIZED (
  SELECT p.id, ${scaleThen('$5')} AS scale_id, $5::timestamptz AS known_at, greatest($5::timestamptz, p.created_at) AS worded_at
    FROM plan p WHERE p.id = $1
), who AS MATERIALIZED (
  SELECT a.id FROM assessor a WHERE a.slug = $2
)
SELECT o.id, o.code, ${inLanguage('o.title', 'o.titles')} AS title, a.code AS area,
       coalesce(r.level, (SELECT n.slug FROM rating_level n WHERE n.scale_id = p.scale_id AND NOT n.assessed)) AS level,
       ${strengthSql('coalesce(l.complete, false)', 'r')} AS strength
  FROM p CROSS JOIN who
  JOIN LATERAL (${OBJECTIVES_THEN}) o ON true
  JOIN LATERAL (
    SELECT x.code FROM area x WHERE x.plan_id = p.id AND x.id = o.area_id AND x.known_from <= p.worded_at
     UNION ALL
    SELECT h.code FROM area_history h WHERE h.plan_id = p.id AND h.id = o.area_id
       AND h.known_from <= p.worded_at AND h.known_until > p.worded_at
  ) a ON true
  LEFT JOIN LATERAL (
    SELECT last.level,
           ${COUNTED_EVIDENCE}
      FROM (${assessmentThen('$4')}) last
      ${evidenceOf('p.id', 'last.id', 'p.known_at')}
     GROUP BY last.level
  ) r ON true
  LEFT JOIN rating_level l ON l.scale_id = p.scale_id AND l.slug = r.level
 ORDER BY o.position`,
};

/** Grain: one row a link from plan $1 to plan $2 that was confirmed or suggested as far as was known at $3. */
export const COMPARED_LINKS = {
  name: 'compared-links',
  text: `
SELECT l.objective_id AS "from", l.later_objective_id AS "to", d.relation, d.state, d.rationale,
       d.suggested_reason AS "suggestedReason", d.decided_by AS "decidedBy", d.decided_at AS "decidedAt"
  FROM objective_link l
  JOIN LATERAL (
    SELECT x.* FROM link_decision x
     WHERE x.plan_id = l.plan_id AND x.link_id = l.id AND x.decided_at <= $3::timestamptz
     ORDER BY x.version DESC LIMIT 1
  ) d ON d.state <> 'rejected'
 WHERE l.plan_id = $1 AND l.later_plan_id = $2
   AND NOT EXISTS (SELECT FROM objective x WHERE x.struck_at <= $3::timestamptz
                      AND (x.plan_id, x.id) IN ((l.plan_id, l.objective_id), (l.later_plan_id, l.later_objective_id)))`,
};

/** Grain: one row an objective of plan $1 or $2 that somebody had decided on, as far as was known at $3. */
export const COMPARED_DECISIONS = {
  name: 'compared-decisions',
  text: `
SELECT CASE WHEN o.objective_id IS NULL THEN 'to' ELSE 'from' END AS side,
       coalesce(o.objective_id, o.later_objective_id) AS objective, d.decision, d.version, d.rationale,
       d.decided_by AS "decidedBy", d.decided_at AS "decidedAt"
  FROM objective_decision o
  JOIN LATERAL (
    SELECT x.* FROM objective_decision_history x
     WHERE x.plan_id = o.plan_id AND x.decision_id = o.id AND x.decided_at <= $3::timestamptz
     ORDER BY x.version DESC LIMIT 1
  ) d ON true
 WHERE o.plan_id = $1 AND o.later_plan_id = $2`,
};

/** Grain: one row a plan of the two, with its revision, the slug of its scale at $3 (null for now) and those that this can be read on. */
export const COMPARED_SCALES = {
  name: 'compared-scales',
  text: `
SELECT p.id, p.revision, s.slug AS scale,
       (SELECT coalesce(json_agg(DISTINCT t.slug), '[]')
          FROM scale_mapping m JOIN rating_scale t ON t.id = m.to_scale_id WHERE m.from_scale_id = s.id) AS "mappedTo"
  FROM plan p JOIN rating_scale s ON s.id = ${scaleThen('$3')} WHERE p.id IN ($1, $2)`,
};
