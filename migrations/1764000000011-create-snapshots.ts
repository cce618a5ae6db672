import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Scorecards frozen under an address of their own. */
export class CreateSnapshots1764000000011 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE scorecard_snapshot (
        plan_id integer NOT NULL,
        -- Version 7: in the order of their making.
        id uuid NOT NULL,
        label text,
        as_of date NOT NULL,
        known_at timestamptz(3) NOT NULL,
        assessor text NOT NULL,
        -- The scale that the plan was read on, where it was not its own.
        scale text,
        digest text NOT NULL,
        -- Canonical JSON (RFC 8785), kept as text: byte for byte what the hash is of.
        content text NOT NULL,
        content_sha256 text NOT NULL,
        created_at timestamptz(3) NOT NULL,
        created_by text NOT NULL,
        CONSTRAINT pk_scorecard_snapshot PRIMARY KEY (plan_id, id),
        CONSTRAINT fk_scorecard_snapshot_plan FOREIGN KEY (plan_id) REFERENCES plan (id),
        CONSTRAINT ck_scorecard_snapshot_label CHECK (label <> ''),
        CONSTRAINT ck_scorecard_snapshot_digest CHECK (digest ~ '^[0-9a-f]{64}$'),
        CONSTRAINT ck_scorecard_snapshot_sha256 CHECK (
          content_sha256 = encode(sha256(convert_to(content, 'UTF8')), 'hex'))
      );
      CREATE TRIGGER scorecard_snapshot_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON scorecard_snapshot
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
      SELECT audit_table('scorecard_snapshot', '', 'content');
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP TABLE scorecard_snapshot;`);
  }
}
