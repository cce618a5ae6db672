-- Grain: one row, the source, with the version asked for ($2), or the current one where none is named.
--
-- src/sources/texts.reader.ts

SELECT t.sha256, t.content
  FROM source s LEFT JOIN source_text t ON t.source_id = s.id AND t.sha256 = coalesce($2, s.text_sha256)
 WHERE s.slug = $1
