import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Links between the objectives of an earlier plan and those of a later one, with every decision about them. */
export class CreateObjectiveLinks1764000000020 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE objective_link (
        plan_id integer NOT NULL,
        id uuid NOT NULL,
        later_plan_id integer NOT NULL,
        objective_id integer NOT NULL,
        later_objective_id integer NOT NULL,
        relation text NOT NULL,
        state text NOT NULL,
        rationale text NOT NULL,
        version integer NOT NULL DEFAULT 1,
        decided_by text NOT NULL,
        decided_at timestamptz(3) NOT NULL,
        CONSTRAINT pk_objective_link PRIMARY KEY (plan_id, id),
        CONSTRAINT uq_objective_link_pair UNIQUE (plan_id, later_plan_id, objective_id, later_objective_id),
        CONSTRAINT fk_objective_link_objective FOREIGN KEY (plan_id, objective_id) REFERENCES objective (plan_id, id),
        CONSTRAINT fk_objective_link_later_objective FOREIGN KEY (later_plan_id, later_objective_id)
          REFERENCES objective (plan_id, id),
        CONSTRAINT ck_objective_link_two_plans CHECK (plan_id <> later_plan_id),
        CONSTRAINT ck_objective_link_relation CHECK (
          relation IN ('exactMatch', 'closeMatch', 'broadMatch', 'narrowMatch', 'relatedMatch')),
        CONSTRAINT ck_objective_link_state CHECK (state IN ('suggested', 'confirmed', 'rejected')),
        CONSTRAINT ck_objective_link_rationale CHECK (rationale <> '')
      );
      -- What leads to an objective from earlier plans; and what leads on from it to later ones.
      CREATE INDEX ix_objective_link_later ON objective_link (later_plan_id, later_objective_id);
      CREATE INDEX ix_objective_link_objective ON objective_link (plan_id, objective_id);

      -- What each version of a link said: the link as it was known at an instant is its last row by then.
      CREATE TABLE link_decision (
        plan_id integer NOT NULL,
        link_id uuid NOT NULL,
        version integer NOT NULL,
        relation text NOT NULL,
        state text NOT NULL,
        rationale text NOT NULL,
        decided_by text NOT NULL,
        decided_at timestamptz(3) NOT NULL,
        CONSTRAINT pk_link_decision PRIMARY KEY (plan_id, link_id, version),
        CONSTRAINT fk_link_decision_link FOREIGN KEY (plan_id, link_id) REFERENCES objective_link (plan_id, id)
      );
      CREATE TRIGGER link_decision_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON link_decision
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
      -- A rejected link stays too, so that it is not suggested again.
      CREATE TRIGGER objective_link_stays BEFORE DELETE OR TRUNCATE ON objective_link
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

      CREATE FUNCTION keep_link_decision() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO link_decision (plan_id, link_id, version, relation, state, rationale, decided_by, decided_at)
        VALUES (NEW.plan_id, NEW.id, NEW.version, NEW.relation, NEW.state, NEW.rationale, NEW.decided_by, NEW.decided_at);
        RETURN NULL;
      END $$;
      CREATE TRIGGER objective_link_decided AFTER INSERT OR UPDATE ON objective_link
        FOR EACH ROW EXECUTE FUNCTION keep_link_decision();

      SELECT audit_table('objective_link', 'version');
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TABLE link_decision, objective_link;
      DROP FUNCTION keep_link_decision();
    `);
  }
}
