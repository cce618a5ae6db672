import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The texts of sources, every version kept, and where each quotation was found in each of them. */
export class CreateSourceTexts1764000000006 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE source_text (
        source_id integer NOT NULL,
        sha256 text NOT NULL,
        media_type text NOT NULL,
        content text NOT NULL,
        characters integer NOT NULL,
        loaded_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
        loaded_by text NOT NULL,
        CONSTRAINT pk_source_text PRIMARY KEY (source_id, sha256),
        CONSTRAINT fk_source_text_source FOREIGN KEY (source_id) REFERENCES source (id),
        CONSTRAINT ck_source_text_sha256 CHECK (sha256 = encode(sha256(convert_to(content, 'UTF8')), 'hex')),
        CONSTRAINT ck_source_text_characters CHECK (characters = char_length(content) AND characters > 0)
      );
      -- A text that was quoted from must stay what it was.
      CREATE TRIGGER source_text_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON source_text
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

      ALTER TABLE passage ADD COLUMN version integer NOT NULL DEFAULT 1;

      -- Where a passage was found when a text was loaded. A place that differs from the passage's own
      -- is a proposal until a person confirms it.
      CREATE TABLE passage_anchor (
        source_id integer NOT NULL,
        passage_id uuid NOT NULL,
        text_sha256 text NOT NULL,
        state text NOT NULL,
        reason text NOT NULL,
        start_position integer,
        end_position integer,
        paragraph integer,
        found text,
        errors integer,
        candidates jsonb,
        checked_at timestamptz(3) NOT NULL,
        decision text,
        decided_by text,
        decided_at timestamptz(3),
        CONSTRAINT pk_passage_anchor PRIMARY KEY (source_id, text_sha256, passage_id),
        CONSTRAINT fk_passage_anchor_passage FOREIGN KEY (passage_id) REFERENCES passage (id),
        CONSTRAINT fk_passage_anchor_text FOREIGN KEY (source_id, text_sha256)
          REFERENCES source_text (source_id, sha256),
        CONSTRAINT ck_passage_anchor_state CHECK (state IN ('verified', 'relocated', 'ambiguous', 'lost')),
        CONSTRAINT ck_passage_anchor_place CHECK (
          (state IN ('verified', 'relocated')) = (start_position IS NOT NULL)
          AND (start_position IS NULL) = (end_position IS NULL) AND end_position > start_position),
        CONSTRAINT ck_passage_anchor_decision CHECK (decision IN ('confirmed', 'rejected')),
        CONSTRAINT ck_passage_anchor_decided CHECK (
          (decision IS NULL) = (decided_by IS NULL) AND (decision IS NULL) = (decided_at IS NULL)
          AND (decision IS NULL OR state = 'relocated'))
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TABLE passage_anchor, source_text;
      ALTER TABLE passage DROP COLUMN version;
    `);
  }
}
