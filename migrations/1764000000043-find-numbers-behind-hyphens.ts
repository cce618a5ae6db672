import type { MigrationInterface, QueryRunner } from 'typeorm';

const INDEXES = [
  'ix_objective_search',
  'ix_objective_letters',
  'ix_passage_search',
  'ix_passage_letters',
  'ix_source_search',
  'ix_source_letters',
];

const SIGNS = String.raw`\00A0-\00A9\00AB-\00B4\00B6-\00B9\00BB-\00BF\00D7\2000-\206F\20A0-\20CF\2100-\2BFF\3000-\3003\+01F000-\+01FAFF`;

/** The body as it was: signs become blanks, invisible characters go, letters and their marks become one. */
const FOLDED = `
      regexp_replace(regexp_replace(
        CASE WHEN $1 ~ U&'[\\0300-\\036F]' THEN normalize($1) ELSE $1 END,
        U&'[\\00AD\\200B-\\200F\\2060\\FEFF]+', '', 'g'),
        U&'[${SIGNS}]+',
        ' ', 'g')`;

/**
 * The parser takes "-2023" for a negative number, so that 2023 did not find "Interaction-2023": a hyphen between a word or
 * number and a digit becomes a blank. «ё» becomes «е», as most texts write it; and filters by a part of a text no longer mind the
 * case of Cyrillic letters.
 */
export class FindNumbersBehindHyphens1764000000043 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- For filters by a part of a text: letters of either case are one, and so are ё and е. Under the locale C, lower()
      -- knows Latin letters alone.
      CREATE FUNCTION filter_fold(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
      RETURN translate(lower($1),
        'АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯЁёІЇЄҐЎҚҒӘӨҰҮҢҺ',
        'абвгдежзийклмнопрстуфхцчшщъыьэюяееіїєґўқғәөұүңһ');
      CREATE OR REPLACE FUNCTION search_fold(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
      RETURN translate(regexp_replace(${FOLDED}, '([^[:space:]-])-+(?=[0-9])', '\\1 ', 'g'), 'ёЁ', 'еЕ');
    `);
    await this.rebuild(db);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE OR REPLACE FUNCTION search_fold(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
      RETURN ${FOLDED};
      DROP FUNCTION filter_fold(text);
    `);
    await this.rebuild(db);
  }

  /** The indexes hold what the function gave when they were made. */
  private async rebuild(db: QueryRunner): Promise<void> {
    for (const index of INDEXES) await db.query(`REINDEX INDEX ${index}`);
  }
}
