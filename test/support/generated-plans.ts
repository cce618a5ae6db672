import type { DataSource } from 'typeorm';
import { auditing } from '../../bench/auditing.js';

/** Objectives of each generated plan; each has two assessments with one piece of evidence. */
const OBJECTIVES = 20;

/** Each takes $1 and $2, the first and the last number of the plans to make, and $3 the objectives of each. */
const STEPS = [
  `INSERT INTO plan (slug, organization_id, scale_id, default_assessor_id, title, holder_name, term_start, term_end,
                     revised_at, created_at, known_from)
   SELECT 'generated-' || n, o.id, s.id, a.id, 'Generated plan ' || n, 'Nowhere ' || n, day, day + 364, t, t, t
     FROM generate_series($1::int, $2::int) n
    CROSS JOIN LATERAL (SELECT DATE '1990-01-01' + n AS day, TIMESTAMPTZ '2024-01-01' AS t) at
     JOIN organization o ON o.slug = 'csto' JOIN rating_scale s ON s.slug = 'completion'
     JOIN assessor a ON a.slug = 'presidency' WHERE $3::int > 0`,
  `CREATE TEMPORARY TABLE made ON COMMIT DROP AS
   SELECT p.* FROM plan p JOIN generate_series($1::int, $2::int) n ON p.slug = 'generated-' || n WHERE $3::int > 0`,
  // Sources that no plan shows: there are as many as plans, or more.
  `INSERT INTO source (slug, title) SELECT slug || '-source-' || n, 'Source ' || n FROM made CROSS JOIN generate_series(1, 4) n`,
  `INSERT INTO plan_assessor SELECT id, default_assessor_id FROM made`,
  `INSERT INTO area (plan_id, code, name, position, known_from)
   SELECT id, 'area-' || n, 'Area ' || n, n, known_from FROM made CROSS JOIN generate_series(1, 3) n`,
  `INSERT INTO objective (plan_id, area_id, code, title, basis, position, known_from)
   SELECT m.id, a.id, 'OBJ-' || n, 'Objective ' || n || ' of ' || m.slug, 'stated', n, m.known_from
     FROM made m CROSS JOIN generate_series(1, $3::int) n JOIN area a ON a.plan_id = m.id AND a.position = 1 + n % 3
    WHERE $1::int <= $2::int`,
  `CREATE TEMPORARY TABLE judged ON COMMIT DROP AS
   SELECT o.plan_id, o.id AS objective_id, m.default_assessor_id AS assessor_id, m.scale_id, gen_random_uuid() AS id,
          gen_random_uuid() AS passage_id, o.code || ' of ' || m.slug || ', entry ' || n AS words,
          CASE WHEN n = 2 AND o.position % 10 = 0 THEN 'not_implemented' ELSE 'implemented' END AS level, n,
          m.term_start + n * 100 AS effective_on, m.known_from AS recorded_at
     FROM made m JOIN objective o ON o.plan_id = m.id CROSS JOIN generate_series(1, 2) n`,
  `INSERT INTO passage (id, source_id, exact)
   SELECT passage_id, s.id, words FROM judged JOIN source s ON s.slug = 'ciss-2023-12-04'`,
  `INSERT INTO objective_statement SELECT plan_id, objective_id, passage_id, 1 FROM judged WHERE n = 1`,
  `INSERT INTO assessment (plan_id, id, objective_id, assessor_id, scale_id, level, effective_on, recorded_at,
                           recorded_by, rationale, evidence_count)
   SELECT plan_id, id, objective_id, assessor_id, scale_id, level, effective_on, recorded_at, 'generator', words, 1
     FROM judged`,
  `INSERT INTO evidence (plan_id, assessment_id, position, passage_id, bearing)
   SELECT plan_id, id, 1, passage_id, 'supports' FROM judged`,
  `INSERT INTO current_rating (plan_id, assessor_id, objective_id, assessment_id, level, effective_on, supports,
                               qualifies, contradicts)
   SELECT plan_id, assessor_id, objective_id, id, level, effective_on, 1, 0, 0 FROM judged WHERE n = 2`,
  `INSERT INTO claim (plan_id, text, complete, total, passage_id, recorded_at)
   SELECT DISTINCT ON (plan_id) plan_id, 'All but two', 18, 20, passage_id, recorded_at FROM judged`,
  // Each second plan is linked to the next, so that no thread grows with the number of plans.
  `INSERT INTO objective_link (plan_id, id, later_plan_id, objective_id, later_objective_id, relation, state,
                               rationale, decided_by, decided_at)
   SELECT e.plan_id, gen_random_uuid(), t.plan_id, e.id, t.id, 'closeMatch', 'confirmed', e.code, 'generator', m.known_from
     FROM made m JOIN made n ON n.term_start = m.term_start + 1 AND (m.term_start - DATE '1990-01-01') % 2 = 0
     JOIN objective e ON e.plan_id = m.id JOIN objective t ON t.plan_id = n.id AND t.position = e.position`,
  // And about each other plan's objectives somebody decided that the next does not take them up.
  `INSERT INTO objective_decision (plan_id, id, later_plan_id, objective_id, decision, rationale, decided_by, decided_at)
   SELECT e.plan_id, gen_random_uuid(), n.id, e.id, 'notContinued', e.code, 'generator', m.known_from
     FROM made m JOIN made n ON n.term_start = m.term_start + 1 AND (m.term_start - DATE '1990-01-01') % 2 = 1
     JOIN objective e ON e.plan_id = m.id`,
  // Reworded once, all of it, so that the histories of wording hold as much as the tables themselves.
  `UPDATE plan p SET title = p.title || ', reworded', revised_at = TIMESTAMPTZ '2024-06-01' FROM made m WHERE p.id = m.id`,
  `UPDATE area a SET name = a.name || ', reworded' FROM made m WHERE a.plan_id = m.id`,
  `UPDATE objective o SET title = o.title || ', reworded' FROM made m WHERE o.plan_id = m.id`,
];

/** Makes the plans generated-<first> to generated-<last>, alike in everything but their numbers. Needs the seeds. */
export async function generatePlans(source: DataSource, first: number, last: number): Promise<void> {
  await source.transaction(async (tx) => {
    await tx.query('SET LOCAL statement_timeout = 0');
    await tx.query(auditing('DISABLE'));
    for (const step of STEPS) await tx.query(step, step.includes('$1') ? [first, last, OBJECTIVES] : []);
  });
  await source.query(auditing('ENABLE'));
  // What is not vacuumed reads more blocks than it need, the more so the larger it is.
  await source.query('VACUUM ANALYZE');
}
