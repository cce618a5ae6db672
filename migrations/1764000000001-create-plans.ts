import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Organizations, rating scales, assessors, plans with their areas and objectives, and what plans said before. */
export class CreatePlans1764000000001 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE organization (
        id integer GENERATED ALWAYS AS IDENTITY,
        slug text NOT NULL,
        name text NOT NULL,
        acronym text,
        CONSTRAINT pk_organization PRIMARY KEY (id),
        CONSTRAINT uq_organization_slug UNIQUE (slug),
        CONSTRAINT ck_organization_slug CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
        CONSTRAINT ck_organization_name CHECK (name <> '')
      );

      CREATE TABLE rating_scale (
        id integer GENERATED ALWAYS AS IDENTITY,
        slug text NOT NULL,
        name text NOT NULL,
        description text,
        source text,
        CONSTRAINT pk_rating_scale PRIMARY KEY (id),
        CONSTRAINT uq_rating_scale_slug UNIQUE (slug),
        CONSTRAINT ck_rating_scale_slug CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$')
      );

      CREATE TABLE rating_level (
        scale_id integer NOT NULL,
        slug text NOT NULL,
        position smallint NOT NULL,
        label text NOT NULL,
        credit numeric(5, 4),
        complete boolean NOT NULL,
        final boolean NOT NULL,
        assessed boolean NOT NULL,
        applicable boolean NOT NULL,
        CONSTRAINT pk_rating_level PRIMARY KEY (scale_id, slug),
        CONSTRAINT fk_rating_level_scale FOREIGN KEY (scale_id) REFERENCES rating_scale (id),
        CONSTRAINT uq_rating_level_position UNIQUE (scale_id, position),
        CONSTRAINT ck_rating_level_slug CHECK (slug ~ '^[a-z0-9]+([_-][a-z0-9]+)*$'),
        CONSTRAINT ck_rating_level_credit CHECK (credit BETWEEN 0 AND 1),
        -- A level gives credit exactly when it says something about something that counts.
        CONSTRAINT ck_rating_level_credit_where_due CHECK ((assessed AND applicable) = (credit IS NOT NULL)),
        CONSTRAINT ck_rating_level_complete CHECK (NOT complete OR (assessed AND applicable)),
        CONSTRAINT ck_rating_level_final CHECK (NOT final OR assessed)
      );
      -- What an objective is at before anybody has assessed it must be one level, not a choice of several.
      CREATE UNIQUE INDEX uq_rating_level_unassessed ON rating_level (scale_id) WHERE NOT assessed;

      CREATE TABLE assessor (
        id integer GENERATED ALWAYS AS IDENTITY,
        slug text NOT NULL,
        name text NOT NULL,
        kind text NOT NULL,
        CONSTRAINT pk_assessor PRIMARY KEY (id),
        CONSTRAINT uq_assessor_slug UNIQUE (slug),
        CONSTRAINT ck_assessor_slug CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
        CONSTRAINT ck_assessor_kind CHECK (kind IN ('self_reported', 'independent'))
      );

      CREATE TABLE plan (
        id integer GENERATED ALWAYS AS IDENTITY,
        slug text NOT NULL,
        organization_id integer NOT NULL,
        scale_id integer NOT NULL,
        default_assessor_id integer NOT NULL,
        title text NOT NULL,
        holder_name text NOT NULL,
        holder_iso3166 text,
        term_start date NOT NULL,
        term_end date NOT NULL,
        motto text,
        provenance_note text,
        official_list text,
        version integer NOT NULL DEFAULT 1,
        -- Moves with every change that a report of the plan shows; caches hang on it.
        revision integer NOT NULL DEFAULT 1,
        -- The instant of that change, strictly later than the one before: the plan's own clock.
        revised_at timestamptz(3) NOT NULL,
        created_at timestamptz(3) NOT NULL,
        known_from timestamptz(3) NOT NULL,
        CONSTRAINT pk_plan PRIMARY KEY (id),
        CONSTRAINT uq_plan_slug UNIQUE (slug),
        CONSTRAINT uq_plan_scale UNIQUE (id, scale_id),
        CONSTRAINT fk_plan_organization FOREIGN KEY (organization_id) REFERENCES organization (id),
        CONSTRAINT fk_plan_scale FOREIGN KEY (scale_id) REFERENCES rating_scale (id),
        CONSTRAINT fk_plan_default_assessor FOREIGN KEY (default_assessor_id) REFERENCES assessor (id),
        CONSTRAINT ck_plan_slug CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
        CONSTRAINT ck_plan_title CHECK (title <> ''),
        CONSTRAINT ck_plan_term CHECK (term_start <= term_end),
        CONSTRAINT ck_plan_iso3166 CHECK (holder_iso3166 ~ '^[A-Z]{2}$')
      );
      CREATE INDEX ix_plan_newest ON plan (term_start DESC, slug);
      CREATE INDEX ix_plan_organization ON plan (organization_id, term_start DESC, slug);

      CREATE TABLE plan_assessor (
        plan_id integer NOT NULL,
        assessor_id integer NOT NULL,
        CONSTRAINT pk_plan_assessor PRIMARY KEY (plan_id, assessor_id),
        CONSTRAINT fk_plan_assessor_plan FOREIGN KEY (plan_id) REFERENCES plan (id),
        CONSTRAINT fk_plan_assessor_assessor FOREIGN KEY (assessor_id) REFERENCES assessor (id)
      );

      CREATE TABLE area (
        plan_id integer NOT NULL,
        id integer GENERATED ALWAYS AS IDENTITY,
        code text NOT NULL,
        name text NOT NULL,
        source_heading text,
        position integer NOT NULL,
        version integer NOT NULL DEFAULT 1,
        known_from timestamptz(3) NOT NULL,
        CONSTRAINT pk_area PRIMARY KEY (plan_id, id),
        CONSTRAINT uq_area_code UNIQUE (plan_id, code),
        CONSTRAINT fk_area_plan FOREIGN KEY (plan_id) REFERENCES plan (id),
        CONSTRAINT ck_area_code CHECK (code ~ '^[A-Za-z0-9]+([._-][A-Za-z0-9]+)*$'),
        CONSTRAINT ck_area_name CHECK (name <> '')
      );

      CREATE TABLE objective (
        plan_id integer NOT NULL,
        id integer GENERATED ALWAYS AS IDENTITY,
        area_id integer NOT NULL,
        code text NOT NULL,
        title text NOT NULL,
        basis text NOT NULL,
        note text,
        position integer NOT NULL,
        version integer NOT NULL DEFAULT 1,
        known_from timestamptz(3) NOT NULL,
        CONSTRAINT pk_objective PRIMARY KEY (plan_id, id),
        CONSTRAINT uq_objective_code UNIQUE (plan_id, code),
        CONSTRAINT uq_objective_position UNIQUE (plan_id, position),
        CONSTRAINT fk_objective_area FOREIGN KEY (plan_id, area_id) REFERENCES area (plan_id, id),
        CONSTRAINT ck_objective_code CHECK (code ~ '^[A-Za-z0-9]+([._-][A-Za-z0-9]+)*$'),
        CONSTRAINT ck_objective_title CHECK (title <> ''),
        CONSTRAINT ck_objective_basis CHECK (basis IN ('stated', 'reported', 'secondary'))
      );
      CREATE INDEX ix_objective_area ON objective (plan_id, area_id, position);
    `);
    // What a scorecard showed at an earlier instant must be found again: wording and areas too, not only ratings.
    await db.query(`
      CREATE TABLE plan_history (
        plan_id integer NOT NULL,
        known_from timestamptz(3) NOT NULL,
        known_until timestamptz(3) NOT NULL,
        title text NOT NULL,
        holder_name text NOT NULL,
        term_start date NOT NULL,
        term_end date NOT NULL,
        default_assessor_id integer NOT NULL,
        provenance_note text,
        CONSTRAINT pk_plan_history PRIMARY KEY (plan_id, known_from),
        CONSTRAINT fk_plan_history_plan FOREIGN KEY (plan_id) REFERENCES plan (id)
      );
      CREATE TABLE area_history (
        plan_id integer NOT NULL,
        id integer NOT NULL,
        known_from timestamptz(3) NOT NULL,
        known_until timestamptz(3) NOT NULL,
        code text NOT NULL,
        name text NOT NULL,
        position integer NOT NULL,
        CONSTRAINT pk_area_history PRIMARY KEY (plan_id, id, known_from),
        CONSTRAINT fk_area_history_area FOREIGN KEY (plan_id, id) REFERENCES area (plan_id, id)
      );
      CREATE TABLE objective_history (
        plan_id integer NOT NULL,
        id integer NOT NULL,
        known_from timestamptz(3) NOT NULL,
        known_until timestamptz(3) NOT NULL,
        area_id integer NOT NULL,
        code text NOT NULL,
        title text NOT NULL,
        basis text NOT NULL,
        position integer NOT NULL,
        CONSTRAINT pk_objective_history PRIMARY KEY (plan_id, id, known_from),
        CONSTRAINT fk_objective_history_objective FOREIGN KEY (plan_id, id) REFERENCES objective (plan_id, id)
      );

      CREATE FUNCTION keep_plan_history() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NEW.revised_at > OLD.known_from THEN
          INSERT INTO plan_history (plan_id, known_from, known_until, title, holder_name, term_start, term_end,
                                    default_assessor_id, provenance_note)
          VALUES (OLD.id, OLD.known_from, NEW.revised_at, OLD.title, OLD.holder_name, OLD.term_start, OLD.term_end,
                  OLD.default_assessor_id, OLD.provenance_note);
          NEW.known_from := NEW.revised_at;
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER plan_history BEFORE UPDATE ON plan FOR EACH ROW
        WHEN ((OLD.title, OLD.holder_name, OLD.term_start, OLD.term_end, OLD.default_assessor_id, OLD.provenance_note)
              IS DISTINCT FROM
              (NEW.title, NEW.holder_name, NEW.term_start, NEW.term_end, NEW.default_assessor_id, NEW.provenance_note))
        EXECUTE FUNCTION keep_plan_history();

      -- An area's or objective's new wording is known from the instant that the plan's clock shows:
      -- the writer has moved it in this same transaction.
      CREATE FUNCTION keep_area_history() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE instant timestamptz(3) := (SELECT revised_at FROM plan WHERE id = OLD.plan_id);
      BEGIN
        IF instant > OLD.known_from THEN
          INSERT INTO area_history (plan_id, id, known_from, known_until, code, name, position)
          VALUES (OLD.plan_id, OLD.id, OLD.known_from, instant, OLD.code, OLD.name, OLD.position);
          NEW.known_from := instant;
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER area_history BEFORE UPDATE ON area FOR EACH ROW
        WHEN ((OLD.code, OLD.name, OLD.position) IS DISTINCT FROM (NEW.code, NEW.name, NEW.position))
        EXECUTE FUNCTION keep_area_history();

      CREATE FUNCTION keep_objective_history() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE instant timestamptz(3) := (SELECT revised_at FROM plan WHERE id = OLD.plan_id);
      BEGIN
        IF instant > OLD.known_from THEN
          INSERT INTO objective_history (plan_id, id, known_from, known_until, area_id, code, title, basis, position)
          VALUES (OLD.plan_id, OLD.id, OLD.known_from, instant, OLD.area_id, OLD.code, OLD.title, OLD.basis, OLD.position);
          NEW.known_from := instant;
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER objective_history BEFORE UPDATE ON objective FOR EACH ROW
        WHEN ((OLD.area_id, OLD.code, OLD.title, OLD.basis, OLD.position)
              IS DISTINCT FROM (NEW.area_id, NEW.code, NEW.title, NEW.basis, NEW.position))
        EXECUTE FUNCTION keep_objective_history();
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TABLE objective_history, area_history, plan_history, objective, area, plan_assessor, plan,
                 assessor, rating_level, rating_scale, organization;
      DROP FUNCTION keep_objective_history(), keep_area_history(), keep_plan_history();
    `);
  }
}
