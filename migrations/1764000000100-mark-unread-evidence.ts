import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Evidence that came with a file is marked as unread until a person has looked at its passage. Evidence never changes,
 * so the mark stays, and that a person has looked is a row of its own: what was known before stays known.
 */
export class MarkUnreadEvidence1764000000100 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE evidence ADD COLUMN unread boolean NOT NULL DEFAULT false;

      CREATE TABLE evidence_reading (
        plan_id integer NOT NULL,
        assessment_id uuid NOT NULL,
        position smallint NOT NULL,
        read_at timestamptz(3) NOT NULL,
        read_by text NOT NULL,
        CONSTRAINT pk_evidence_reading PRIMARY KEY (plan_id, assessment_id, position),
        CONSTRAINT fk_evidence_reading_evidence FOREIGN KEY (plan_id, assessment_id, position)
          REFERENCES evidence (plan_id, assessment_id, position)
      );
      CREATE TRIGGER evidence_reading_append_only BEFORE UPDATE OR TRUNCATE ON evidence_reading
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER evidence_reading_discarded BEFORE DELETE ON evidence_reading
        FOR EACH ROW EXECUTE FUNCTION goes_with_draft();
      SELECT audit_table('evidence_reading');

      -- What a person attached was read when it was attached: a later reading of it would say that it was not.
      CREATE FUNCTION check_reading() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NOT EXISTS (SELECT FROM evidence e WHERE e.plan_id = NEW.plan_id AND e.assessment_id = NEW.assessment_id
                          AND e.position = NEW.position AND e.unread) THEN
          RAISE EXCEPTION 'evidence % of assessment % was not recorded as unread', NEW.position, NEW.assessment_id
            USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER evidence_reading_of_unread BEFORE INSERT ON evidence_reading
        FOR EACH ROW EXECUTE FUNCTION check_reading();

      -- How much of the evidence nobody has read yet: all of it, and what of it qualifies and contradicts.
      ALTER TABLE current_rating
        ADD COLUMN unread smallint NOT NULL DEFAULT 0,
        ADD COLUMN unread_qualifies smallint NOT NULL DEFAULT 0,
        ADD COLUMN unread_contradicts smallint NOT NULL DEFAULT 0;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE current_rating DROP COLUMN unread, DROP COLUMN unread_qualifies, DROP COLUMN unread_contradicts;
      DROP TABLE evidence_reading;
      DROP FUNCTION check_reading();
      ALTER TABLE evidence DROP COLUMN unread;
    `);
  }
}
