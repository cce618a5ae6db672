import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The answers already given to requests that carry an Idempotency-Key. */
export class CreateIdempotencyKeys1764000000004 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE idempotency_key (
        scope text NOT NULL,
        key text NOT NULL,
        request_sha256 text NOT NULL,
        -- json, not jsonb: the answer is given again as it was, its properties in order.
        answer json,
        created_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
        CONSTRAINT pk_idempotency_key PRIMARY KEY (scope, key)
      );
      CREATE INDEX ix_idempotency_key_age ON idempotency_key (created_at);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP TABLE idempotency_key;`);
  }
}
