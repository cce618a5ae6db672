-- Grain: one row, the source with what stands before the code point $2 of its current text, at most $3 of them.
--
-- src/sources/texts.reader.ts

SELECT substr(t.content, greatest($2::int - $3::int, 0) + 1, least($2::int, $3::int)) AS text
  FROM source s JOIN source_text t ON t.source_id = s.id AND t.sha256 = s.text_sha256
 WHERE s.slug = $1
