import { inUtc } from '../../database/reads.js';
import type { Statement } from '../../database/statement.js';
import {
  AREAS_THEN,
  assessmentThen,
  assessorOf,
  notRetracted,
  OBJECTIVES_THEN,
  planThen,
} from '../../reporting/scorecard/then.sql.js';

/**
 * A plan to be exported, in its own words as known at an instant. All take $1 plan, $2 assessor, $3 the
 * instant. Every table is entered through `plan_id`. Anyone who asks has read the plan's scorecard, and so may see the
 * plan; the objectives are also read while an answer is on its way out.
 */
const FRAME = `
WITH p AS MATERIALIZED (
  ${planThen('plan', 'p.slug = $1', '$3')}
), who AS MATERIALIZED (
  ${assessorOf('$2')}
), area_then AS MATERIALIZED (
  ${AREAS_THEN}
)`;

const PASSAGE = `json_build_object('id', g.id, 'source', s.slug, 'exact', g.exact, 'prefix', g.prefix, 'suffix', g.suffix,
                  'start', g.start_position, 'end', g.end_position, 'paragraph', g.paragraph, 'summary', g.summary)`;

const EXTRA = `json_build_object('name', e.name, 'value', e.value, 'path', e.path)`;

/** Grain: one row an objective, with its whole history, on the day $4, in the plan's order: at most $7 after the one at ($5, $6). */
export const EXPORTED_OBJECTIVES: Statement = {
  name: 'export-objectives',
  text: `${FRAME}, page AS MATERIALIZED (
  SELECT x.* FROM p JOIN LATERAL (${OBJECTIVES_THEN}) x ON (x.position, x.id) > ($5::int, $6::int)
   ORDER BY x.position, x.id LIMIT $7
)
SELECT o.position, o.id, o.code, a.code AS area, o.title, o.basis, x.text, x.tags, x.due_on AS "dueOn", x.responsible,
       coalesce((SELECT json_agg(${EXTRA} ORDER BY e.position) FROM objective_extra e
                  WHERE e.plan_id = p.id AND e.objective_id = o.id), '[]') AS extras,
       coalesce((SELECT json_agg(${PASSAGE} ORDER BY t.position, g.id)
          FROM objective_statement t JOIN passage g ON g.id = t.passage_id JOIN source s ON s.id = g.source_id
         WHERE t.plan_id = p.id AND t.objective_id = o.id), '[]') AS "statedIn",
       coalesce((SELECT json_agg(json_build_object('id', y.id, 'assessor', w.slug, 'level', y.level,
                 'effectiveOn', y.effective_on, 'retracts', y.retracts, 'recordedAt', ${inUtc('y.recorded_at')},
                 'rationale', y.rationale, 'cause', y.cause, 'evidence', coalesce(
                   (SELECT json_agg(json_build_object('bearing', e.bearing, 'note', e.note, 'passage', ${PASSAGE})
                             ORDER BY e.position)
                      FROM evidence e JOIN passage g ON g.id = e.passage_id JOIN source s ON s.id = g.source_id
                     WHERE e.plan_id = p.id AND e.assessment_id = y.id), '[]')) ORDER BY y.recorded_at, y.id)
          FROM assessment y JOIN assessor w ON w.id = y.assessor_id
         WHERE y.plan_id = p.id AND y.objective_id = o.id AND y.recorded_at <= p.known_at), '[]') AS assessments,
       r.id AS current
  FROM p CROSS JOIN who CROSS JOIN page o
  JOIN objective x ON x.plan_id = p.id AND x.id = o.id
  JOIN area_then a ON a.id = o.area_id
  LEFT JOIN LATERAL (${assessmentThen('$4')}) r ON true
 ORDER BY o.position, o.id`,
};

/** Grain: one row, the plan, with its areas, assessors, claims and the sources of its passages. */
export const EXPORTED_PLAN: Statement = {
  name: 'export-plan',
  text: `${FRAME}, claimed AS MATERIALIZED (
  SELECT c.*, a.code AS area FROM p JOIN claim c ON c.plan_id = p.id AND c.recorded_at <= p.worded_at
     AND ${notRetracted('c', 'p.worded_at')} LEFT JOIN area_then a ON a.id = c.area_id
), cited AS MATERIALIZED (
  SELECT passage_id FROM claimed
  UNION SELECT t.passage_id FROM p JOIN objective_statement t ON t.plan_id = p.id
  UNION SELECT e.passage_id FROM p JOIN evidence e ON e.plan_id = p.id
          JOIN assessment y ON y.plan_id = p.id AND y.id = e.assessment_id AND y.recorded_at <= p.known_at
)
SELECT (SELECT json_build_object('slug', p.slug, 'title', p.title, 'holder', p.holder_name, 'termStart', p.term_start,
                 'termEnd', p.term_end, 'language', now.language, 'motto', now.motto,
                 'provenanceNote', p.provenance_note, 'organization',
                 json_build_object('slug', g.slug, 'name', g.name, 'acronym', g.acronym))
          FROM plan now JOIN organization g ON g.id = now.organization_id WHERE now.id = p.id) AS heading,
       coalesce((SELECT json_agg(json_build_object('code', a.code, 'name', a.name) ORDER BY a.position)
          FROM area_then a), '[]') AS areas,
       coalesce((SELECT json_agg(${EXTRA} ORDER BY e.position)
          FROM plan_extra e WHERE e.plan_id = p.id), '[]') AS extras,
       coalesce((SELECT json_agg(n.name ORDER BY n.first, n.name)
          FROM (SELECT e.name, min(e.position) AS first FROM objective_extra e WHERE e.plan_id = p.id GROUP BY e.name) n), '[]') AS "extraNames",
       (SELECT json_agg(json_build_object('slug', a.slug, 'name', a.name, 'kind', a.kind,
                 'default', a.id = p.default_assessor_id) ORDER BY a.id <> p.default_assessor_id, a.slug)
          FROM plan_assessor pa JOIN assessor a ON a.id = pa.assessor_id WHERE pa.plan_id = p.id) AS assessors,
       coalesce((SELECT json_agg(json_build_object('id', c.id, 'text', c.text, 'complete', c.complete, 'total', c.total,
                 'levels', c.levels, 'area', c.area, 'recordedAt', ${inUtc('c.recorded_at')}, 'passage', ${PASSAGE})
                 ORDER BY c.id)
          FROM claimed c JOIN passage g ON g.id = c.passage_id JOIN source s ON s.id = g.source_id), '[]') AS claims,
       coalesce((SELECT json_agg(json_build_object('slug', s.slug, 'title', s.title, 'authors', s.authors,
                 'publisher', s.publisher, 'publishedOn', s.published_on, 'language', s.language, 'url', s.url,
                 'archiveUrl', s.archive_url, 'rights', s.rights, 'note', s.note) ORDER BY s.slug)
          FROM source s WHERE s.id IN (SELECT g.source_id FROM cited k JOIN passage g ON g.id = k.passage_id)), '[]') AS sources
  FROM p`,
};
