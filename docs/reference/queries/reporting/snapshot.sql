-- Grain: one row, the snapshot.
--
-- src/reporting/snapshots/snapshots.sql.ts

SELECT
  s.id, p.slug AS plan, s.label, s.as_of AS "asOf", s.known_at AS "knownAt", s.assessor, s.scale, s.digest,
  s.digest_version AS "digestVersion",
  s.content_sha256 AS sha256, s.created_at AS "createdAt", s.created_by AS "createdBy", s.content FROM scorecard_snapshot s JOIN plan p ON p.id = s.plan_id
          WHERE s.plan_id = $1 AND s.id = $2
