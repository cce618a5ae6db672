import { EVIDENCE_COUNTS, strengthSql } from '../../assessments/strength.js';
import type { Statement } from '../../database/statement.js';
import { WITHDRAWN } from '../../plans/plans.reader.js';
import { levelsJson } from '../../plans/scales/scales.reader.js';
import {
  AREAS_THEN,
  assessorOf,
  inLanguage,
  LEVEL_OF_RATING,
  notRetracted,
  OBJECTIVES_THEN,
  otherAssessmentsThen,
  planThen,
  weighedAssessmentThen,
} from './then.sql.js';

const PLAN_MEMBERS = `
         'slug', p.slug, 'title', ${inLanguage('p.title', 'p.titles')},
         'holder', ${inLanguage('p.holder_name', 'p.holder_names')},
         'termStart', p.term_start, 'termEnd', p.term_end, 'organization',
         (SELECT json_build_object('slug', g.slug, 'name', ${inLanguage('g.name', 'g.names')}, 
                                   'acronym', ${inLanguage('g.acronym', 'g.acronyms')})
            FROM organization g WHERE g.id = p.organization_id)`;

/** Plan `p` as reports show it; with its state only where it is not published. */
export const PLAN_JSON = `
       CASE p.state WHEN 'published' THEN json_build_object(${PLAN_MEMBERS})
                    WHEN 'draft' THEN json_build_object(${PLAN_MEMBERS}, 'state', p.state)
                    ELSE json_build_object(${PLAN_MEMBERS}, 'state', p.state, 'withdrawn', ${WITHDRAWN}) END`;

/** Plan `p`'s scale as reports show it. */
export const SCALE_JSON = `
       (SELECT json_build_object('slug', s.slug, 'name', ${inLanguage('s.name', 's.names')},
                                 'levels', ${levelsJson(`'label', ${inLanguage('l.label', 'l.labels')}`)})
          FROM rating_scale s WHERE s.id = p.scale_id)`;

/** Sources `s` with what their credit is made of, by slug. */
export const SOURCES_JSON = `
       coalesce(json_agg(json_build_object('slug', s.slug, 'title', s.title, 'authors', s.authors,
                 'publisher', s.publisher, 'publishedOn', s.published_on, 'url', s.url, 'archiveUrl', s.archive_url,
                 'rights', s.rights) ORDER BY s.slug), '[]')`;

/** The assessor `who` as reports show it; null where that one does not assess the plan. */
export const ASSESSOR_JSON = `
       (SELECT json_build_object('slug', who.slug, 'kind', who.kind, 'name', ${inLanguage('who.name', 'who.names')}) FROM who)`;

/**
 * The facts of one scorecard in one statement. Grain: one row, the plan; inside it `groups` has one element for each
 * area, level and evidence strength that occurs (so its size does not follow the number of objectives),
 * `notComplete` one for each objective that is assessed, applicable and not complete, `late` one for each that is
 * complete since a day after the term, `dissent` one for each that another assessor puts at another level, and `sources` one for each source that an assessment or a claim rests on.
 *
 * Every table is entered through `plan_id`, the first column of its primary key: the cost follows the size of the
 * plan asked about, not of the database. The two variants differ only in where the plan's wording, its objectives
 * and their assessments come from.
 */
