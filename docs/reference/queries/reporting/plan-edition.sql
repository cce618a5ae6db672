-- src/reporting/scorecard/scorecard.reader.ts

SELECT p.id, p.revision FROM seen_plan p WHERE p.slug = $1
