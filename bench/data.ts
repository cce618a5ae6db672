import type { DataSource } from 'typeorm';
import { auditing } from './auditing.js';

/** The objectives of a plan: as many as the first real case has. */
export const OBJECTIVES = 34;
/** How many of them are complete, as there. */
export const COMPLETE = 32;
/** An instant at which each plan's records said something else than they say now, and a day before its last ratings. */
export const EARLIER = { knownAt: '2024-03-01T00:00:00Z', asOf: '2023-09-30' };

/** The slug of the n-th plan, from 1. */
export function slugOf(plan: number): string {
  return `plan-${plan}`;
}

/**
 * Fills an empty, migrated database that holds the shipped rating scales with `plans` plans of 34 objectives in 3
 * areas. Every plan has the same make-up, that of the first real case (32 complete, of which 22 firm and 10
 * qualified; claim and passages), so that answers differ in wording and not in size; `seed` decides which
 * objectives get which part of it. The schema's constraints hold while it writes; the one that a trigger checks row by
 * row at the end (evidence is complete, and no verdict is without any) is checked here for all rows at once.
 *
 * Grain of the working table `draw`: one row an objective, `rank` its part in the make-up:
 *   1 to 22  implemented, one passage supports it
 *  23 to 32  implemented, one passage supports and one qualifies it
 *  33        not implemented (external cause), two passages
 *  34        in progress, two passages
 *   1 to 12  have an earlier "in progress", 1 to 4 a verdict that was retracted, 5 and 6 another title before
 */
export async function generatePlans(source: DataSource, plans: number, seed: number): Promise<void> {
  await source.transaction(async (db) => {
    await db.query('SET LOCAL statement_timeout = 0');
    await db.query('SET LOCAL work_mem = 256000');
    for (const statement of STATEMENTS) {
      await db.query(statement.replaceAll(':plans', `${plans}`).replaceAll(':seed', `${seed}`));
    }
  });
  await source.query(auditing('ENABLE'));
  await source.query(`ALTER TABLE assessment ENABLE TRIGGER assessment_evidenced`);
  await source.query(`ALTER TABLE evidence ENABLE TRIGGER evidence_complete`);
  await source.query(`ALTER TABLE evidence ENABLE TRIGGER evidence_source`);
  await source.query('VACUUM ANALYZE');
}

const RECORDED = `timestamptz '2024-01-10 09:00Z' + p.n % 1000 * interval '1 second'`;
const RATED = `timestamptz '2024-02-01 09:00Z'`;
const REWORDED = `timestamptz '2024-03-15 09:00Z'`;
const CORRECTED = `timestamptz '2024-04-01 09:00Z'`;
const LAST_CHANGE = `timestamptz '2024-05-01 09:00Z'`;

