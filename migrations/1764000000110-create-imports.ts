import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What files bring: each import into a plan, with the assessments that name it as their origin; what a file said that has
 * no place of its own, kept with the objective or the plan; how an organization's files are read; and files that
 * a person has sent and not applied yet.
 */
export class CreateImports1764000000110 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE plan_import (
        plan_id integer NOT NULL,
        id uuid NOT NULL,
        file_name text NOT NULL,
        file_sha256 text NOT NULL,
        format text NOT NULL,
        imported_at timestamptz(3) NOT NULL,
        imported_by text NOT NULL,
        CONSTRAINT pk_plan_import PRIMARY KEY (plan_id, id),
        CONSTRAINT fk_plan_import_plan FOREIGN KEY (plan_id) REFERENCES plan (id),
        CONSTRAINT ck_plan_import_file_name CHECK (file_name <> ''),
        CONSTRAINT ck_plan_import_sha256 CHECK (file_sha256 ~ '^[0-9a-f]{64}$'),
        CONSTRAINT ck_plan_import_format CHECK (format <> '')
      );
      CREATE TRIGGER plan_import_append_only BEFORE UPDATE OR TRUNCATE ON plan_import
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER plan_import_discarded BEFORE DELETE ON plan_import
        FOR EACH ROW EXECUTE FUNCTION goes_with_draft();
      SELECT audit_table('plan_import');

      -- Null where a person recorded it by hand.
      ALTER TABLE assessment ADD COLUMN import_id uuid,
        ADD CONSTRAINT fk_assessment_import FOREIGN KEY (plan_id, import_id) REFERENCES plan_import (plan_id, id);

      CREATE TABLE objective_extra (
        plan_id integer NOT NULL,
        objective_id integer NOT NULL,
        position integer NOT NULL,
        name text NOT NULL,
        value text NOT NULL,
        -- Where a structured format had it.
        path text,
        CONSTRAINT pk_objective_extra PRIMARY KEY (plan_id, objective_id, position),
        CONSTRAINT fk_objective_extra_objective FOREIGN KEY (plan_id, objective_id)
          REFERENCES objective (plan_id, id),
        CONSTRAINT ck_objective_extra_name CHECK (name <> ''),
        CONSTRAINT ck_objective_extra_path CHECK (path <> '')
      );
      CREATE TRIGGER objective_extra_stays BEFORE TRUNCATE ON objective_extra
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER objective_extra_discarded BEFORE DELETE ON objective_extra
        FOR EACH ROW EXECUTE FUNCTION goes_with_draft();
      SELECT audit_table('objective_extra');

      CREATE TABLE plan_extra (
        plan_id integer NOT NULL,
        position integer NOT NULL,
        name text NOT NULL,
        value text NOT NULL,
        path text,
        CONSTRAINT pk_plan_extra PRIMARY KEY (plan_id, position),
        CONSTRAINT fk_plan_extra_plan FOREIGN KEY (plan_id) REFERENCES plan (id),
        CONSTRAINT ck_plan_extra_name CHECK (name <> ''),
        CONSTRAINT ck_plan_extra_path CHECK (path <> '')
      );
      CREATE TRIGGER plan_extra_stays BEFORE TRUNCATE ON plan_extra
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER plan_extra_discarded BEFORE DELETE ON plan_extra
        FOR EACH ROW EXECUTE FUNCTION goes_with_draft();
      SELECT audit_table('plan_extra');

      CREATE TABLE import_mapping (
        organization_id integer NOT NULL,
        mapping jsonb NOT NULL,
        CONSTRAINT pk_import_mapping PRIMARY KEY (organization_id),
        CONSTRAINT fk_import_mapping_organization FOREIGN KEY (organization_id) REFERENCES organization (id),
        CONSTRAINT ck_import_mapping_mapping CHECK (jsonb_typeof(mapping) = 'object')
      );
      SELECT audit_table('import_mapping');

      -- Between the steps of the page; taken away when they expire.
      CREATE TABLE import_upload (
        id uuid NOT NULL,
        uploaded_by text NOT NULL,
        file_name text NOT NULL,
        content bytea NOT NULL,
        expires_at timestamptz(3) NOT NULL,
        CONSTRAINT pk_import_upload PRIMARY KEY (id),
        CONSTRAINT ck_import_upload_file_name CHECK (file_name <> '')
      );
      CREATE INDEX ix_import_upload_expires ON import_upload (expires_at);
      CREATE INDEX ix_import_upload_person ON import_upload (uploaded_by);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TABLE import_upload, import_mapping, plan_extra, objective_extra;
      ALTER TABLE assessment DROP COLUMN import_id;
      DROP TABLE plan_import;
    `);
  }
}
