import type { Statement } from '../../database/statement.js';
import { ASSESSOR_JSON, PLAN_JSON, SCALE_JSON } from '../scorecard/scorecard.sql.js';
import { assessorOf, OBJECTIVES_THEN, planThen, STANDING } from '../scorecard/then.sql.js';

/**
 * The days on which objectives changed their level, up to a day and as far as we knew at an instant. $1 plan,
 * $2 assessor or null, $3 the language, $4 the day, $5 the instant, or null for all that we know. Grain: one row, the plan; inside it
 * `moves` has one element for each day, level before and level after that occurs.
 *
 * All assessments of the plan by one assessor are read once, each objective's by its own run in the index.
 */
export const TIMELINE: Statement = {
  name: 'timeline',
  text: `
WITH p AS MATERIALIZED (
  ${planThen('seen_plan', 'p.slug = $1', '$5')}
), who AS MATERIALIZED (
  ${assessorOf('$2')}
), o AS MATERIALIZED (
  SELECT x.id FROM p JOIN LATERAL (${OBJECTIVES_THEN}) x ON true
), daily AS (
  -- one row an objective and day: where it stood at the end of that day
  SELECT DISTINCT ON (y.objective_id, y.effective_on) y.objective_id, y.effective_on, y.level
    FROM p CROSS JOIN who CROSS JOIN o
    JOIN assessment y ON y.plan_id = p.id AND y.objective_id = o.id AND y.assessor_id = who.id
   WHERE y.effective_on <= $4::date AND ${STANDING}
   ORDER BY y.objective_id, y.effective_on, y.recorded_at DESC, y.id DESC
), move AS (
  SELECT d.effective_on, d.level AS after,
         coalesce(lag(d.level) OVER (PARTITION BY d.objective_id ORDER BY d.effective_on),
                  (SELECT l.slug FROM p JOIN rating_level l ON l.scale_id = p.scale_id AND NOT l.assessed)) AS before
    FROM daily d
)
SELECT ${PLAN_JSON} AS plan,
       p.id,
       p.revision,
       p.revised_at AS "revisedAt",
       ${ASSESSOR_JSON} AS assessor,
       ${SCALE_JSON} AS scale,
       (SELECT count(*)::int FROM o) AS objectives,
       (SELECT coalesce(json_agg(json_build_object('date', m.effective_on, 'from', m.before, 'to', m.after,
                 'objectives', m.objectives) ORDER BY m.effective_on), '[]')
          FROM (SELECT effective_on, before, after, count(*) AS objectives FROM move
                 WHERE before <> after GROUP BY effective_on, before, after) m) AS moves
  FROM p`,
};
