-- Grain: one row an objective, passage or source that matches, best first: by code (4), by all words (3), by words
-- that are like all words (2), by half of the words or more (1); within that by rank. `place` is the negative of tier
-- and rank as a whole number.
--
-- $1 what was typed, $2 ids of the plans to search or null, $3 kind or null, $4 words to find by likeness or in part
-- (none where the query asks for exact words), $5 a code or null, $6/$7/$8 place, kind and key of the last row before,
-- $9 limit.
--
-- src/search/search.sql.ts

  WITH typed AS MATERIALIZED (
    SELECT websearch_to_tsquery('english_russian', search_fold($1)) AS query,
           websearch_to_tsquery('english_russian_every_word', search_fold($1)) AS every_word
  ), chosen AS MATERIALIZED (
    -- Stop words are looked for only where nothing else was typed.
    SELECT CASE WHEN querytree(query) NOT IN ('', 'T') THEN query WHEN querytree(every_word) NOT IN ('', 'T') THEN every_word END AS query,
           search_code($5) AS code,
           ARRAY(SELECT search_letters(w) FROM unnest($4::text[]) w
                  WHERE to_tsvector('english_russian', search_fold(w)) <> '') AS words
      FROM typed
  ), asked AS MATERIALIZED (
    SELECT *, regexp_replace(querytree(query), ' (&|<->|<[0-9]+>) ', ' | ', 'g')::tsquery AS any_word FROM chosen
  ), exact (tier, kind, key, texts, plan_id, id, passage_id, vector, letters) AS MATERIALIZED (

    (SELECT 4, 'objective', t.plan_id || '/' || t.id, ARRAY[t.title, t.note, t.code], t.plan_id, t.id, NULL::uuid,
           NULL::tsvector, NULL
      FROM objective t
     WHERE ($3::text IS NULL OR $3 = 'objective')
       AND search_code(t.code) = (SELECT code FROM asked) AND t.struck_at IS NULL AND (SELECT true FROM listed_plan lp WHERE lp.id = t.plan_id)
       AND ($2::int[] IS NULL OR t.plan_id = ANY($2))
     LIMIT 5000)
    UNION ALL
    (SELECT 4, 'source', t.slug, ARRAY[t.title, search_names(t.authors, t.publisher), t.note], NULL::int, t.id, NULL::uuid,
           NULL::tsvector, NULL
      FROM source t
     WHERE ($3::text IS NULL OR $3 = 'source')
       AND address_key(t.url) = address_key($1)
       AND ($2::int[] IS NULL OR t.id IN (SELECT (SELECT g.source_id FROM passage g WHERE g.id = passage_id) FROM (
             SELECT passage_id FROM objective_statement WHERE plan_id = ANY($2)
             UNION ALL SELECT passage_id FROM evidence WHERE plan_id = ANY($2)
             UNION ALL SELECT passage_id FROM claim WHERE plan_id = ANY($2)) p))
     LIMIT 5000)
    UNION ALL
    (SELECT 3, 'objective', t.plan_id || '/' || t.id, ARRAY[t.title, t.note, t.code], t.plan_id, t.id, NULL::uuid,
           search_vector(t.title, t.code, t.note), NULL
      FROM objective t
     WHERE ($3::text IS NULL OR $3 = 'objective')
       AND search_vector(t.title, t.code, t.note) @@ (SELECT query FROM asked) AND t.struck_at IS NULL AND (SELECT true FROM listed_plan lp WHERE lp.id = t.plan_id)
       AND ($2::int[] IS NULL OR t.plan_id = ANY($2))
     LIMIT 5000)
    UNION ALL
    (SELECT 3, 'passage', t.id::text, ARRAY[t.exact, t.summary], NULL::int, NULL::int, t.id,
           search_vector(NULL, t.exact, t.summary), NULL
      FROM passage t
     WHERE ($3::text IS NULL OR $3 = 'passage')
       AND search_vector(NULL, t.exact, t.summary) @@ (SELECT query FROM asked)
       AND ($2::int[] IS NULL OR t.id IN (
             SELECT passage_id FROM objective_statement WHERE plan_id = ANY($2)
             UNION ALL SELECT passage_id FROM evidence WHERE plan_id = ANY($2)
             UNION ALL SELECT passage_id FROM claim WHERE plan_id = ANY($2)))
     LIMIT 5000)
    UNION ALL
    (SELECT 3, 'source', t.slug, ARRAY[t.title, search_names(t.authors, t.publisher), t.note], NULL::int, t.id, NULL::uuid,
           search_vector(t.title, search_names(t.authors, t.publisher), t.note), NULL
      FROM source t
     WHERE ($3::text IS NULL OR $3 = 'source')
       AND search_vector(t.title, search_names(t.authors, t.publisher), t.note) @@ (SELECT query FROM asked)
       AND ($2::int[] IS NULL OR t.id IN (SELECT (SELECT g.source_id FROM passage g WHERE g.id = passage_id) FROM (
             SELECT passage_id FROM objective_statement WHERE plan_id = ANY($2)
             UNION ALL SELECT passage_id FROM evidence WHERE plan_id = ANY($2)
             UNION ALL SELECT passage_id FROM claim WHERE plan_id = ANY($2)) p))
     LIMIT 5000)
  ), loosely AS MATERIALIZED (
    -- The word with the most trigrams finds the candidates; that all words are like enough is seen below.
    -- The threshold of the operator %> is a setting: local, so for this statement alone.
    SELECT w AS longest,
           CASE WHEN cardinality(words) > 1 THEN any_word END AS any_word,
           tsvector_to_array(replace(any_word::text, ' | ', ' ')::tsvector) AS lexemes
      FROM asked, unnest(words) w
     WHERE set_config('pg_trgm.word_similarity_threshold', '0.42', true) <> ''
       AND (SELECT count(*) FROM exact) < 200
     ORDER BY length(w) DESC, w
     LIMIT 1
  ), matching (tier, kind, key, texts, plan_id, id, passage_id, vector, letters) AS MATERIALIZED (
    SELECT * FROM exact
    UNION ALL
    (SELECT 2, 'objective', t.plan_id || '/' || t.id, ARRAY[t.title, t.note, t.code], t.plan_id, t.id, NULL::uuid,
           NULL::tsvector, search_letters(t.title || ' ' || coalesce(t.note, ''))
      FROM objective t
     WHERE ($3::text IS NULL OR $3 = 'objective')
       AND search_letters(t.title || ' ' || coalesce(t.note, '')) %> (SELECT longest FROM loosely) AND t.struck_at IS NULL AND (SELECT true FROM listed_plan lp WHERE lp.id = t.plan_id)
       AND ($2::int[] IS NULL OR t.plan_id = ANY($2))
     LIMIT 5000)
    UNION ALL
    (SELECT 2, 'passage', t.id::text, ARRAY[t.exact, t.summary], NULL::int, NULL::int, t.id,
           NULL::tsvector, search_letters(coalesce(t.exact, '') || ' ' || coalesce(t.summary, ''))
      FROM passage t
     WHERE ($3::text IS NULL OR $3 = 'passage')
       AND search_letters(coalesce(t.exact, '') || ' ' || coalesce(t.summary, '')) %> (SELECT longest FROM loosely)
       AND ($2::int[] IS NULL OR t.id IN (
             SELECT passage_id FROM objective_statement WHERE plan_id = ANY($2)
             UNION ALL SELECT passage_id FROM evidence WHERE plan_id = ANY($2)
             UNION ALL SELECT passage_id FROM claim WHERE plan_id = ANY($2)))
     LIMIT 5000)
    UNION ALL
    (SELECT 2, 'source', t.slug, ARRAY[t.title, search_names(t.authors, t.publisher), t.note], NULL::int, t.id, NULL::uuid,
           NULL::tsvector, search_letters(t.title || ' ' || search_names(t.authors, t.publisher) || ' ' || coalesce(t.note, ''))
      FROM source t
     WHERE ($3::text IS NULL OR $3 = 'source')
       AND search_letters(t.title || ' ' || search_names(t.authors, t.publisher) || ' ' || coalesce(t.note, '')) %> (SELECT longest FROM loosely)
       AND ($2::int[] IS NULL OR t.id IN (SELECT (SELECT g.source_id FROM passage g WHERE g.id = passage_id) FROM (
             SELECT passage_id FROM objective_statement WHERE plan_id = ANY($2)
             UNION ALL SELECT passage_id FROM evidence WHERE plan_id = ANY($2)
             UNION ALL SELECT passage_id FROM claim WHERE plan_id = ANY($2)) p))
     LIMIT 5000)
    UNION ALL
    (SELECT 1, 'objective', t.plan_id || '/' || t.id, ARRAY[t.title, t.note, t.code], t.plan_id, t.id, NULL::uuid,
           search_vector(t.title, t.code, t.note), NULL
      FROM objective t
     WHERE ($3::text IS NULL OR $3 = 'objective')
       AND search_vector(t.title, t.code, t.note) @@ (SELECT any_word FROM loosely) AND t.struck_at IS NULL AND (SELECT true FROM listed_plan lp WHERE lp.id = t.plan_id)
       AND ($2::int[] IS NULL OR t.plan_id = ANY($2))
     LIMIT 5000)
    UNION ALL
    (SELECT 1, 'passage', t.id::text, ARRAY[t.exact, t.summary], NULL::int, NULL::int, t.id,
           search_vector(NULL, t.exact, t.summary), NULL
      FROM passage t
     WHERE ($3::text IS NULL OR $3 = 'passage')
       AND search_vector(NULL, t.exact, t.summary) @@ (SELECT any_word FROM loosely)
       AND ($2::int[] IS NULL OR t.id IN (
             SELECT passage_id FROM objective_statement WHERE plan_id = ANY($2)
             UNION ALL SELECT passage_id FROM evidence WHERE plan_id = ANY($2)
             UNION ALL SELECT passage_id FROM claim WHERE plan_id = ANY($2)))
     LIMIT 5000)
    UNION ALL
    (SELECT 1, 'source', t.slug, ARRAY[t.title, search_names(t.authors, t.publisher), t.note], NULL::int, t.id, NULL::uuid,
           search_vector(t.title, search_names(t.authors, t.publisher), t.note), NULL
      FROM source t
     WHERE ($3::text IS NULL OR $3 = 'source')
       AND search_vector(t.title, search_names(t.authors, t.publisher), t.note) @@ (SELECT any_word FROM loosely)
       AND ($2::int[] IS NULL OR t.id IN (SELECT (SELECT g.source_id FROM passage g WHERE g.id = passage_id) FROM (
             SELECT passage_id FROM objective_statement WHERE plan_id = ANY($2)
             UNION ALL SELECT passage_id FROM evidence WHERE plan_id = ANY($2)
             UNION ALL SELECT passage_id FROM claim WHERE plan_id = ANY($2)) p))
     LIMIT 5000)
  ), ranked AS (
    -- In ts_rank 1: a long text needs more matches than a short one; 32: scaled to 0..1.
    SELECT m.*,
           CASE m.tier
             WHEN 4 THEN 1
             WHEN 3 THEN ts_rank_cd(m.vector, a.query, 1 | 32)
             WHEN 2 THEN (SELECT CASE WHEN bool_and(l.likeness IS NOT NULL) THEN avg(l.likeness) END
                            FROM unnest(a.words) w CROSS JOIN LATERAL
(SELECT CASE WHEN whole >= 0.42 OR part >= 0.75 THEN greatest(whole, 0.9 * part) END
   FROM (SELECT strict_word_similarity(w, m.letters) AS whole, word_similarity(w, m.letters) AS part OFFSET 0) s) l (likeness))
             ELSE (SELECT CASE WHEN count(*) >= 0.5 * cardinality(e.lexemes) THEN ts_rank(m.vector, a.any_word, 1 | 32) END
                     FROM unnest(tsvector_to_array(m.vector)) lexeme WHERE lexeme = ANY(e.lexemes))
           END AS rank
      FROM matching m CROSS JOIN asked a LEFT JOIN loosely e ON true
  ), best AS (
    -- What matches in several ways stands in the list once, in its best way.
    SELECT DISTINCT ON (kind, key) -(tier * 1000000 + round(rank::numeric * 999999))::int AS place, *
      FROM ranked WHERE rank IS NOT NULL
     ORDER BY kind, key, tier DESC
  ), page AS MATERIALIZED (
    SELECT * FROM best
     WHERE $6::int IS NULL OR (place, kind COLLATE "C", key COLLATE "C") > ($6, $7::text, $8::text)
     ORDER BY place, kind COLLATE "C", key COLLATE "C"
     LIMIT $9
  )
  SELECT p.place, p.kind, p.key, p.tier, p.rank, p.texts,
         ARRAY(SELECT DISTINCT token
                 FROM unnest(p.texts) x
                CROSS JOIN LATERAL ts_parse('default', search_fold(x))
                 JOIN ts_token_type('default') type USING (tokid)
                WHERE type.alias NOT IN ('blank', 'tag', 'protocol', 'entity', 'url', 'asciihword', 'hword', 'numhword')
                  AND CASE WHEN p.tier = 2
                           THEN EXISTS (SELECT FROM unnest(a.words) w WHERE
(SELECT CASE WHEN whole >= 0.42 OR part >= 0.75 THEN greatest(whole, 0.9 * part) END
   FROM (SELECT strict_word_similarity(w, search_letters(token)) AS whole, word_similarity(w, search_letters(token)) AS part OFFSET 0) s) > 0)
                           ELSE to_tsvector('english_russian_every_word', token) @@ a.any_word END) AS marked,
         CASE p.kind
           WHEN 'objective' THEN
             (SELECT json_build_object('title', o.title, 'plan', l.slug, 'code', o.code)
                FROM objective o JOIN plan l ON l.id = o.plan_id WHERE o.plan_id = p.plan_id AND o.id = p.id)
           WHEN 'passage' THEN
             (SELECT json_build_object('title', s.title, 'source', s.slug, 'passage', g.id, 'paragraph', g.paragraph)
                FROM passage g JOIN source s ON s.id = g.source_id WHERE g.id = p.passage_id)
           ELSE (SELECT json_build_object('title', s.title, 'source', s.slug) FROM source s WHERE s.id = p.id)
         END AS shown
    FROM page p CROSS JOIN asked a
   ORDER BY p.place, p.kind COLLATE "C", p.key COLLATE "C"
