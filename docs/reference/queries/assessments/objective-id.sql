-- src/assessments/history.reader.ts

SELECT id FROM objective WHERE plan_id = $1 AND code = $2
