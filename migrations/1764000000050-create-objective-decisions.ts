import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What people decided about single objectives of two compared plans: not continued, new, or open again. */
export class CreateObjectiveDecisions1764000000050 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE objective_decision (
        plan_id integer NOT NULL,
        id uuid NOT NULL,
        later_plan_id integer NOT NULL,
        -- Exactly one of the two: an objective of the earlier plan, or one of the later.
        objective_id integer,
        later_objective_id integer,
        decision text NOT NULL,
        rationale text NOT NULL,
        version integer NOT NULL DEFAULT 1,
        decided_by text NOT NULL,
        decided_at timestamptz(3) NOT NULL,
        CONSTRAINT pk_objective_decision PRIMARY KEY (plan_id, id),
        CONSTRAINT uq_objective_decision_objective UNIQUE (plan_id, later_plan_id, objective_id),
        CONSTRAINT uq_objective_decision_later UNIQUE (plan_id, later_plan_id, later_objective_id),
        CONSTRAINT fk_objective_decision_objective FOREIGN KEY (plan_id, objective_id) REFERENCES objective (plan_id, id),
        CONSTRAINT fk_objective_decision_later FOREIGN KEY (later_plan_id, later_objective_id)
          REFERENCES objective (plan_id, id),
        CONSTRAINT ck_objective_decision_two_plans CHECK (plan_id <> later_plan_id),
        CONSTRAINT ck_objective_decision_one_objective CHECK (num_nonnulls(objective_id, later_objective_id) = 1),
        CONSTRAINT ck_objective_decision_decision CHECK (
          decision = 'undecided' OR decision = CASE WHEN objective_id IS NULL THEN 'new' ELSE 'notContinued' END),
        CONSTRAINT ck_objective_decision_rationale CHECK (rationale <> '')
      );
      CREATE INDEX ix_objective_decision_later ON objective_decision (later_plan_id, later_objective_id);
      CREATE INDEX ix_objective_decision_objective ON objective_decision (plan_id, objective_id);

      -- What each version of a decision said: the decision as it was known at an instant is its last row by then.
      CREATE TABLE objective_decision_history (
        plan_id integer NOT NULL,
        decision_id uuid NOT NULL,
        version integer NOT NULL,
        decision text NOT NULL,
        rationale text NOT NULL,
        decided_by text NOT NULL,
        decided_at timestamptz(3) NOT NULL,
        CONSTRAINT pk_objective_decision_history PRIMARY KEY (plan_id, decision_id, version),
        CONSTRAINT fk_objective_decision_history FOREIGN KEY (plan_id, decision_id)
          REFERENCES objective_decision (plan_id, id)
      );
      CREATE TRIGGER objective_decision_history_append_only BEFORE UPDATE OR TRUNCATE
        ON objective_decision_history FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER objective_decision_stays BEFORE TRUNCATE ON objective_decision
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
      -- Nothing is deleted but what goes with a draft that is discarded, whichever of the two plans that is.
      CREATE FUNCTION decision_stays() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE
        discarded integer := nullif(current_setting('scorecard.discarding', true), '')::integer;
        gone jsonb := to_jsonb(OLD);
      BEGIN
        IF discarded IS NOT NULL AND EXISTS (SELECT FROM plan WHERE id = discarded AND state = 'draft') AND EXISTS (
          SELECT FROM objective_decision d
           WHERE d.plan_id = (gone ->> 'plan_id')::integer
             AND d.id = (gone ->> CASE TG_TABLE_NAME WHEN 'objective_decision' THEN 'id' ELSE 'decision_id' END)::uuid
             AND discarded IN (d.plan_id, d.later_plan_id)) THEN
          RETURN OLD;
        END IF;
        RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP
          USING ERRCODE = 'integrity_constraint_violation',
                HINT = 'Set the decision back to undecided.';
      END $$;
      CREATE TRIGGER objective_decision_deleted BEFORE DELETE ON objective_decision
        FOR EACH ROW EXECUTE FUNCTION decision_stays();
      CREATE TRIGGER objective_decision_history_deleted BEFORE DELETE ON objective_decision_history
        FOR EACH ROW EXECUTE FUNCTION decision_stays();

      CREATE FUNCTION keep_objective_decision() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO objective_decision_history (plan_id, decision_id, version, decision, rationale, decided_by, decided_at)
        VALUES (NEW.plan_id, NEW.id, NEW.version, NEW.decision, NEW.rationale, NEW.decided_by, NEW.decided_at);
        RETURN NULL;
      END $$;
      CREATE TRIGGER objective_decision_decided AFTER INSERT OR UPDATE ON objective_decision
        FOR EACH ROW EXECUTE FUNCTION keep_objective_decision();

      SELECT audit_table('objective_decision', 'version');
    `);
    await db.query(`
      -- A confirmed link says that an objective goes on, a decision that it does not: both cannot stand. Writers of a
      -- pair hold the rows of both plans, so neither misses what the other writes.
      CREATE FUNCTION check_link_against_decisions() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF EXISTS (SELECT FROM objective_decision d
                    WHERE d.plan_id = NEW.plan_id AND d.later_plan_id = NEW.later_plan_id AND d.decision <> 'undecided'
                      AND (d.objective_id = NEW.objective_id OR d.later_objective_id = NEW.later_objective_id)) THEN
          RAISE EXCEPTION 'a confirmed link contradicts what is decided about one of its objectives'
            USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NULL;
      END $$;
      CREATE TRIGGER objective_link_agrees AFTER INSERT OR UPDATE ON objective_link
        FOR EACH ROW WHEN (NEW.state = 'confirmed') EXECUTE FUNCTION check_link_against_decisions();

      CREATE FUNCTION check_decision_against_links() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF EXISTS (SELECT FROM objective_link l
                    WHERE l.plan_id = NEW.plan_id AND l.later_plan_id = NEW.later_plan_id AND l.state = 'confirmed'
                      AND (l.objective_id = NEW.objective_id OR l.later_objective_id = NEW.later_objective_id)) THEN
          RAISE EXCEPTION 'a decision contradicts a confirmed link of its objective'
            USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NULL;
      END $$;
      CREATE TRIGGER objective_decision_agrees AFTER INSERT OR UPDATE ON objective_decision
        FOR EACH ROW WHEN (NEW.decision <> 'undecided') EXECUTE FUNCTION check_decision_against_links();
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TRIGGER objective_link_agrees ON objective_link;
      DROP TABLE objective_decision_history, objective_decision;
      DROP FUNCTION decision_stays(), keep_objective_decision(), check_link_against_decisions(), check_decision_against_links();
    `);
  }
}
