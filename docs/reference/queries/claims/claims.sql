-- Grain: one row a claim about plan $1, oldest first; $2 one of them, or null for all.
--
-- src/claims/claims.reader.ts

SELECT c.id, c.text, c.complete, c.total, c.levels, a.code AS area,
       json_build_object('id', g.id, 'source', s.slug, 'exact', g.exact, 'summary', g.summary,
                         'paragraph', g.paragraph) AS passage,
       to_char(c.recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "recordedAt",
       CASE WHEN r.claim_id IS NOT NULL THEN
         json_build_object('recordedAt', to_char(r.recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'recordedBy', r.recorded_by,
                           'rationale', r.rationale) END AS retracted
  FROM claim c
  JOIN passage g ON g.id = c.passage_id
  JOIN source s ON s.id = g.source_id
  LEFT JOIN area a ON a.plan_id = c.plan_id AND a.id = c.area_id
  LEFT JOIN claim_retraction r ON r.plan_id = c.plan_id AND r.claim_id = c.id
 WHERE c.plan_id = $1 AND ($2::int IS NULL OR c.id = $2)
 ORDER BY c.id
