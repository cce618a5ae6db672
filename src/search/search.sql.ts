import type { Statement } from '../database/statement.js';

/** What each kind searches; the expressions are those of the indexes in migrations/1764000000005-search.ts. */
interface Searched {
  kind: 'objective' | 'passage' | 'source';
  /** plan_id, id and passage_id of what is found: the ones that its kind has. */
  identity: string;
  /** Unique within the kind. */
  key: string;
  /** What a snippet may show, the most telling first. */
  texts: string;
  vector: string;
  letters: string;
  /** What a query for a code must equal, where the kind has codes. */
  code?: string;
  /** Holds for what is to be found at all, where not everything is. */
  shown?: string;
  /** Holds for what belongs to one of the plans $2. */
  ofPlans: string;
}

const PASSAGES_OF_PLANS = `
               SELECT passage_id FROM objective_statement WHERE plan_id = ANY($2)
               UNION ALL SELECT passage_id FROM evidence WHERE plan_id = ANY($2)
               UNION ALL SELECT passage_id FROM claim WHERE plan_id = ANY($2)`;

const SEARCHED: Searched[] = [
  {
    kind: 'objective',
    identity: 't.plan_id, t.id, NULL::uuid',
    key: `t.plan_id || '/' || t.id`,
    texts: 't.title, t.note, t.code',
    vector: 'search_vector(t.title, t.code, t.note)',
    letters: `search_letters(t.title || ' ' || coalesce(t.note, ''))`,
    code: 'search_code(t.code)',
    // A value, so that each plan is looked up by its key; as a join it could be read as a whole.
    shown: 't.struck_at IS NULL AND (SELECT true FROM listed_plan lp WHERE lp.id = t.plan_id)',
    ofPlans: 't.plan_id = ANY($2)',
  },
  {
    kind: 'passage',
    identity: 'NULL::int, NULL::int, t.id',
    key: 't.id::text',
    texts: 't.exact, t.summary',
    vector: 'search_vector(NULL, t.exact, t.summary)',
    letters: `search_letters(coalesce(t.exact, '') || ' ' || coalesce(t.summary, ''))`,
    ofPlans: `t.id IN (${PASSAGES_OF_PLANS})`,
  },
  {
    kind: 'source',
    identity: 'NULL::int, t.id, NULL::uuid',
    key: 't.slug',
    texts: 't.title, search_names(t.authors, t.publisher), t.note',
    vector: 'search_vector(t.title, search_names(t.authors, t.publisher), t.note)',
    letters: `search_letters(t.title || ' ' || search_names(t.authors, t.publisher) || ' ' || coalesce(t.note, ''))`,
    ofPlans: `t.id IN (SELECT (SELECT g.source_id FROM passage g WHERE g.id = passage_id) FROM (${PASSAGES_OF_PLANS}) p)`,
  },
];

/** Of what matches in one way, so much of each kind is ranked: a word that is everywhere must not take minutes. */
const MOST_RANKED = 5000;

/** Grain: one row a thing that matches in one way. `condition` is one that an index answers. */
const matching = (tier: 1 | 2 | 3 | 4, { kind, ...searched }: Searched, condition: string): string => `
      (SELECT ${tier}, '${kind}', ${searched.key}, ARRAY[${searched.texts}], ${searched.identity},
             ${tier === 4 || tier === 2 ? 'NULL::tsvector' : searched.vector}, ${tier === 2 ? searched.letters : 'NULL'}
        FROM ${kind} t
       WHERE ($3::text IS NULL OR $3 = '${kind}')
         AND ${condition} ${searched.shown === undefined ? '' : `AND ${searched.shown}`}
         AND ($2::int[] IS NULL OR ${searched.ofPlans})
       LIMIT ${MOST_RANKED})`;

const byCode = SEARCHED.flatMap((each) =>
  each.code ? [matching(4, each, `${each.code} = (SELECT code FROM asked)`)] : [],
);
/** A source by its address, however it is written: what is no address equals none. */
const byAddress = SEARCHED.filter(({ kind }) => kind === 'source').map((each) =>
  matching(4, each, 'address_key(t.url) = address_key($1)'),
);
const byWords = SEARCHED.map((each) => matching(3, each, `${each.vector} @@ (SELECT query FROM asked)`));
const byLikeness = SEARCHED.map((each) =>
  matching(2, each, `${each.letters} %> (SELECT longest FROM loosely)`),
);
const bySomeWords = SEARCHED.map((each) =>
  matching(1, each, `${each.vector} @@ (SELECT any_word FROM loosely)`),
);

/** How alike a misspelt word and a whole word of the text must be: shared trigrams of all trigrams of the two. */
const ALIKE = 0.42;
/** How much of a word must stand in the text, where it is a part of a longer one ("narcolog"). */
const PART = 0.75;
/** How many of the words something must have at least. */
const SOME = 0.5;
/** Anyone who has found so much by all words is not helped by what is merely like them, and it costs the most. */
const ENOUGH = 200;

