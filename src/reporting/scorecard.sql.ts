import { strengthSql } from '../assessments/strength.js';
import type { Statement } from '../database/reads.js';
import { OBJECTIVES_THEN, planThen, ratingThen } from './then.sql.js';

/**
 * The facts of one scorecard in one statement. Grain: one row, the plan; inside it `groups` has one element for each
 * area, level and evidence strength that occurs (so its size does not follow the number of objectives), and
 * `notComplete` one for each objective that is assessed, applicable and not complete.
 *
 * Every table is entered through `plan_id`, the first column of its primary key: the cost follows the size of the
 * plan asked about, not of the database. The two variants differ only in where the plan's wording, its objectives
 * and their ratings come from.
 */
function scorecardSql(from: {
  plan: string;
  area: string;
  objective: string;
  rating: string;
  claimsKnown: string;
}): string {
  return `
WITH p AS MATERIALIZED (
  ${from.plan}
), who AS MATERIALIZED (
  SELECT a.id, a.slug, a.kind
    FROM p JOIN plan_assessor pa ON pa.plan_id = p.id JOIN assessor a ON a.id = pa.assessor_id
   WHERE CASE WHEN $2::text IS NULL THEN a.id = p.default_assessor_id ELSE a.slug = $2 END
), area_then AS MATERIALIZED (
  ${from.area}
), rated AS MATERIALIZED (
  -- one row an objective: where it stands, and how well the evidence of that rating carries it
  SELECT o.position, o.code, o.title, o.area_id, l.slug AS level, l.complete, l.assessed, l.applicable, r.cause, r.assessment_id,
         ${strengthSql('l.complete', 'r')} AS strength
    FROM p CROSS JOIN who
    JOIN LATERAL (${from.objective}) o ON true
    LEFT JOIN LATERAL (${from.rating}) r ON true
    JOIN rating_level l ON l.scale_id = p.scale_id
     AND CASE WHEN r.level IS NULL THEN NOT l.assessed ELSE l.slug = r.level END
)
SELECT json_build_object('slug', p.slug, 'title', p.title, 'holder', p.holder_name,
                         'termStart', p.term_start, 'termEnd', p.term_end) AS plan,
       p.provenance_note AS "provenanceNote",
       p.revision,
       p.revised_at AS "revisedAt",
       (SELECT json_build_object('slug', slug, 'kind', kind) FROM who) AS assessor,
       (SELECT json_agg(json_build_object('slug', l.slug, 'credit', l.credit, 'complete', l.complete,
                 'assessed', l.assessed, 'applicable', l.applicable) ORDER BY l.position)
          FROM rating_level l WHERE l.scale_id = p.scale_id) AS levels,
       (SELECT coalesce(json_agg(json_build_object('code', a.code, 'name', a.name) ORDER BY a.position), '[]')
          FROM area_then a) AS areas,
       (SELECT coalesce(json_agg(json_build_object('area', a.code, 'level', g.level, 'strength', g.strength,
                 'objectives', g.objectives)), '[]')
          FROM (SELECT area_id, level, strength, count(*) AS objectives
                  FROM rated GROUP BY area_id, level, strength) g
          JOIN area_then a ON a.id = g.area_id) AS groups,
       (SELECT coalesce(json_agg(json_build_object('complete', c.complete, 'total', c.total,
                 'passage', coalesce(g.exact, c.text)) ORDER BY c.id), '[]')
          FROM claim c JOIN passage g ON g.id = c.passage_id
         WHERE c.plan_id = p.id ${from.claimsKnown}) AS claims,
       (SELECT coalesce(json_agg(json_build_object('code', x.code, 'title', x.title, 'level', x.level, 'cause', x.cause,
                 'evidence', coalesce(
                   (SELECT json_agg(coalesce(g.exact, g.summary) ORDER BY e.position)
                      FROM evidence e JOIN passage g ON g.id = e.passage_id
                     WHERE e.plan_id = p.id AND e.assessment_id = x.assessment_id), '[]'))
                 ORDER BY x.position), '[]')
          FROM rated x WHERE x.assessed AND x.applicable AND NOT x.complete) AS "notComplete"
  FROM p`;
}

/** As of today, with all that we know: from the current rows. $1 plan, $2 assessor or null. */
export const SCORECARD_NOW: Statement = {
  name: 'scorecard-now',
  text: scorecardSql({
    plan: 'SELECT * FROM plan WHERE slug = $1',
    area: 'SELECT a.id, a.code, a.name, a.position FROM p JOIN area a ON a.plan_id = p.id',
    // The sub-selects are values by the time the tables are entered: each is one range of its primary key, and the two
    // are joined by hashing. With p.id and who.id the planner looks each objective's rating up by itself.
    objective: `SELECT x.id, x.position, x.code, x.title, x.area_id FROM objective x
                 WHERE x.plan_id = (SELECT id FROM p)`,
    rating: `SELECT c.level, c.cause, c.assessment_id, c.supports, c.qualifies, c.contradicts
               FROM current_rating c
              WHERE c.plan_id = (SELECT id FROM p) AND c.assessor_id = (SELECT id FROM who)
                AND c.objective_id = o.id`,
    claimsKnown: '',
  }),
};

/**
 * As of a day, as far as we knew at an instant: from the histories. $1 plan, $2 assessor or null, $3 the day,
 * $4 the instant, or null for all that we know. Before the plan was recorded at all, its first recorded wording is
 * shown, with nothing assessed.
 */
export const SCORECARD_THEN: Statement = {
  name: 'scorecard-then',
  text: scorecardSql({
    plan: planThen('$1', '$4'),
    area: `
  SELECT a.id, a.code, a.name, a.position FROM p JOIN area a ON a.plan_id = p.id AND a.known_from <= p.worded_at
  UNION ALL
  SELECT h.id, h.code, h.name, h.position FROM p JOIN area_history h ON h.plan_id = p.id
     AND h.known_from <= p.worded_at AND h.known_until > p.worded_at`,
    objective: OBJECTIVES_THEN,
    rating: `
      SELECT last.level, last.cause, last.id AS assessment_id,
             count(*) FILTER (WHERE e.bearing = 'supports') AS supports,
             count(*) FILTER (WHERE e.bearing = 'qualifies') AS qualifies,
             count(*) FILTER (WHERE e.bearing = 'contradicts') AS contradicts
        FROM (${ratingThen('$3')}) last
        LEFT JOIN evidence e ON e.plan_id = p.id AND e.assessment_id = last.id
       GROUP BY last.level, last.cause, last.id`,
    claimsKnown: 'AND c.recorded_at <= p.worded_at',
  }),
};
