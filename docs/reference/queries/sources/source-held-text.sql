-- Grain: one row, the source with its current text if we hold it.
--
-- src/sources/passage-resolver.ts

SELECT t.sha256, t.content
  FROM source s LEFT JOIN source_text t ON t.source_id = s.id AND t.sha256 = s.text_sha256
 WHERE s.slug = $1
