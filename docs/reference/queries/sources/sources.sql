-- Grain: one row a source, by slug.
--
-- src/sources/sources.reader.ts

SELECT
  s.slug, s.title, s.authors, s.publisher, s.published_on AS "publishedOn", s.language, s.url,
  s.archive_url AS "archiveUrl", s.rights, s.note, s.text_sha256 AS "textSha256" FROM source s WHERE s.slug > $1 ORDER BY s.slug LIMIT $2
