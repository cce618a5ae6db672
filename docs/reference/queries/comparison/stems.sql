-- Grain: one row a word of $1: its stem by Postgres' own stemmers, an empty list for a small word.
--
-- src/comparison/suggestions.reader.ts

SELECT word, ts_lexize(CASE WHEN word ~ '^[a-z]' THEN 'english_stem'::regdictionary ELSE 'russian_stem' END, word) AS stems
  FROM unnest($1::text[]) word
