-- The same of those with the address $3 or the words $4, where these are given.
--
-- src/sources/sources.reader.ts

  SELECT
s.slug, s.title, s.authors, s.publisher, s.published_on AS "publishedOn", s.language, s.url,
s.archive_url AS "archiveUrl", s.rights, s.note, s.text_sha256 AS "textSha256" FROM source s
   WHERE s.slug > $1
     AND ($3::text IS NULL OR address_key(s.url) = address_key($3))
     AND ($4::text IS NULL OR search_vector(s.title, search_names(s.authors, s.publisher), s.note)
                              @@ websearch_to_tsquery('english_russian', search_fold($4)))
   ORDER BY s.slug LIMIT $2
