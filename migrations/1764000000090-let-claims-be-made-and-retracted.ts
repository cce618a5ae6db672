import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A claim may count other levels than the complete ones ("in whole or in part"), may be about one area, and may be
 * retracted. The claim itself stays as it was recorded, so that what was known before stays known.
 */
export class LetClaimsBeMadeAndRetracted1764000000090 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE claim ADD COLUMN levels text[], ADD COLUMN area_id integer;
      ALTER TABLE claim
        ADD CONSTRAINT ck_claim_levels CHECK (cardinality(levels) > 0),
        ADD CONSTRAINT fk_claim_area FOREIGN KEY (plan_id, area_id) REFERENCES area (plan_id, id);

      CREATE TABLE claim_retraction (
        plan_id integer NOT NULL,
        claim_id integer NOT NULL,
        rationale text NOT NULL,
        recorded_at timestamptz(3) NOT NULL,
        recorded_by text NOT NULL,
        CONSTRAINT pk_claim_retraction PRIMARY KEY (plan_id, claim_id),
        CONSTRAINT fk_claim_retraction_claim FOREIGN KEY (plan_id, claim_id) REFERENCES claim (plan_id, id),
        CONSTRAINT ck_claim_retraction_rationale CHECK (rationale <> '')
      );
      CREATE TRIGGER claim_retraction_append_only BEFORE UPDATE OR TRUNCATE ON claim_retraction
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER claim_retraction_discarded BEFORE DELETE ON claim_retraction
        FOR EACH ROW EXECUTE FUNCTION goes_with_draft();
      SELECT audit_table('claim_retraction');
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TABLE claim_retraction;
      ALTER TABLE claim DROP COLUMN area_id, DROP COLUMN levels;
    `);
  }
}
