import { strengthSql } from '../../assessments/strength.js';
import type { Statement } from '../../database/reads.js';
import { OBJECTIVES_THEN, planThen, ratingThen } from '../then.sql.js';

/**
 * Grain: one row an objective of plan $1, in its order, where it stood by assessor $2 on day $3 as far as was known at
 * instant $4.
 */
export const OBJECTIVES_FROZEN: Statement = {
  name: 'objectives-frozen',
  text: `
    WITH p AS MATERIALIZED (${planThen('$1', '$4')}),
         who AS MATERIALIZED (SELECT id FROM assessor WHERE slug = $2)
    SELECT o.code, a.code AS area, o.title, l.slug AS level, ${strengthSql('l.complete', 'r')} AS strength
      FROM p CROSS JOIN who
      JOIN LATERAL (${OBJECTIVES_THEN}) o ON true
      JOIN area a ON a.plan_id = p.id AND a.id = o.area_id
      LEFT JOIN LATERAL (${ratingThen('$3')}) y ON true
      LEFT JOIN LATERAL (
        SELECT y.level, y.id AS assessment_id,
               count(*) FILTER (WHERE e.bearing = 'supports') AS supports,
               count(*) FILTER (WHERE e.bearing = 'qualifies') AS qualifies,
               count(*) FILTER (WHERE e.bearing = 'contradicts') AS contradicts
          FROM evidence e WHERE e.plan_id = p.id AND e.assessment_id = y.id
      ) r ON true
      JOIN rating_level l ON l.scale_id = p.scale_id
       AND CASE WHEN y.level IS NULL THEN NOT l.assessed ELSE l.slug = y.level END
     ORDER BY o.position`,
};

const COLUMNS = `
  s.id, p.slug AS plan, s.label, s.as_of AS "asOf", s.known_at AS "knownAt", s.assessor, s.scale, s.digest,
  s.content_sha256 AS sha256, s.created_at AS "createdAt", s.created_by AS "createdBy"`;

/** Grain: one row a snapshot of plan $1, newest first, before $2; $3 how many. */
export const SNAPSHOTS: Statement = {
  name: 'snapshots',
  text: `SELECT ${COLUMNS} FROM scorecard_snapshot s JOIN plan p ON p.id = s.plan_id
          WHERE s.plan_id = $1 AND ($2::uuid IS NULL OR s.id < $2) ORDER BY s.id DESC LIMIT $3`,
};

/** Grain: one row, the snapshot. */
export const SNAPSHOT: Statement = {
  name: 'snapshot',
  text: `SELECT ${COLUMNS}, s.content FROM scorecard_snapshot s JOIN plan p ON p.id = s.plan_id
          WHERE s.plan_id = $1 AND s.id = $2`,
};
