-- Grain: one row a version of the source's text, newest first.
--
-- src/sources/texts.reader.ts

SELECT t.sha256, t.media_type AS "mediaType", t.characters, t.loaded_at AS "loadedAt", t.loaded_by AS "loadedBy",
       t.sha256 = s.text_sha256 AS current
  FROM source s JOIN source_text t ON t.source_id = s.id
 WHERE s.slug = $1
 ORDER BY t.loaded_at DESC, t.sha256
