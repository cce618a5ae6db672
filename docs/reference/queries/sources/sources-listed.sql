-- Grain: one row a source, by slug, with how many passages it has.
--
-- src/sources/sources.reader.ts

  SELECT
s.slug, s.title, s.authors, s.publisher, s.published_on AS "publishedOn", s.language, s.url,
s.archive_url AS "archiveUrl", s.rights, s.note, s.text_sha256 AS "textSha256",
         (SELECT count(*)::int FROM passage g WHERE g.source_id = s.id) AS passages,
         EXISTS (SELECT FROM source_text t WHERE t.source_id = s.id AND t.sha256 = s.text_sha256) AS "hasText"
    FROM source s WHERE s.slug > $1 ORDER BY s.slug LIMIT $2
