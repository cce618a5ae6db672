import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where a scale comes from, and how the levels of one scale read on another. */
export class MapScales1764000000010 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE rating_scale
        ADD COLUMN source_url text,
        ADD COLUMN source_checked_on date,
        ADD CONSTRAINT ck_rating_scale_source CHECK (source IS NOT NULL OR (source_url IS NULL AND source_checked_on IS NULL));

      -- One row for each level of the scale that is read, for each scale that it is read on.
      CREATE TABLE scale_mapping (
        from_scale_id integer NOT NULL,
        to_scale_id integer NOT NULL,
        from_level text NOT NULL,
        to_level text NOT NULL,
        note text,
        CONSTRAINT pk_scale_mapping PRIMARY KEY (from_scale_id, to_scale_id, from_level),
        CONSTRAINT fk_scale_mapping_from FOREIGN KEY (from_scale_id, from_level) REFERENCES rating_level (scale_id, slug),
        CONSTRAINT fk_scale_mapping_to FOREIGN KEY (to_scale_id, to_level) REFERENCES rating_level (scale_id, slug),
        CONSTRAINT ck_scale_mapping_apart CHECK (from_scale_id <> to_scale_id)
      );
      -- A figure that was read through a mapping must stay readable: like the scales, mappings never change.
      CREATE TRIGGER scale_mapping_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON scale_mapping
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
      SELECT audit_table('scale_mapping');
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TABLE scale_mapping;
      ALTER TABLE rating_scale DROP CONSTRAINT ck_rating_scale_source, DROP COLUMN source_checked_on, DROP COLUMN source_url;
    `);
  }
}
