import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Titles, names and labels in further languages beside the main ones, as objects of a language tag and the words:
 * {"ru": "Развивать диалог"}. What the histories keep of plans, areas and objectives includes them.
 */
export class TranslateWording1764000000012 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE organization ADD COLUMN names jsonb NOT NULL DEFAULT '{}',
        ADD CONSTRAINT ck_organization_names CHECK (${shapeOf('names')});
      ALTER TABLE assessor ADD COLUMN names jsonb NOT NULL DEFAULT '{}',
        ADD CONSTRAINT ck_assessor_names CHECK (${shapeOf('names')});
      ALTER TABLE rating_scale ADD COLUMN names jsonb NOT NULL DEFAULT '{}',
        ADD CONSTRAINT ck_rating_scale_names CHECK (${shapeOf('names')});
      ALTER TABLE rating_level ADD COLUMN labels jsonb NOT NULL DEFAULT '{}',
        ADD CONSTRAINT ck_rating_level_labels CHECK (${shapeOf('labels')});
      ALTER TABLE plan
        -- Of the title, and of the wording of areas and objectives; translations are into other languages.
        ADD COLUMN language text NOT NULL DEFAULT 'en',
        ADD COLUMN titles jsonb NOT NULL DEFAULT '{}',
        ADD COLUMN holder_names jsonb NOT NULL DEFAULT '{}',
        ADD COLUMN provenance_notes jsonb NOT NULL DEFAULT '{}',
        ADD CONSTRAINT ck_plan_language CHECK (language ~ '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$'),
        ADD CONSTRAINT ck_plan_titles CHECK (${shapeOf('titles')}),
        ADD CONSTRAINT ck_plan_holder_names CHECK (${shapeOf('holder_names')}),
        ADD CONSTRAINT ck_plan_provenance_notes CHECK (${shapeOf('provenance_notes')});
      ALTER TABLE area ADD COLUMN names jsonb NOT NULL DEFAULT '{}',
        ADD CONSTRAINT ck_area_names CHECK (${shapeOf('names')});
      ALTER TABLE objective ADD COLUMN titles jsonb NOT NULL DEFAULT '{}',
        ADD CONSTRAINT ck_objective_titles CHECK (${shapeOf('titles')});

      ALTER TABLE plan_history ADD COLUMN titles jsonb NOT NULL DEFAULT '{}',
        ADD COLUMN holder_names jsonb NOT NULL DEFAULT '{}', ADD COLUMN provenance_notes jsonb NOT NULL DEFAULT '{}';
      ALTER TABLE area_history ADD COLUMN names jsonb NOT NULL DEFAULT '{}';
      ALTER TABLE objective_history ADD COLUMN titles jsonb NOT NULL DEFAULT '{}';
    `);
    await db.query(`
      CREATE OR REPLACE FUNCTION keep_plan_history() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NEW.revised_at > OLD.known_from THEN
          INSERT INTO plan_history (plan_id, known_from, known_until, title, titles, holder_name, holder_names,
                                    term_start, term_end, default_assessor_id, provenance_note, provenance_notes)
          VALUES (OLD.id, OLD.known_from, NEW.revised_at, OLD.title, OLD.titles, OLD.holder_name, OLD.holder_names,
                  OLD.term_start, OLD.term_end, OLD.default_assessor_id, OLD.provenance_note, OLD.provenance_notes);
          NEW.known_from := NEW.revised_at;
        END IF;
        RETURN NEW;
      END $$;
      CREATE OR REPLACE TRIGGER plan_history BEFORE UPDATE ON plan FOR EACH ROW
        WHEN ((OLD.title, OLD.titles, OLD.holder_name, OLD.holder_names, OLD.term_start, OLD.term_end,
               OLD.default_assessor_id, OLD.provenance_note, OLD.provenance_notes)
              IS DISTINCT FROM
              (NEW.title, NEW.titles, NEW.holder_name, NEW.holder_names, NEW.term_start, NEW.term_end,
               NEW.default_assessor_id, NEW.provenance_note, NEW.provenance_notes))
        EXECUTE FUNCTION keep_plan_history();

      CREATE OR REPLACE FUNCTION keep_area_history() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE instant timestamptz(3) := (SELECT revised_at FROM plan WHERE id = OLD.plan_id);
      BEGIN
        IF instant > OLD.known_from THEN
          INSERT INTO area_history (plan_id, id, known_from, known_until, code, name, names, position)
          VALUES (OLD.plan_id, OLD.id, OLD.known_from, instant, OLD.code, OLD.name, OLD.names, OLD.position);
          NEW.known_from := instant;
        END IF;
        RETURN NEW;
      END $$;
      CREATE OR REPLACE TRIGGER area_history BEFORE UPDATE ON area FOR EACH ROW
        WHEN ((OLD.code, OLD.name, OLD.names, OLD.position) IS DISTINCT FROM (NEW.code, NEW.name, NEW.names, NEW.position))
        EXECUTE FUNCTION keep_area_history();

      CREATE OR REPLACE FUNCTION keep_objective_history() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE instant timestamptz(3) := (SELECT revised_at FROM plan WHERE id = OLD.plan_id);
      BEGIN
        IF instant > OLD.known_from THEN
          INSERT INTO objective_history
            (plan_id, id, known_from, known_until, area_id, code, title, titles, basis, position)
          VALUES (OLD.plan_id, OLD.id, OLD.known_from, instant, OLD.area_id, OLD.code, OLD.title, OLD.titles, OLD.basis,
                  OLD.position);
          NEW.known_from := instant;
        END IF;
        RETURN NEW;
      END $$;
      CREATE OR REPLACE TRIGGER objective_history BEFORE UPDATE ON objective FOR EACH ROW
        WHEN ((OLD.area_id, OLD.code, OLD.title, OLD.titles, OLD.basis, OLD.position)
              IS DISTINCT FROM (NEW.area_id, NEW.code, NEW.title, NEW.titles, NEW.basis, NEW.position))
        EXECUTE FUNCTION keep_objective_history();
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE OR REPLACE TRIGGER plan_history BEFORE UPDATE ON plan FOR EACH ROW
        WHEN ((OLD.title, OLD.holder_name, OLD.term_start, OLD.term_end, OLD.default_assessor_id, OLD.provenance_note)
              IS DISTINCT FROM
              (NEW.title, NEW.holder_name, NEW.term_start, NEW.term_end, NEW.default_assessor_id, NEW.provenance_note))
        EXECUTE FUNCTION keep_plan_history();
      CREATE OR REPLACE FUNCTION keep_plan_history() RETURNS trigger LANGUAGE plpgsql AS $$
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
      CREATE OR REPLACE TRIGGER area_history BEFORE UPDATE ON area FOR EACH ROW
        WHEN ((OLD.code, OLD.name, OLD.position) IS DISTINCT FROM (NEW.code, NEW.name, NEW.position))
        EXECUTE FUNCTION keep_area_history();
      CREATE OR REPLACE FUNCTION keep_area_history() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE instant timestamptz(3) := (SELECT revised_at FROM plan WHERE id = OLD.plan_id);
      BEGIN
        IF instant > OLD.known_from THEN
          INSERT INTO area_history (plan_id, id, known_from, known_until, code, name, position)
          VALUES (OLD.plan_id, OLD.id, OLD.known_from, instant, OLD.code, OLD.name, OLD.position);
          NEW.known_from := instant;
        END IF;
        RETURN NEW;
      END $$;
      CREATE OR REPLACE TRIGGER objective_history BEFORE UPDATE ON objective FOR EACH ROW
        WHEN ((OLD.area_id, OLD.code, OLD.title, OLD.basis, OLD.position)
              IS DISTINCT FROM (NEW.area_id, NEW.code, NEW.title, NEW.basis, NEW.position))
        EXECUTE FUNCTION keep_objective_history();
      CREATE OR REPLACE FUNCTION keep_objective_history() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE instant timestamptz(3) := (SELECT revised_at FROM plan WHERE id = OLD.plan_id);
      BEGIN
        IF instant > OLD.known_from THEN
          INSERT INTO objective_history (plan_id, id, known_from, known_until, area_id, code, title, basis, position)
          VALUES (OLD.plan_id, OLD.id, OLD.known_from, instant, OLD.area_id, OLD.code, OLD.title, OLD.basis, OLD.position);
          NEW.known_from := instant;
        END IF;
        RETURN NEW;
      END $$;
    `);
    await db.query(`
      ALTER TABLE objective_history DROP COLUMN titles;
      ALTER TABLE area_history DROP COLUMN names;
      ALTER TABLE plan_history DROP COLUMN provenance_notes, DROP COLUMN holder_names, DROP COLUMN titles;
      ALTER TABLE objective DROP COLUMN titles;
      ALTER TABLE area DROP COLUMN names;
      ALTER TABLE plan DROP COLUMN provenance_notes, DROP COLUMN holder_names, DROP COLUMN titles, DROP COLUMN language;
      ALTER TABLE rating_level DROP COLUMN labels;
      ALTER TABLE rating_scale DROP COLUMN names;
      ALTER TABLE assessor DROP COLUMN names;
      ALTER TABLE organization DROP COLUMN names;
    `);
  }
}

/** An object of language tags (BCP 47) and words, none empty. Strict, so that a list of words is not taken for words. */
function shapeOf(column: string): string {
  return `jsonb_typeof(${column}) = 'object' AND NOT ${column} @? 'strict $.keyvalue() ? (@.value.type() != "string" || @.value == "" || !(@.key like_regex "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"))'`;
}
