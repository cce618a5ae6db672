import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Acronyms of organizations in further languages, beside the main one: {"ru": "ООН"}. */
export class TranslateAcronyms1764000000095 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE organization ADD COLUMN acronyms jsonb NOT NULL DEFAULT '{}',
        ADD CONSTRAINT ck_organization_acronyms CHECK (
          jsonb_typeof(acronyms) = 'object' AND NOT acronyms @? 'strict $.keyvalue() ? (@.value.type() != "string" || @.value == "" || !(@.key like_regex "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"))')
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`ALTER TABLE organization DROP COLUMN acronyms`);
  }
}
