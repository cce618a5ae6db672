-- Grain: one row, the source with a stretch of its current text: from the code point $2 on, at most $3 of them.
--
-- src/sources/texts.reader.ts

SELECT t.sha256, t.characters, substr(t.content, $2::int + 1, $3::int) AS text
  FROM source s LEFT JOIN source_text t ON t.source_id = s.id AND t.sha256 = s.text_sha256
 WHERE s.slug = $1
