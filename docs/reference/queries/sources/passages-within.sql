-- Grain: one row a passage of one source that begins before $5 and ends after $4, in reading order, from the key ($2, $3)
-- on; those without a position come last.
--
-- src/sources/places.reader.ts

  SELECT
g.id, s.slug AS source, g.exact, g.prefix, g.suffix, g.start_position AS start, g.end_position AS "end",
g.paragraph, g.summary, g.anchor,
CASE WHEN at.start IS NOT NULL THEN json_build_object('start', at.start, 'end', at."end") END AS place,
CASE WHEN at.start IS NOT NULL THEN a.found END AS found, coalesce(g.start_position, 2147483647) AS position
    FROM passage g
JOIN source s ON s.id = g.source_id
LEFT JOIN source_text t ON t.source_id = s.id AND t.sha256 = s.text_sha256
LEFT JOIN passage_anchor a ON a.source_id = s.id AND a.text_sha256 = t.sha256 AND a.passage_id = g.id
CROSS JOIN LATERAL (
  SELECT CASE WHEN a.state = 'verified' OR a.decision = 'confirmed' THEN a.start_position
              WHEN t.sha256 IS NOT NULL AND a.state IS NULL AND g.anchor = 'verified' THEN g.start_position
         END AS start,
         CASE WHEN a.state = 'verified' OR a.decision = 'confirmed' THEN a.end_position
              WHEN t.sha256 IS NOT NULL AND a.state IS NULL AND g.anchor = 'verified' THEN g.end_position
         END AS "end") at
   WHERE g.source_id = (SELECT id FROM source WHERE slug = $1)
     AND (coalesce(g.start_position, 2147483647), g.id) > ($2::int, $3::uuid)
     AND coalesce(g.end_position, 2147483647) > $4::int
     AND ($5::int IS NULL OR coalesce(g.start_position, 2147483647) < $5)
   ORDER BY coalesce(g.start_position, 2147483647), g.id
   LIMIT $6
