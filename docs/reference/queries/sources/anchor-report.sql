-- Grain: one row, the source with the report on its current text.
--
-- src/sources/texts.reader.ts

SELECT s.slug AS source, t.sha256 AS "textSha256", t.characters,
       (SELECT json_build_object(
                 'verified', count(*) FILTER (WHERE a.state = 'verified'),
                 'relocated', count(*) FILTER (WHERE a.state = 'relocated'),
                 'ambiguous', count(*) FILTER (WHERE a.state = 'ambiguous'),
                 'lost', count(*) FILTER (WHERE a.state = 'lost'))
          FROM passage_anchor a WHERE a.source_id = s.id AND a.text_sha256 = t.sha256) AS counts,
       (SELECT count(*)::int FROM passage_anchor a
         WHERE a.source_id = s.id AND a.text_sha256 = t.sha256 AND a.reason = 'exact-shifted') AS shifted,
       (SELECT coalesce(json_agg(json_build_object(
                 'id', g.id, 'exact', g.exact, 'state', a.state, 'reason', a.reason,
                 'from', CASE WHEN g.start_position IS NOT NULL THEN json_build_object(
                           'start', g.start_position, 'end', g.end_position, 'paragraph', g.paragraph) END,
                 'to', CASE WHEN a.start_position IS NOT NULL THEN json_build_object(
                         'start', a.start_position, 'end', a.end_position, 'paragraph', a.paragraph,
                         'exact', a.found, 'errors', a.errors) END,
                 'candidates', a.candidates, 'decision', a.decision) ORDER BY g.start_position, g.id), '[]')
          FROM passage_anchor a JOIN passage g ON g.id = a.passage_id
         WHERE a.source_id = s.id AND a.text_sha256 = t.sha256 AND a.state <> 'verified') AS passages
  FROM source s LEFT JOIN source_text t ON t.source_id = s.id AND t.sha256 = s.text_sha256
 WHERE s.slug = $1