function scorecardSql(from: {
  plan: string;
  area: string;
  objective: string;
  rating: string;
  otherAssessments: string;
  claimsKnown: string;
}): string {
  return `
WITH p AS MATERIALIZED (
  ${from.plan}
), who AS MATERIALIZED (
  ${assessorOf('$2')}
), area_then AS MATERIALIZED (
  ${from.area}
), rated AS MATERIALIZED (
  -- one row an objective: where it stands, and the strength of its evidence
  SELECT o.id, o.position, o.code, ${inLanguage('o.title', 'o.titles')} AS title, o.area_id, l.slug AS level, l.complete, l.assessed, l.applicable,
         r.cause, r.effective_on, r.assessment_id, ${strengthSql('l.complete', 'r')} AS strength
    FROM p CROSS JOIN who
    JOIN LATERAL (${from.objective}) o ON true
    LEFT JOIN LATERAL (${from.rating}) r ON true
    JOIN rating_level l ON ${LEVEL_OF_RATING}
), differing AS MATERIALIZED (
  -- one row an objective and assessor who puts it at another level; a level that means "not assessed" is no status
  SELECT x.position, x.code, x.title, x.level, a.slug, a.kind, ${inLanguage('a.name', 'a.names')} AS name, l.slug AS other
    FROM p CROSS JOIN (${from.otherAssessments}) c
    JOIN rated x ON x.id = c.objective_id AND x.assessed AND x.level <> c.level
    JOIN rating_level l ON l.scale_id = p.scale_id AND l.slug = c.level AND l.assessed
    JOIN assessor a ON a.id = c.assessor_id
), claimed AS MATERIALIZED (
  SELECT c.id, c.complete, c.total, c.levels, a.code AS area, coalesce(g.exact, c.text) AS words, g.source_id
    FROM p JOIN claim c ON c.plan_id = p.id ${from.claimsKnown} JOIN passage g ON g.id = c.passage_id
    LEFT JOIN area_then a ON a.id = c.area_id
)
SELECT ${PLAN_JSON} AS plan,
       ${inLanguage('p.provenance_note', 'p.provenance_notes')} AS "provenanceNote",
       p.id,
       p.revision,
       p.revised_at AS "revisedAt",
       ${ASSESSOR_JSON} AS assessor,
       ${SCALE_JSON} AS scale,
       (SELECT coalesce(json_agg(json_build_object('code', a.code, 'name', ${inLanguage('a.name', 'a.names')}) ORDER BY a.position), '[]')
          FROM area_then a) AS areas,
       (SELECT coalesce(json_agg(json_build_object('area', a.code, 'level', g.level, 'strength', g.strength,
                 'objectives', g.objectives)), '[]')
          FROM (SELECT area_id, level, strength, count(*) AS objectives
                  FROM rated GROUP BY area_id, level, strength) g
          JOIN area_then a ON a.id = g.area_id) AS groups,
       (SELECT coalesce(json_agg(json_build_object('complete', c.complete, 'total', c.total, 'levels', c.levels,
                 'area', c.area, 'passage', c.words)
                 ORDER BY c.id), '[]') FROM claimed c) AS claims,
       (SELECT coalesce(json_agg(json_build_object('code', x.code, 'title', x.title, 'level', x.level, 'cause', x.cause,
                 'effectiveOn', x.effective_on, 'rationale', y.rationale, 'passages', coalesce(
                   (SELECT json_agg(json_build_object('bearing', e.bearing, 'exact', g.exact, 'summary', g.summary,
                             'source', s.slug, 'paragraph', g.paragraph) ORDER BY e.position)
                      FROM evidence e JOIN passage g ON g.id = e.passage_id JOIN source s ON s.id = g.source_id
                     WHERE e.plan_id = p.id AND e.assessment_id = x.assessment_id), '[]'))
                 ORDER BY x.position), '[]')
          FROM rated x JOIN assessment y ON y.plan_id = p.id AND y.id = x.assessment_id
         WHERE x.assessed AND x.applicable AND NOT x.complete) AS "notComplete",
       (SELECT coalesce(json_agg(json_build_object('code', x.code, 'title', x.title, 'level', x.level,
                 'effectiveOn', x.effective_on) ORDER BY x.position), '[]')
          FROM rated x WHERE x.complete AND x.effective_on > p.term_end) AS late,
       (SELECT coalesce(json_agg(json_build_object('code', d.code, 'title', d.title, 'level', d.level, 'others', d.others)
                 ORDER BY d.position), '[]')
          FROM (SELECT position, code, title, level, json_agg(json_build_object('assessor',
                         json_build_object('slug', slug, 'kind', kind, 'name', name), 'level', other) ORDER BY slug) AS others
                  FROM differing GROUP BY position, code, title, level) d) AS dissent,
       (SELECT ${SOURCES_JSON}
          FROM plan_source k JOIN source s ON s.id = k.source_id
         WHERE k.plan_id = p.id
           AND (EXISTS (SELECT FROM claimed c WHERE c.source_id = s.id)
                OR EXISTS (SELECT FROM rated x
                             JOIN evidence e ON e.plan_id = p.id AND e.assessment_id = x.assessment_id
                             JOIN passage g ON g.id = e.passage_id AND g.source_id = s.id))) AS sources
  FROM p`;
}

/** As of today, with all that we know: from the current rows. $1 plan, $2 assessor or null, $3 the language. */
export const SCORECARD_NOW: Statement = {
  name: 'scorecard-now',
  text: scorecardSql({
    plan: 'SELECT p.* FROM seen_plan p WHERE p.slug = $1',
    area: 'SELECT a.id, a.code, a.name, a.names, a.position FROM p JOIN area a ON a.plan_id = p.id AND a.removed_at IS NULL',
    // The sub-selects are values by the time the tables are entered: each is one range of its primary key, and the two
    // are joined by hashing. With p.id and who.id the planner looks each objective's assessment up by itself.
    objective: `SELECT x.id, x.position, x.code, x.title, x.titles, x.area_id FROM objective x
                 WHERE x.plan_id = (SELECT id FROM p) AND x.struck_at IS NULL`,
    rating: `SELECT c.level, c.cause, c.effective_on, c.assessment_id, ${EVIDENCE_COUNTS}
               FROM current_rating c
              WHERE c.plan_id = (SELECT id FROM p) AND c.assessor_id = (SELECT id FROM who)
                AND c.objective_id = o.id`,
    otherAssessments: `SELECT c.objective_id, c.assessor_id, c.level FROM current_rating c
                    WHERE c.plan_id = (SELECT id FROM p) AND c.assessor_id <> (SELECT id FROM who)`,
    claimsKnown: `AND ${notRetracted('c')}`,
  }),
};

/**
 * As of a day, as far as we knew at an instant: from the histories. $1 plan, $2 assessor or null, $3 the
 * language, $4 the day, $5 the instant, or null for all that we know. Before the plan was recorded at all, its first recorded wording is
 * shown, with nothing assessed.
 */
export const SCORECARD_THEN: Statement = {
  name: 'scorecard-then',
  text: scorecardSql({
    plan: planThen('seen_plan', 'p.slug = $1', '$5'),
    area: AREAS_THEN,
    objective: OBJECTIVES_THEN,
    rating: weighedAssessmentThen('$4'),
    otherAssessments: otherAssessmentsThen('rated', '$4'),
    claimsKnown: `AND c.recorded_at <= p.worded_at AND ${notRetracted('c', 'p.worded_at')}`,
  }),
};
