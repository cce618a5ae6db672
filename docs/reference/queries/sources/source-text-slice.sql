-- Grain: one row, the text we hold of a source, with what stands from $2 to $3 and 32 characters around it.
--
-- src/sources/passage-resolver.ts

SELECT t.sha256, t.content, t.characters,
       substr(t.content, $2::int + 1, greatest($3::int - $2::int, 0)) AS exact,
       substr(t.content, greatest($2::int - 31, 1), greatest($2::int - greatest($2::int - 32, 0), 0)) AS prefix,
       substr(t.content, $3::int + 1, 32) AS suffix
  FROM source s JOIN source_text t ON t.source_id = s.id AND t.sha256 = s.text_sha256
 WHERE s.slug = $1
