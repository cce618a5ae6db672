import { COUNTED_EVIDENCE, evidenceOf } from '../../assessments/strength.js';

/**
 * What a plan said and how it was assessed at an earlier moment: fragments of SQL for reports that ask by the two clocks.
 * Each is entered through `plan_id`. `knownAt` and `day` are placeholders of the statement, such as `$3`.
 */

/**
 * One row a plan of `table` (`seen_plan`, or `plan` where it is known that it may be seen) that `which` finds, in the words known then: for a CTE `p`. `known_at` is the instant asked about (the plan's last
 * change where null is asked), `worded_at` the same but not before the plan was recorded: earlier than that its first
 * recorded wording is shown.
 */
export function planThen(table: 'plan' | 'seen_plan', which: string, knownAt: string): string {
  const known = `coalesce(${knownAt}::timestamptz, p.revised_at)`;
  return `
  SELECT p.id, p.slug, p.organization_id, w.scale_id, p.revision, p.revised_at,
         w.title, w.titles, w.holder_name, w.holder_names, w.term_start, w.term_end, w.default_assessor_id,
         w.provenance_note, w.provenance_notes, w.state, w.withdrawn_at, w.withdrawal_rationale,
         ${known} AS known_at, greatest(${known}, p.created_at) AS worded_at
    FROM ${table} p
    JOIN LATERAL (
      SELECT p.title, p.titles, p.holder_name, p.holder_names, p.term_start, p.term_end, p.default_assessor_id,
             p.provenance_note, p.provenance_notes, p.state, p.withdrawn_at, p.withdrawal_rationale, p.scale_id, p.known_from, 'infinity'::timestamptz AS known_until
      UNION ALL
      SELECT h.title, h.titles, h.holder_name, h.holder_names, h.term_start, h.term_end, h.default_assessor_id,
             h.provenance_note, h.provenance_notes, h.state, h.withdrawn_at, h.withdrawal_rationale, h.scale_id, h.known_from, h.known_until
        FROM plan_history h WHERE h.plan_id = p.id
    ) w ON greatest(${known}, p.created_at) >= w.known_from AND greatest(${known}, p.created_at) < w.known_until
   WHERE ${which}`;
}

/** One row an area of `p`, in the words known then. */
export const AREAS_THEN = `
  SELECT a.id, a.code, a.name, a.names, a.position FROM p JOIN area a ON a.plan_id = p.id AND a.known_from <= p.worded_at AND (a.removed_at IS NULL OR a.removed_at > p.worded_at)
  UNION ALL
  SELECT h.id, h.code, h.name, h.names, h.position FROM p JOIN area_history h ON h.plan_id = p.id
     AND h.known_from <= p.worded_at AND h.known_until > p.worded_at`;

/** One row, the assessor of `p` that a report is asked for: for a CTE `who`. `slug` is a placeholder; null for the default one. */
export function assessorOf(slug: string): string {
  return `
  SELECT a.id, a.slug, a.kind, a.name, a.names
    FROM p JOIN plan_assessor pa ON pa.plan_id = p.id JOIN assessor a ON a.id = pa.assessor_id
   WHERE CASE WHEN ${slug}::text IS NULL THEN a.id = p.default_assessor_id ELSE a.slug = ${slug} END`;
}

/** One row an objective of `p`, in the words known then. */
export const OBJECTIVES_THEN = `
      SELECT x.id, x.position, x.code, x.title, x.titles, x.basis, x.area_id FROM objective x
       WHERE x.plan_id = p.id AND x.known_from <= p.worded_at AND (x.struck_at IS NULL OR x.struck_at > p.worded_at)
      UNION ALL
      SELECT h.id, h.position, h.code, h.title, h.titles, h.basis, h.area_id FROM objective_history h
       WHERE h.plan_id = p.id AND h.known_from <= p.worded_at AND h.known_until > p.worded_at`;

/**
 * At most one row: the assessment of objective `o` by an assessor (`who` where no other is named) of plan `p` on a day. It is the first of the
 * objective's run of assessments that was effective by the day, recorded by the instant and not retracted by then:
 * a few steps down an index, however long the history.
 */
export function assessmentThen(day: string, assessor = 'who.id'): string {
  return `
      SELECT y.id, y.level, y.cause, y.effective_on FROM assessment y
       WHERE y.plan_id = p.id AND y.objective_id = o.id AND y.assessor_id = ${assessor}
         AND y.effective_on <= ${day}::date AND ${STANDING}
       ORDER BY y.effective_on DESC, y.recorded_at DESC, y.id DESC
       LIMIT 1`;
}

/**
 * One row an objective of `objectives` (a CTE with `id`) and other assessor of plan `p` than the one of the CTE `who` who
 * had assessed it on a day.
 */
export function otherAssessmentsThen(objectives: string, day: string): string {
  return `
      SELECT o.id AS objective_id, pa.assessor_id, r.level
        FROM p CROSS JOIN ${objectives} o
        JOIN plan_assessor pa ON pa.plan_id = p.id AND pa.assessor_id <> (SELECT id FROM who)
        JOIN LATERAL (${assessmentThen(day, 'pa.assessor_id')}) r ON true`;
}

/** Whether assessment `y` of plan `p` was recorded, and not retracted, as far as we knew then. */
export const STANDING = `y.recorded_at <= p.known_at
         AND NOT EXISTS (SELECT FROM assessment z WHERE z.plan_id = p.id AND z.retracts = y.id
                            AND z.recorded_at <= p.known_at)`;

/** The assessment of {@link assessmentThen}, with its evidence counted, as far as it was read then. */
export function weighedAssessmentThen(day: string): string {
  return `
      SELECT last.level, last.cause, last.effective_on, last.id AS assessment_id,
             ${COUNTED_EVIDENCE}
        FROM (${assessmentThen(day)}) last
        ${evidenceOf('p.id', 'last.id', 'p.known_at')}
       GROUP BY last.level, last.cause, last.effective_on, last.id`;
}

/** The level of plan `p`'s scale at which an assessment `r` puts an objective; without one, the level "not assessed yet". */
export const LEVEL_OF_RATING = `l.scale_id = p.scale_id
     AND CASE WHEN r.level IS NULL THEN NOT l.assessed ELSE l.slug = r.level END`;

/**
 * SQL of words in the language of the answer, the statement's $3: the translation into it where there is one, else the
 * main words, whatever language they are in.
 */
export function inLanguage(words: string, translations: string): string {
  return `coalesce(${translations} ->> $3::text, ${words})`;
}

/** Whether claim `c` stands: whether nobody had retracted it by an instant, or, without one, by now. */
export function notRetracted(c: string, instant?: string): string {
  const by = instant === undefined ? '' : ` AND cr.recorded_at <= ${instant}`;
  return `NOT EXISTS (SELECT FROM claim_retraction cr WHERE cr.plan_id = ${c}.plan_id AND cr.claim_id = ${c}.id${by})`;
}
