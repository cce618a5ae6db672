-- Grain: one row a decision, newest first.
--
-- src/comparison/links/links.reader.ts

SELECT x.version, x.relation, x.state, x.rationale, x.suggested_reason AS "suggestedReason", x.decided_by AS "decidedBy", x.decided_at AS "decidedAt" FROM link_decision x
 WHERE x.plan_id = $1 AND x.link_id = $2 AND ($3::int IS NULL OR x.version < $3)
 ORDER BY x.version DESC
 LIMIT $4
