import { COUNTED_EVIDENCE, EVIDENCE_COUNTS, evidenceOf } from './strength.js';

/*
 * A history of assessments as it was recorded elsewhere. Each reads the temporary table `staged_assessment` (`record jsonb`,
 * as a dataset has it), whose plans, objectives, assessors and passages are stored already.
 */

const RECORDED =
  'plan text, objective text, id uuid, assessor text, status text, "effectiveOn" date, retracts uuid, "recordedAt" timestamptz, ' +
  '"recordedBy" text, import uuid, rationale text, cause text, evidence jsonb';
const STAGED = `staged_assessment s CROSS JOIN LATERAL jsonb_to_record(s.record) AS r(${RECORDED})`;
const EVIDENCE = `jsonb_array_elements(r.evidence) WITH ORDINALITY AS e_list (element, n)
 CROSS JOIN LATERAL jsonb_to_record(e_list.element) AS e(passage uuid, bearing text, note text, unread boolean, "readAt" timestamptz, "readBy" text)`;

/** Grain: one row, the number of assessments that were stored, retractions too. */
export const RESTORED_ASSESSMENTS = `
WITH made AS (
  INSERT INTO assessment (plan_id, id, objective_id, assessor_id, scale_id, level, effective_on, retracts, recorded_at, recorded_by, import_id,
                          rationale, cause, evidence_count)
  SELECT p.id, r.id, o.id, a.id, p.scale_id, r.status, r."effectiveOn", r.retracts, r."recordedAt", r."recordedBy", r.import, r.rationale, r.cause,
         coalesce(jsonb_array_length(r.evidence), 0)
    FROM ${STAGED} JOIN plan p ON p.slug = r.plan JOIN objective o ON o.plan_id = p.id AND o.code = r.objective
    JOIN assessor a ON a.slug = r.assessor
  RETURNING 1
)
SELECT count(*)::int AS made FROM made`;

export const RESTORED_EVIDENCE = `
INSERT INTO evidence (plan_id, assessment_id, position, passage_id, bearing, note, unread)
SELECT p.id, r.id, e_list.n, e.passage, e.bearing, e.note, coalesce(e.unread, false)
  FROM ${STAGED} JOIN plan p ON p.slug = r.plan CROSS JOIN ${EVIDENCE}`;

export const RESTORED_READINGS = `
INSERT INTO evidence_reading (plan_id, assessment_id, position, read_at, read_by)
SELECT p.id, r.id, e_list.n, e."readAt", e."readBy"
  FROM ${STAGED} JOIN plan p ON p.slug = r.plan CROSS JOIN ${EVIDENCE}
 WHERE e."readAt" IS NOT NULL`;

/** What the history says last of each objective by each assessor, by the same rule as where one assessment is recorded. */
export const DERIVED_RATINGS = `
INSERT INTO current_rating (plan_id, assessor_id, objective_id, assessment_id, level, effective_on, cause, ${EVIDENCE_COUNTS})
SELECT a.plan_id, a.assessor_id, a.objective_id, a.id, a.level, a.effective_on, a.cause, ${COUNTED_EVIDENCE}
  FROM (SELECT DISTINCT ON (x.plan_id, x.objective_id, x.assessor_id) x.* FROM assessment x
         WHERE x.plan_id = ANY ($1::int[]) AND x.level IS NOT NULL
           AND NOT EXISTS (SELECT FROM assessment r WHERE r.plan_id = x.plan_id AND r.retracts = x.id)
         ORDER BY x.plan_id, x.objective_id, x.assessor_id, x.effective_on DESC, x.recorded_at DESC, x.id DESC) a
  ${evidenceOf('a.plan_id', 'a.id')}
 GROUP BY a.plan_id, a.assessor_id, a.objective_id, a.id, a.level, a.effective_on, a.cause`;
