import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Sources and passages, the passages that state an objective, and the claims that sources make about a plan. */
export class CreateSources1764000000002 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE source (
        id integer GENERATED ALWAYS AS IDENTITY,
        slug text NOT NULL,
        title text NOT NULL,
        authors text[] NOT NULL DEFAULT '{}',
        publisher text,
        published_on date,
        language text,
        url text,
        archive_url text,
        rights text,
        note text,
        -- Of the normalised text that the passages' positions refer to, whether or not we hold that text.
        text_sha256 text,
        version integer NOT NULL DEFAULT 1,
        CONSTRAINT pk_source PRIMARY KEY (id),
        CONSTRAINT uq_source_slug UNIQUE (slug),
        CONSTRAINT ck_source_slug CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
        CONSTRAINT ck_source_title CHECK (title <> ''),
        CONSTRAINT ck_source_text_sha256 CHECK (text_sha256 ~ '^[0-9a-f]{64}$')
      );

      CREATE TABLE passage (
        id uuid NOT NULL,
        source_id integer NOT NULL,
        exact text,
        prefix text,
        suffix text,
        start_position integer,
        end_position integer,
        paragraph integer,
        summary text,
        anchor text NOT NULL DEFAULT 'unverified',
        CONSTRAINT pk_passage PRIMARY KEY (id),
        CONSTRAINT fk_passage_source FOREIGN KEY (source_id) REFERENCES source (id),
        CONSTRAINT ck_passage_exact CHECK (exact <> ''),
        CONSTRAINT ck_passage_says_something CHECK (exact IS NOT NULL OR summary <> ''),
        CONSTRAINT ck_passage_position CHECK (
          (start_position IS NULL) = (end_position IS NULL)
          AND (start_position IS NULL OR (exact IS NOT NULL AND start_position >= 0 AND end_position > start_position))),
        CONSTRAINT ck_passage_paragraph CHECK (paragraph >= 1),
        CONSTRAINT ck_passage_anchor CHECK (anchor IN ('verified', 'relocated', 'ambiguous', 'lost', 'unverified'))
      );
      -- The same words in the same place are one passage, however many assessments quote them.
      -- Hashed, because a quotation may be longer than an index entry.
      CREATE UNIQUE INDEX uq_passage_place ON passage (
        source_id,
        md5(coalesce(exact, '')), md5(coalesce(prefix, '')), md5(coalesce(suffix, '')), md5(coalesce(summary, '')),
        coalesce(start_position, -1), coalesce(paragraph, -1));
      CREATE INDEX ix_passage_reading_order ON passage (source_id, (coalesce(start_position, 2147483647)), id);

      CREATE TABLE objective_statement (
        plan_id integer NOT NULL,
        objective_id integer NOT NULL,
        passage_id uuid NOT NULL,
        position smallint NOT NULL,
        CONSTRAINT pk_objective_statement PRIMARY KEY (plan_id, objective_id, passage_id),
        CONSTRAINT fk_objective_statement_objective FOREIGN KEY (plan_id, objective_id) REFERENCES objective (plan_id, id),
        CONSTRAINT fk_objective_statement_passage FOREIGN KEY (passage_id) REFERENCES passage (id)
      );

      CREATE TABLE claim (
        plan_id integer NOT NULL,
        id integer GENERATED ALWAYS AS IDENTITY,
        text text NOT NULL,
        complete integer,
        total integer,
        passage_id uuid NOT NULL,
        recorded_at timestamptz(3) NOT NULL,
        CONSTRAINT pk_claim PRIMARY KEY (plan_id, id),
        CONSTRAINT fk_claim_plan FOREIGN KEY (plan_id) REFERENCES plan (id),
        CONSTRAINT fk_claim_passage FOREIGN KEY (passage_id) REFERENCES passage (id),
        CONSTRAINT ck_claim_text CHECK (text <> ''),
        CONSTRAINT ck_claim_counts CHECK ((complete IS NULL) = (total IS NULL) AND complete BETWEEN 0 AND total)
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP TABLE claim, objective_statement, passage, source;`);
  }
}