const STATEMENTS = [
  // The search's indexes would take longer to fill than all the rest, and no scorecard reads them.
  `DO $$ DECLARE i regclass; BEGIN
     FOR i IN SELECT x.oid FROM pg_class x JOIN pg_am a ON a.oid = x.relam
               WHERE x.relkind = 'i' AND a.amname = 'gin' AND x.relnamespace = 'public'::regnamespace
     LOOP EXECUTE 'DROP INDEX ' || i; END LOOP;
   END $$`,
  // Nobody reads the audit of made-up plans, and it would hold several times as much as they do.
  auditing('DISABLE'),
  `ALTER TABLE assessment DISABLE TRIGGER assessment_evidenced`,
  `ALTER TABLE evidence DISABLE TRIGGER evidence_complete`,
  // What it keeps, claims give too: each plan here has one source.
  `ALTER TABLE evidence DISABLE TRIGGER evidence_source`,

  // UUIDs as version 7 makes them: near in time, near in the index.
  `CREATE FUNCTION pg_temp.id_of(kind int, number bigint) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
     SELECT (lpad(to_hex(1706000000000 + number), 12, '0') || '7' || lpad(to_hex(kind), 3, '0')
             || '8000' || lpad(to_hex(number), 12, '0'))::uuid $$`,

  `INSERT INTO organization (slug, name) VALUES ('bench', 'An organization')`,
  `INSERT INTO assessor (slug, name, kind)
   VALUES ('the-holder', 'The holder', 'self_reported'), ('an-institute', 'An institute', 'independent')`,

  `CREATE TEMP TABLE p ON COMMIT DROP AS SELECT n, 'plan-' || n AS slug FROM generate_series(1, :plans) n`,
  `INSERT INTO plan (slug, organization_id, scale_id, default_assessor_id, title, holder_name, holder_iso3166,
                     term_start, term_end, provenance_note, revision, revised_at, created_at, known_from)
   SELECT p.slug, o.id, s.id, a.id, 'Priorities of presidency ' || p.n, 'Holder ' || p.n % 200, 'BY',
          '2023-01-01', '2023-12-31', 'Reconstructed from what a source reports; the official list is not public.',
          1, ${RECORDED}, ${RECORDED}, ${RECORDED}
     FROM p, organization o, rating_scale s, assessor a
    WHERE o.slug = 'bench' AND s.slug = 'completion' AND a.slug = 'the-holder'
    ORDER BY p.n`,
  `ALTER TABLE p ADD id int, ADD assessor_id int, ADD scale_id int`,
  `UPDATE p SET id = x.id, assessor_id = x.default_assessor_id, scale_id = x.scale_id FROM plan x WHERE x.slug = p.slug`,
  `INSERT INTO plan_assessor (plan_id, assessor_id) SELECT p.id, a.id FROM p, assessor a`,
  `INSERT INTO area (plan_id, code, name, source_heading, position, known_from)
   SELECT p.id, v.code, v.name, v.name, v.position, ${RECORDED}
     FROM p, (VALUES (1, 'EXT', 'Foreign policy and security'), (2, 'ORG', 'The organization itself'),
                     (3, 'MIL', 'Military and technical cooperation')) v (position, code, name)
    ORDER BY p.n, v.position`,
  `INSERT INTO source (slug, title, publisher, published_on, language)
   SELECT 'report-' || p.n, 'Report on presidency ' || p.n, 'An institute', '2023-12-04', 'en' FROM p ORDER BY p.n`,

  `CREATE TEMP TABLE draw ON COMMIT DROP AS
   SELECT p.*, o.position, p.n * 100::bigint + o.position AS number, a.id AS area_id, s.id AS source_id,
          row_number() OVER (PARTITION BY p.n ORDER BY hashtextextended(p.n || '/' || o.position, :seed), o.position) AS rank
     FROM p
     CROSS JOIN generate_series(1, ${OBJECTIVES}) o (position)
     JOIN area a ON a.plan_id = p.id AND a.position = CASE WHEN o.position <= 7 THEN 1 WHEN o.position <= 16 THEN 2 ELSE 3 END
     JOIN source s ON s.slug = 'report-' || p.n`,
  `INSERT INTO objective (plan_id, area_id, code, title, basis, position, known_from)
   SELECT id, area_id, 'O-' || lpad(position::text, 2, '0'),
          'To hold the consultations of point ' || position || ' among the members of presidency ' || n,
          'secondary', position, ${RECORDED}
     FROM draw p
    ORDER BY n, position`,
  `ALTER TABLE draw ADD objective_id int`,
  `UPDATE draw SET objective_id = o.id FROM objective o WHERE o.plan_id = draw.id AND o.position = draw.position`,
  // Passages: kind 1 states the objective and supports its rating, kind 2 says more, kind 3 makes the claim.
  `INSERT INTO passage (id, source_id, exact, prefix, suffix, start_position, end_position, paragraph, anchor)
   SELECT pg_temp.id_of(kind, number), source_id,
          CASE kind WHEN 1 THEN 'On point ' || position || ' consultations were held with all members, and the '
                           || 'documents that had been announced were prepared and put before the council.'
                    ELSE 'In part, however, the work on point ' || position || ' was put off to a later meeting.' END,
          'the words just before it stand ', ' and here the text goes on as',
          position * 500 + kind * 200, position * 500 + kind * 200 + 150, position, 'verified'
     FROM draw CROSS JOIN generate_series(1, 2) kind
    WHERE kind = 1 OR rank <= 4 OR rank >= 23
    ORDER BY n, position, kind`,
  `INSERT INTO passage (id, source_id, exact, start_position, end_position, paragraph, anchor)
   SELECT DISTINCT pg_temp.id_of(3, n), source_id, 'Of the ${OBJECTIVES} objectives ${COMPLETE} were implemented.', 100, 150, 1, 'verified'
     FROM draw`,
  `INSERT INTO objective_statement (plan_id, objective_id, passage_id, position)
   SELECT id, objective_id, pg_temp.id_of(1, number), 1 FROM draw ORDER BY n, position`,
  `INSERT INTO claim (plan_id, text, complete, total, passage_id, recorded_at)
   SELECT p.id, '${COMPLETE} of ${OBJECTIVES}', ${COMPLETE}, ${OBJECTIVES}, pg_temp.id_of(3, p.n), ${RECORDED} FROM p ORDER BY p.n`,

  // kind 1: "in progress" in the summer; 2: a verdict given in error; 3: its retraction; 4: what holds now.
  `INSERT INTO assessment (plan_id, id, objective_id, assessor_id, scale_id, level, effective_on, retracts, recorded_at,
                           recorded_by, rationale, cause, evidence_count)
   SELECT id, pg_temp.id_of(kind, number), objective_id, assessor_id, scale_id,
          CASE kind WHEN 1 THEN 'in_progress' WHEN 2 THEN 'not_implemented' WHEN 4 THEN
            CASE rank WHEN 33 THEN 'not_implemented' WHEN 34 THEN 'in_progress' ELSE 'implemented' END END,
          CASE kind WHEN 1 THEN date '2023-06-01' WHEN 2 THEN date '2023-11-30' WHEN 4 THEN date '2023-11-23' END,
          CASE kind WHEN 3 THEN pg_temp.id_of(2, number) END,
          CASE kind WHEN 3 THEN ${CORRECTED} ELSE ${RATED} END + number % 100 * interval '1 second', 'bench',
          'As the report says.',
          CASE WHEN kind = 4 AND rank = 33 THEN 'external' WHEN kind = 2 THEN 'unknown' END,
          CASE kind WHEN 2 THEN 1 WHEN 4 THEN CASE WHEN rank >= 23 THEN 2 ELSE 1 END ELSE 0 END
     FROM draw CROSS JOIN generate_series(1, 4) kind
    WHERE kind = 4 OR (kind = 1 AND rank <= 12) OR rank <= 4
    ORDER BY n, position, kind`,
  `INSERT INTO evidence (plan_id, assessment_id, position, passage_id, bearing)
   SELECT id, pg_temp.id_of(4, number), kind, pg_temp.id_of(kind, number),
          CASE WHEN kind = 2 AND rank <= 32 THEN 'qualifies' ELSE 'supports' END
     FROM draw CROSS JOIN generate_series(1, 2) kind
    WHERE kind = 1 OR rank >= 23
   UNION ALL
   SELECT id, pg_temp.id_of(2, number), 1, pg_temp.id_of(2, number), 'supports' FROM draw WHERE rank <= 4
    ORDER BY 1, 2, 3`,

  // Other words: the plan's clock first, then what changes by it. The triggers keep what was said before.
  `UPDATE plan SET revised_at = ${REWORDED}, title = title || ', revised'`,
  `UPDATE area SET name = name || ', revised' WHERE position = 1`,
  `UPDATE objective o SET title = o.title || ', revised'
     FROM draw WHERE o.plan_id = draw.id AND o.id = draw.objective_id AND draw.rank IN (5, 6)`,
  `UPDATE plan SET revised_at = ${LAST_CHANGE}, revision = 60`,

  // The writer's rule, for all objectives at once: the last by day, instant and id that is not retracted.
  `INSERT INTO current_rating (plan_id, assessor_id, objective_id, assessment_id, level, effective_on, cause,
                               supports, qualifies, contradicts)
   SELECT a.plan_id, a.assessor_id, a.objective_id, a.id, a.level, a.effective_on, a.cause,
          count(*) FILTER (WHERE e.bearing = 'supports'), count(*) FILTER (WHERE e.bearing = 'qualifies'),
          count(*) FILTER (WHERE e.bearing = 'contradicts')
     FROM (SELECT DISTINCT ON (x.plan_id, x.objective_id, x.assessor_id) x.* FROM assessment x
            WHERE x.level IS NOT NULL
              AND NOT EXISTS (SELECT FROM assessment r WHERE r.plan_id = x.plan_id AND r.retracts = x.id)
            ORDER BY x.plan_id, x.objective_id, x.assessor_id, x.effective_on DESC, x.recorded_at DESC, x.id DESC) a
     LEFT JOIN evidence e ON e.plan_id = a.plan_id AND e.assessment_id = a.id
    GROUP BY a.plan_id, a.assessor_id, a.objective_id, a.id, a.level, a.effective_on, a.cause
    ORDER BY a.plan_id, a.assessor_id, a.objective_id`,

  `DO $$ BEGIN
     IF EXISTS (
       SELECT FROM assessment a
         LEFT JOIN rating_level l ON l.scale_id = a.scale_id AND l.slug = a.level
         LEFT JOIN (SELECT plan_id, assessment_id, count(*) AS pieces FROM evidence GROUP BY 1, 2) e
           ON e.plan_id = a.plan_id AND e.assessment_id = a.id
        WHERE coalesce(e.pieces, 0) <> a.evidence_count OR (l.final AND e.pieces IS NULL)
     ) THEN RAISE EXCEPTION 'an assessment lacks evidence'; END IF;
   END $$`,
];
