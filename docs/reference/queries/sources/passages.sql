-- Grain: one row a passage of one source, in reading order; those without a position come last.
--
-- src/sources/sources.reader.ts

  SELECT
g.id, s.slug AS source, g.exact, g.prefix, g.suffix, g.start_position AS start, g.end_position AS "end",
g.paragraph, g.summary, g.anchor, coalesce(g.start_position, 2147483647) AS place
    FROM passage g JOIN source s ON s.id = g.source_id
   WHERE g.source_id = $1
     AND (coalesce(g.start_position, 2147483647), g.id) > ($2, $3::uuid)
   ORDER BY coalesce(g.start_position, 2147483647), g.id
   LIMIT $4
