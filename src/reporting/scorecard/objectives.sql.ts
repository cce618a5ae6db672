import { strengthSql } from '../../assessments/strength.js';
import type { Statement } from '../../database/statement.js';
import {
  AREAS_THEN,
  assessorOf,
  inLanguage,
  LEVEL_OF_RATING,
  OBJECTIVES_THEN,
  planThen,
  assessmentThen,
  weighedAssessmentThen,
} from './then.sql.js';

/**
 * A plan's objectives one by one, as one assessor saw them on a day and as far as we knew at an instant. All take
 * $1 plan, $2 assessor, $3 the language, $4 the day, $5 the instant. Every table is entered through `plan_id`. Anyone who
 * asks has read the plan's scorecard, and so may see the plan; these are also read while an answer is on its way out.
 */
const FRAME = `
WITH p AS MATERIALIZED (
  ${planThen('plan', 'p.slug = $1', '$5')}
), who AS MATERIALIZED (
  ${assessorOf('$2')}
), area_then AS MATERIALIZED (
  ${AREAS_THEN}
)`;

const LEVEL = `JOIN rating_level l ON ${LEVEL_OF_RATING}`;

const CELL = `
       a.code AS area, o.code, ${inLanguage('o.title', 'o.titles')} AS title, l.slug AS level, ${strengthSql('l.complete', 'r')} AS strength,
       r.effective_on AS "effectiveOn", coalesce(r.supports + r.qualifies + r.contradicts > 0, false) AS "hasEvidence",
       coalesce(l.complete AND r.effective_on > p.term_end, false) AS late`;

const RATED = `
  JOIN area_then a ON a.id = o.area_id
  LEFT JOIN LATERAL (${weighedAssessmentThen('$4')}) r ON true
  ${LEVEL}`;

/** Grain: one row an objective, in the plan's order, small; the first $6. */
export const CELLS: Statement = {
  name: 'report-cells',
  text: `${FRAME}
SELECT ${CELL}
  FROM p CROSS JOIN who
  JOIN LATERAL (${OBJECTIVES_THEN}) o ON true
  ${RATED}
 ORDER BY o.position, o.id LIMIT $6`,
};

/** Grain: one row an objective, with its evidence, in the plan's order: at most $8 after the one at ($6, $7). */
export const OBJECTIVES: Statement = {
  name: 'report-objectives',
  text: `${FRAME}, page AS MATERIALIZED (
  SELECT x.* FROM p JOIN LATERAL (${OBJECTIVES_THEN}) x ON (x.position, x.id) > ($6::int, $7::int)
   ORDER BY x.position, x.id LIMIT $8
)
SELECT o.position, o.id, ${CELL}, ${inLanguage('a.name', 'a.names')} AS "areaName", o.basis, r.cause,
       y.recorded_at AS "recordedAt", y.rationale, coalesce(
         (SELECT json_agg(json_build_object('bearing', e.bearing, 'exact', g.exact, 'summary', g.summary,
                   'source', s.slug, 'paragraph', g.paragraph, 'note', e.note) ORDER BY e.position)
            FROM evidence e JOIN passage g ON g.id = e.passage_id JOIN source s ON s.id = g.source_id
           WHERE e.plan_id = p.id AND e.assessment_id = r.assessment_id), '[]') AS evidence
  FROM p CROSS JOIN who CROSS JOIN page o
  ${RATED}
  LEFT JOIN assessment y ON y.plan_id = p.id AND y.id = r.assessment_id
 ORDER BY o.position, o.id`,
};

/** Grain: one row an objective that stood at another level on the day $6 than on the day $4, in the plan's order. */
export const CHANGED: Statement = {
  name: 'report-changed',
  text: `${FRAME}
SELECT o.code, ${inLanguage('o.title', 'o.titles')} AS title, f.slug AS "from", l.slug AS "to", r.effective_on AS "effectiveOn"
  FROM p CROSS JOIN who
  JOIN LATERAL (${OBJECTIVES_THEN}) o ON true
  LEFT JOIN LATERAL (${assessmentThen('$4')}) r ON true
  ${LEVEL}
  LEFT JOIN LATERAL (${assessmentThen('$6')}) b ON true
  JOIN rating_level f ON f.scale_id = p.scale_id
   AND CASE WHEN b.level IS NULL THEN NOT f.assessed ELSE f.slug = b.level END
 WHERE f.slug <> l.slug
 ORDER BY o.position, o.id`,
};
