import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the digest of a snapshot covers: those that are there were made by the first version. */
export class VersionDigests1764000000060 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE scorecard_snapshot ADD COLUMN digest_version smallint NOT NULL DEFAULT 1,
        ADD CONSTRAINT ck_scorecard_snapshot_digest_version CHECK (digest_version >= 1);
      ALTER TABLE scorecard_snapshot ALTER COLUMN digest_version DROP DEFAULT;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`ALTER TABLE scorecard_snapshot DROP COLUMN digest_version;`);
  }
}
