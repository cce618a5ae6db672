-- Grain: one row an entry of the plan among those asked for.
--
-- src/assessments/history.reader.ts

SELECT id, rationale FROM assessment WHERE plan_id = $1 AND id = ANY ($2::uuid[])
