-- Grain: one row a passage of those asked for, in the order asked for, with what stands around it.
--
-- src/sources/places.reader.ts

  SELECT
g.id, s.slug AS source, g.exact, g.prefix, g.suffix, g.start_position AS start, g.end_position AS "end",
g.paragraph, g.summary, g.anchor,
CASE WHEN at.start IS NOT NULL THEN json_build_object('start', at.start, 'end', at."end") END AS place,
CASE WHEN at.start IS NOT NULL THEN a.found END AS found, t.characters, greatest(at.start - 3000, 0) AS "windowStart",
         substr(t.content, greatest(at.start - 3000, 0) + 1,
                at."end" + 3000 - greatest(at.start - 3000, 0)) AS "window"
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
   WHERE g.id = ANY ($1::uuid[])
   ORDER BY array_position($1::uuid[], g.id)
