-- Grain: one row a passage, of those whose ids are given.
--
-- src/sources/sources.reader.ts

SELECT
  g.id, s.slug AS source, g.exact, g.prefix, g.suffix, g.start_position AS start, g.end_position AS "end",
  g.paragraph, g.summary, g.anchor FROM passage g JOIN source s ON s.id = g.source_id WHERE g.id = ANY ($1::uuid[])
