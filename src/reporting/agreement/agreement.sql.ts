import type { Statement } from '../../database/statement.js';
import { OBJECTIVES_THEN, planThen, assessmentThen } from '../scorecard/then.sql.js';

/**
 * The facts of one plan's agreement in one statement. Grain: one row, the plan; inside it `rated` has one element
 * for each objective that somebody has assessed, with one level or null for each assessor.
 *
 * The cost follows the plan's objectives times its assessors (at most a few), not the database: every table is
 * entered through `plan_id`, and each assessment is one step into an index.
 */
function agreementSql(from: { plan: string; assessor: string; objective: string; rating: string }): string {
  return `
WITH p AS MATERIALIZED (
  ${from.plan}
), who AS MATERIALIZED (
  -- one row an assessor of the plan, the default one first
  SELECT a.id, a.slug, a.name, a.kind, row_number() OVER (ORDER BY a.id <> p.default_assessor_id, a.slug) AS place
    FROM p JOIN plan_assessor pa ON pa.plan_id = p.id ${from.assessor} JOIN assessor a ON a.id = pa.assessor_id
), rated AS MATERIALIZED (
  -- one row an objective; a level that means "not assessed" is no assessment
  SELECT o.position, o.code, o.title, json_agg(l.slug ORDER BY who.place) AS levels, count(l.slug) AS ratings
    FROM p
    JOIN LATERAL (${from.objective}) o ON true
   CROSS JOIN who
    LEFT JOIN LATERAL (${from.rating}) r ON true
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
  FROM p`;
}

/** As of today, with all that we know: from the current rows. $1 plan. */
export const AGREEMENT_NOW: Statement = {
  name: 'agreement-now',
  text: agreementSql({
    plan: 'SELECT p.* FROM seen_plan p WHERE p.slug = $1',
    assessor: '',
    objective:
      'SELECT x.position, x.code, x.title, x.id FROM objective x WHERE x.plan_id = p.id AND x.struck_at IS NULL',
    rating: `SELECT c.level FROM current_rating c
              WHERE c.plan_id = p.id AND c.assessor_id = who.id AND c.objective_id = o.id`,
  }),
};

/** As of a day, as far as we knew at an instant. $1 plan, $2 the day, $3 the instant, or null for all that we know. */
export const AGREEMENT_THEN: Statement = {
  name: 'agreement-then',
  text: agreementSql({
    plan: planThen('seen_plan', 'p.slug = $1', '$3'),
    assessor: 'AND (pa.known_from IS NULL OR pa.known_from <= p.worded_at)',
    objective: OBJECTIVES_THEN,
    rating: assessmentThen('$2'),
  }),
};
