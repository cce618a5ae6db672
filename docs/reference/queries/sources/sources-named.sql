-- Grain: one row a source of those named.
--
-- src/sources/sources.reader.ts

SELECT
  s.slug, s.title, s.authors, s.publisher, s.published_on AS "publishedOn", s.language, s.url,
  s.archive_url AS "archiveUrl", s.rights, s.note, s.text_sha256 AS "textSha256" FROM source s WHERE s.slug = ANY ($1::text[])
