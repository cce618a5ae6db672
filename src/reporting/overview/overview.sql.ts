import { strengthSql } from '../../assessments/strength.js';
import type { Statement } from '../../database/statement.js';
import { PLAN_JSON, SCALE_JSON, SOURCES_JSON } from '../scorecard/scorecard.sql.js';
import {
  inLanguage,
  LEVEL_OF_RATING,
  OBJECTIVES_THEN,
  planThen,
  assessmentThen,
  weighedAssessmentThen,
  notRetracted,
} from '../scorecard/then.sql.js';

/**
 * The plans of an organization, newest term first: which of them a page shows. $1 organization or null, $2/$3 term and
 * slug of the last one before, $4 how many. Grain: one row a plan.
 */
export const OVERVIEW_PLANS: Statement = {
  name: 'overview-plans',
  text: `
SELECT p.id, p.slug, p.term_start AS "termStart"
  FROM listed_plan p JOIN organization o ON o.id = p.organization_id
 WHERE ($1::text IS NULL OR o.slug = $1)
   AND ($2::date IS NULL OR p.term_start < $2 OR (p.term_start = $2 AND p.slug > $3))
 ORDER BY p.term_start DESC, p.slug
 LIMIT $4`,
};

/** The organization that is asked about. $1 its slug. */
export const OVERVIEW_ORGANIZATION: Statement = {
  name: 'overview-organization',
  text: 'SELECT slug, name, names, acronym, acronyms FROM organization WHERE slug = $1',
};

/**
 * The facts of several plans' totals, each by its default assessor, in one statement. $1 ids of plans, $2 the day,
 * $3 the language. Grain: one row a plan, newest term first; `groups` has one element for each level and evidence
 * strength that occurs. Every table is entered by the plan's id.
 */
export const OVERVIEW: Statement = {
  name: 'overview',
  text: `
WITH p AS MATERIALIZED (
  ${planThen('plan', 'p.id = ANY ($1::int[])', 'NULL')}
)
SELECT ${PLAN_JSON} AS plan,
       ${inLanguage('p.provenance_note', 'p.provenance_notes')} AS "provenanceNote",
       p.revised_at AS "revisedAt",
       json_build_object('slug', who.slug, 'kind', who.kind, 'name', ${inLanguage('who.name', 'who.names')}) AS assessor,
       ${SCALE_JSON} AS scale,
       (SELECT coalesce(json_agg(json_build_object('area', '', 'level', g.level, 'strength', g.strength,
                 'objectives', g.objectives)), '[]')
          FROM (SELECT l.slug AS level, ${strengthSql('l.complete', 'r')} AS strength, count(*) AS objectives
                  FROM (${OBJECTIVES_THEN}) o
                  LEFT JOIN LATERAL (${weighedAssessmentThen('$2')}) r ON true
                  JOIN rating_level l ON ${LEVEL_OF_RATING}
                 GROUP BY 1, 2) g) AS groups,
       (SELECT count(DISTINCT o.id)::int
          FROM (${OBJECTIVES_THEN}) o
          JOIN LATERAL (${assessmentThen('$2')}) mine ON true
          JOIN rating_level l ON l.scale_id = p.scale_id AND l.slug = mine.level AND l.assessed
          JOIN plan_assessor pa ON pa.plan_id = p.id AND pa.assessor_id <> who.id
          JOIN LATERAL (${assessmentThen('$2', 'pa.assessor_id')}) theirs ON theirs.level <> mine.level
          JOIN rating_level t ON t.scale_id = p.scale_id AND t.slug = theirs.level AND t.assessed) AS differing,
       (SELECT coalesce(json_agg(json_build_object('complete', c.complete, 'total', c.total, 'levels', c.levels,
                 'passage', coalesce(g.exact, c.text)) ORDER BY c.id), '[]')
          FROM claim c JOIN passage g ON g.id = c.passage_id
         WHERE c.plan_id = p.id AND c.area_id IS NULL AND ${notRetracted('c')}) AS claims,
       (SELECT ${SOURCES_JSON}
          FROM source s
         WHERE s.id IN (SELECT g.source_id FROM claim c JOIN passage g ON g.id = c.passage_id
                         WHERE c.plan_id = p.id AND c.area_id IS NULL AND ${notRetracted('c')})) AS sources
  FROM p JOIN assessor who ON who.id = p.default_assessor_id
 ORDER BY p.term_start DESC, p.slug`,
};
