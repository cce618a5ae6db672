import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Indexes for the search over objectives, passages and sources. They are indexes on expressions: no column is added,
 * and no writer needs to know of them. The expressions are functions, so that an index and the statement that uses
 * it cannot drift apart; their bodies are bound to what they name when they are made, so that a dump restores.
 */
export class Search1764000000005 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await createTrigramExtension(db);
    await db.query(`
      -- English and Russian at once: words in Latin letters are stemmed as English, words in Cyrillic as Russian,
      -- so that a text may mix the two and a phrase may cross from one into the other. Texts are indexed with their
      -- stop words and asked without, so that a query of nothing else ("WHO", "IT") still has something to find.
      CREATE TEXT SEARCH CONFIGURATION english_russian (COPY = pg_catalog.simple);
      ALTER TEXT SEARCH CONFIGURATION english_russian
        ALTER MAPPING FOR asciiword, asciihword, hword_asciipart WITH pg_catalog.english_stem;
      ALTER TEXT SEARCH CONFIGURATION english_russian
        ALTER MAPPING FOR word, hword, hword_part WITH pg_catalog.russian_stem;

      CREATE TEXT SEARCH DICTIONARY english_every_word (TEMPLATE = pg_catalog.snowball, language = english);
      CREATE TEXT SEARCH DICTIONARY russian_every_word (TEMPLATE = pg_catalog.snowball, language = russian);
      CREATE TEXT SEARCH CONFIGURATION english_russian_every_word (COPY = pg_catalog.simple);
      ALTER TEXT SEARCH CONFIGURATION english_russian_every_word
        ALTER MAPPING FOR asciiword, asciihword, hword_asciipart WITH english_every_word;
      ALTER TEXT SEARCH CONFIGURATION english_russian_every_word
        ALTER MAPPING FOR word, hword, hword_part WITH russian_every_word;
    `);
    await db.query(`
      -- Under the locale C (the embedded server's) the parser takes every character beyond ASCII for a letter, so that
      -- «страны» and OSCE’s would each be one word: signs become blanks, invisible characters (soft hyphen, zero
      -- width) go, letters and their combining marks become one. Ranges, which are the same in every locale.
      CREATE FUNCTION search_fold(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
      RETURN regexp_replace(regexp_replace(
        CASE WHEN $1 ~ U&'[\\0300-\\036F]' THEN normalize($1) ELSE $1 END,
        U&'[\\00AD\\200B-\\200F\\2060\\FEFF]+', '', 'g'),
        U&'[\\00A0-\\00A9\\00AB-\\00B4\\00B6-\\00B9\\00BB-\\00BF\\00D7\\2000-\\206F\\20A0-\\20CF\\2100-\\2BFF\\3000-\\3003\\+01F000-\\+01FAFF]+',
        ' ', 'g');

      -- What trigrams are taken of: Cyrillic written in Latin letters, one for one, because pg_trgm sees no Cyrillic
      -- letter under the locale C. So "Minsk" is also like «Минск». The commonest letters first: it is a linear search.
      CREATE FUNCTION search_letters(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
      RETURN CASE WHEN octet_length($1) = length($1) THEN $1 ELSE translate(lower(search_fold($1)),
        'оеаинтсрвлкмдпуяызгбчйхжшюцщэфёіїєґўқғәөұүңһъь',
        'oeaintsrvlkmdpuayzgbqihjwucwefeiiegukgaouunh') END;

      -- Words to find: $1 the title (weight A), $2 what describes it (B), $3 notes (C).
      CREATE FUNCTION search_vector(text, text, text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE
      RETURN setweight(to_tsvector('english_russian_every_word'::regconfig, coalesce(search_fold($1), '')), 'A')
          || setweight(to_tsvector('english_russian_every_word'::regconfig, coalesce(search_fold($2), '')), 'B')
          || setweight(to_tsvector('english_russian_every_word'::regconfig, coalesce(search_fold($3), '')), 'C');

      -- array_to_string is only STABLE for arrays in general; for an array of texts it is immutable.
      CREATE FUNCTION search_names(text[], text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
      RETURN array_to_string($1, ', ') || coalesce(', ' || $2, '');

      -- EXT-09, "ext 9" and "Ext09" are one code: ext.9
      CREATE FUNCTION search_code(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
      RETURN regexp_replace(regexp_replace(lower($1), '[^a-z0-9]*0*([0-9]+)', '.\\1', 'g'), '[^a-z0-9.]+', '', 'g');
    `);
    // Search runs across plans: these have no plan_id in front, unlike the other indexes (GIN would need btree_gin).
    await db.query(`
      CREATE INDEX ix_objective_search ON objective USING gin (search_vector(title, code, note));
      CREATE INDEX ix_objective_letters ON objective USING gin
        (search_letters(title || ' ' || coalesce(note, '')) gin_trgm_ops);
      CREATE INDEX ix_objective_search_code ON objective (search_code(code));

      CREATE INDEX ix_passage_search ON passage USING gin (search_vector(NULL, exact, summary));
      CREATE INDEX ix_passage_letters ON passage USING gin
        (search_letters(coalesce(exact, '') || ' ' || coalesce(summary, '')) gin_trgm_ops);

      CREATE INDEX ix_source_search ON source USING gin (search_vector(title, search_names(authors, publisher), note));
      CREATE INDEX ix_source_letters ON source USING gin
        (search_letters(title || ' ' || search_names(authors, publisher) || ' ' || coalesce(note, '')) gin_trgm_ops);
    `);
  }

  /** Leaves the extension: whether it was there before is not known, and others may use it by now. */
  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP INDEX ix_source_letters, ix_source_search, ix_passage_letters, ix_passage_search,
                 ix_objective_search_code, ix_objective_letters, ix_objective_search;
      DROP FUNCTION search_code(text), search_names(text[], text), search_vector(text, text, text),
                    search_letters(text), search_fold(text);
      DROP TEXT SEARCH CONFIGURATION english_russian_every_word;
      DROP TEXT SEARCH CONFIGURATION english_russian;
      DROP TEXT SEARCH DICTIONARY russian_every_word;
      DROP TEXT SEARCH DICTIONARY english_every_word;
    `);
  }
}

/** pg_trgm comes with PostgreSQL's contrib modules; whoever may create schemas in a database may also create it. */
async function createTrigramExtension(db: QueryRunner): Promise<void> {
  try {
    await db.query('CREATE EXTENSION IF NOT EXISTS pg_trgm');
  } catch (cause) {
    throw new Error(
      `Search needs PostgreSQL's extension pg_trgm, which could not be created: ${(cause as Error).message}. ` +
        'Install the contrib modules of your PostgreSQL (postgresql-contrib), or let a user with the right to ' +
        'create it run CREATE EXTENSION pg_trgm; in this database; then start again.',
      { cause },
    );
  }
}
