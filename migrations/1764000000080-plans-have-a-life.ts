import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A plan is a draft, published, or withdrawn. Plans from before this are published. What a plan was at an earlier
 * instant is kept with its wording, and so is the scale that it was rated on, which may change while nothing is assessed.
 */
export class PlansHaveALife1764000000080 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE plan
        ADD COLUMN state text NOT NULL DEFAULT 'published',
        ADD COLUMN withdrawn_at timestamptz(3),
        ADD COLUMN withdrawal_rationale text,
        ADD CONSTRAINT ck_plan_state CHECK (state IN ('draft', 'published', 'withdrawn')),
        ADD CONSTRAINT ck_plan_withdrawal CHECK (
          (state = 'withdrawn') = (withdrawn_at IS NOT NULL) AND (state = 'withdrawn') = (withdrawal_rationale IS NOT NULL)
          AND withdrawal_rationale <> '');

      ALTER TABLE plan_history
        ADD COLUMN state text NOT NULL DEFAULT 'published',
        ADD COLUMN withdrawn_at timestamptz(3),
        ADD COLUMN withdrawal_rationale text,
        ADD COLUMN scale_id integer;
      UPDATE plan_history h SET scale_id = p.scale_id FROM plan p WHERE p.id = h.plan_id;
      ALTER TABLE plan_history ALTER COLUMN scale_id SET NOT NULL,
        ADD CONSTRAINT fk_plan_history_scale FOREIGN KEY (scale_id) REFERENCES rating_scale (id);

      ALTER TABLE organization ADD COLUMN version integer NOT NULL DEFAULT 1;
    `);
    await db.query(`
      CREATE OR REPLACE FUNCTION keep_plan_history() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NEW.revised_at > OLD.known_from THEN
          INSERT INTO plan_history (plan_id, known_from, known_until, title, titles, holder_name, holder_names,
                                    term_start, term_end, default_assessor_id, provenance_note, provenance_notes,
                                    state, withdrawn_at, withdrawal_rationale, scale_id)
          VALUES (OLD.id, OLD.known_from, NEW.revised_at, OLD.title, OLD.titles, OLD.holder_name, OLD.holder_names,
                  OLD.term_start, OLD.term_end, OLD.default_assessor_id, OLD.provenance_note, OLD.provenance_notes,
                  OLD.state, OLD.withdrawn_at, OLD.withdrawal_rationale, OLD.scale_id);
          NEW.known_from := NEW.revised_at;
        END IF;
        RETURN NEW;
      END $$;
      CREATE OR REPLACE TRIGGER plan_history BEFORE UPDATE ON plan FOR EACH ROW
        WHEN ((OLD.title, OLD.titles, OLD.holder_name, OLD.holder_names, OLD.term_start, OLD.term_end,
               OLD.default_assessor_id, OLD.provenance_note, OLD.provenance_notes,
               OLD.state, OLD.withdrawn_at, OLD.withdrawal_rationale, OLD.scale_id)
              IS DISTINCT FROM
              (NEW.title, NEW.titles, NEW.holder_name, NEW.holder_names, NEW.term_start, NEW.term_end,
               NEW.default_assessor_id, NEW.provenance_note, NEW.provenance_notes,
               NEW.state, NEW.withdrawn_at, NEW.withdrawal_rationale, NEW.scale_id))
        EXECUTE FUNCTION keep_plan_history();

      -- What readers have seen stays: no plan becomes a draft again, or changes its address, once it was published.
      CREATE FUNCTION keep_plan_public() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF OLD.state <> 'draft' AND (NEW.state = 'draft' OR NEW.slug <> OLD.slug) THEN
          RAISE EXCEPTION 'plan % has been published: it cannot become a draft again or change its slug', OLD.slug
            USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        IF OLD.state = 'draft' AND NEW.state = 'withdrawn' THEN
          RAISE EXCEPTION 'plan % is a draft: it can be published or discarded', OLD.slug
            USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER plan_public BEFORE UPDATE ON plan FOR EACH ROW
        WHEN (OLD.state <> NEW.state OR OLD.slug <> NEW.slug) EXECUTE FUNCTION keep_plan_public();
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TRIGGER plan_public ON plan;
      DROP FUNCTION keep_plan_public();
      CREATE OR REPLACE TRIGGER plan_history BEFORE UPDATE ON plan FOR EACH ROW
        WHEN ((OLD.title, OLD.titles, OLD.holder_name, OLD.holder_names, OLD.term_start, OLD.term_end,
               OLD.default_assessor_id, OLD.provenance_note, OLD.provenance_notes)
              IS DISTINCT FROM
              (NEW.title, NEW.titles, NEW.holder_name, NEW.holder_names, NEW.term_start, NEW.term_end,
               NEW.default_assessor_id, NEW.provenance_note, NEW.provenance_notes))
        EXECUTE FUNCTION keep_plan_history();
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
      ALTER TABLE organization DROP COLUMN version;
      ALTER TABLE plan_history DROP COLUMN scale_id, DROP COLUMN withdrawal_rationale, DROP COLUMN withdrawn_at,
        DROP COLUMN state;
      ALTER TABLE plan DROP COLUMN withdrawal_rationale, DROP COLUMN withdrawn_at, DROP COLUMN state;
    `);
  }
}