/** Grain: one row. How much the word `w` is like the nearest word of `letters`, 0 to 1; null where not enough. */
const likeness = (letters: string): string => `
  (SELECT CASE WHEN whole >= ${ALIKE} OR part >= ${PART} THEN greatest(whole, 0.9 * part) END
     FROM (SELECT strict_word_similarity(w, ${letters}) AS whole, word_similarity(w, ${letters}) AS part OFFSET 0) s)`;

/** The parser's types of token that are not words: blanks, tags and entities, and compounds whose parts come besides. */
const NOT_WORDS = `'blank', 'tag', 'protocol', 'entity', 'url', 'asciihword', 'hword', 'numhword'`;

/** A query that names no word to find (empty, or only words to leave out) finds nothing. */
const namesWords = (query: string): string => `querytree(${query}) NOT IN ('', 'T')`;

/**
 * Grain: one row an objective, passage or source that matches, best first: by code (4), by all words (3), by words
 * that are like all words (2), by half of the words or more (1); within that by rank. `place` is the negative of tier
 * and rank as a whole number.
 *
 * $1 what was typed, $2 ids of the plans to search or null, $3 kind or null, $4 words to find by likeness or in part
 * (none where the query asks for exact words), $5 a code or null, $6/$7/$8 place, kind and key of the last row before,
 * $9 limit.
 */
export const SEARCH: Statement = {
  name: 'search',
  text: `
    WITH typed AS MATERIALIZED (
      SELECT websearch_to_tsquery('english_russian', search_fold($1)) AS query,
             websearch_to_tsquery('english_russian_every_word', search_fold($1)) AS every_word
    ), chosen AS MATERIALIZED (
      -- Stop words are looked for only where nothing else was typed.
      SELECT CASE WHEN ${namesWords('query')} THEN query WHEN ${namesWords('every_word')} THEN every_word END AS query,
             search_code($5) AS code,
             ARRAY(SELECT search_letters(w) FROM unnest($4::text[]) w
                    WHERE to_tsvector('english_russian', search_fold(w)) <> '') AS words
        FROM typed
    ), asked AS MATERIALIZED (
      SELECT *, regexp_replace(querytree(query), ' (&|<->|<[0-9]+>) ', ' | ', 'g')::tsquery AS any_word FROM chosen
    ), exact (tier, kind, key, texts, plan_id, id, passage_id, vector, letters) AS MATERIALIZED (
      ${[...byCode, ...byAddress, ...byWords].join('\n      UNION ALL')}
    ), loosely AS MATERIALIZED (
      -- The word with the most trigrams finds the candidates; that all words are like enough is seen below.
      -- The threshold of the operator %> is a setting: local, so for this statement alone.
      SELECT w AS longest,
             CASE WHEN cardinality(words) > 1 THEN any_word END AS any_word,
             tsvector_to_array(replace(any_word::text, ' | ', ' ')::tsvector) AS lexemes
        FROM asked, unnest(words) w
       WHERE set_config('pg_trgm.word_similarity_threshold', '${ALIKE}', true) <> ''
         AND (SELECT count(*) FROM exact) < ${ENOUGH}
       ORDER BY length(w) DESC, w
       LIMIT 1
    ), matching (tier, kind, key, texts, plan_id, id, passage_id, vector, letters) AS MATERIALIZED (
      SELECT * FROM exact
      UNION ALL ${[...byLikeness, ...bySomeWords].join('\n      UNION ALL')}
    ), ranked AS (
      -- In ts_rank 1: a long text needs more matches than a short one; 32: scaled to 0..1.
      SELECT m.*,
             CASE m.tier
               WHEN 4 THEN 1
               WHEN 3 THEN ts_rank_cd(m.vector, a.query, 1 | 32)
               WHEN 2 THEN (SELECT CASE WHEN bool_and(l.likeness IS NOT NULL) THEN avg(l.likeness) END
                              FROM unnest(a.words) w CROSS JOIN LATERAL ${likeness('m.letters')} l (likeness))
               ELSE (SELECT CASE WHEN count(*) >= ${SOME} * cardinality(e.lexemes) THEN ts_rank(m.vector, a.any_word, 1 | 32) END
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
                  WHERE type.alias NOT IN (${NOT_WORDS})
                    AND CASE WHEN p.tier = 2
                             THEN EXISTS (SELECT FROM unnest(a.words) w WHERE ${likeness('search_letters(token)')} > 0)
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
     ORDER BY p.place, p.kind COLLATE "C", p.key COLLATE "C"`,
};

/** Grain: one row. $1 plan and $2 organization, or null: whether they are there, and the plans that both leave. */
export const SCOPE: Statement = {
  name: 'search-scope',
  text: `
    SELECT $1::text IS NULL OR EXISTS (SELECT FROM seen_plan p WHERE p.slug = $1) AS "planKnown",
           $2::text IS NULL OR EXISTS (SELECT FROM organization WHERE slug = $2) AS "organizationKnown",
           ARRAY(SELECT p.id FROM listed_plan p JOIN organization o ON o.id = p.organization_id
                  WHERE ($1::text IS NULL OR p.slug = $1) AND ($2::text IS NULL OR o.slug = $2)) AS plans`,
};
