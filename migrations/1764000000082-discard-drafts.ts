import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A draft can be discarded whole, and an objective of it removed, with all that hangs on them; nothing else is ever
 * deleted from a history. Two functions do it, and only while the plan is a draft; row by row, triggers let through
 * what belongs to that plan.
 */
export class DiscardDrafts1764000000082 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- A plan goes only as a draft, and only as a whole.
      CREATE FUNCTION goes_with_draft() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE
        discarded integer := nullif(current_setting('scorecard.discarding', true), '')::integer;
        gone jsonb := to_jsonb(OLD);
      BEGIN
        IF discarded IS NOT NULL AND EXISTS (SELECT FROM plan WHERE id = discarded AND state = 'draft') AND (
          discarded = (gone ->> CASE TG_TABLE_NAME WHEN 'plan' THEN 'id' ELSE 'plan_id' END)::integer
          OR discarded = (gone ->> 'later_plan_id')::integer
          -- What was decided about a link from a published plan to the draft goes with the link.
          OR EXISTS (SELECT FROM objective_link l WHERE l.plan_id = (gone ->> 'plan_id')::integer
                        AND l.id = (gone ->> 'link_id')::uuid AND l.later_plan_id = discarded)
        ) THEN
          RETURN OLD;
        END IF;
        RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP
          USING ERRCODE = 'integrity_constraint_violation',
                HINT = 'Only a plan that is still a draft can be discarded.';
      END $$;
      CREATE TRIGGER plan_discarded BEFORE DELETE ON plan FOR EACH ROW EXECUTE FUNCTION goes_with_draft();
      CREATE TRIGGER plan_stays BEFORE TRUNCATE ON plan FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

      ${GUARDED.map(
        ({ table, trigger, events }) => `
      CREATE OR REPLACE TRIGGER ${trigger} BEFORE ${events} ON ${table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER ${table}_discarded BEFORE DELETE ON ${table} FOR EACH ROW EXECUTE FUNCTION goes_with_draft();`,
      ).join('\n')}

      -- Deletes rows of a table with all rows that refer to them, along the foreign keys: so that tables which come
      -- later are not forgotten. The condition is SQL about the row t.
      CREATE FUNCTION delete_with_dependents(target regclass, condition text) RETURNS void LANGUAGE plpgsql AS $$
      DECLARE reference record;
      BEGIN
        FOR reference IN
          SELECT c.conrelid::regclass AS child,
                 (SELECT string_agg('t.' || quote_ident(a.attname), ', ' ORDER BY k.n)
                    FROM unnest(c.conkey) WITH ORDINALITY AS k (attribute, n)
                    JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.attribute) AS refers,
                 (SELECT string_agg('t.' || quote_ident(a.attname), ', ' ORDER BY k.n)
                    FROM unnest(c.confkey) WITH ORDINALITY AS k (attribute, n)
                    JOIN pg_attribute a ON a.attrelid = c.confrelid AND a.attnum = k.attribute) AS referred
            FROM pg_constraint c
           WHERE c.contype = 'f' AND c.confrelid = target AND c.conrelid <> target
        LOOP
          PERFORM delete_with_dependents(reference.child, format('(%s) IN (SELECT %s FROM %s t WHERE %s)',
            reference.refers, reference.referred, target, condition));
        END LOOP;
        EXECUTE format('DELETE FROM %s t WHERE %s', target, condition);
      END $$;

      CREATE FUNCTION delete_from_draft(draft integer, target regclass, condition text) RETURNS void LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM FROM plan WHERE id = draft AND state = 'draft' FOR UPDATE;
        IF NOT FOUND THEN
          RAISE EXCEPTION 'plan % is no draft: nothing of it can be deleted', draft
            USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        PERFORM set_config('scorecard.discarding', draft::text, true);
        PERFORM delete_with_dependents(target, condition);
        PERFORM set_config('scorecard.discarding', '', true);
      END $$;
      CREATE FUNCTION discard_plan(draft integer) RETURNS void LANGUAGE sql AS $$
        SELECT delete_from_draft(draft, 'plan', format('t.id = %s', draft))
      $$;
      CREATE FUNCTION remove_objective(draft integer, objective integer) RETURNS void LANGUAGE sql AS $$
        SELECT delete_from_draft(draft, 'objective', format('t.plan_id = %s AND t.id = %s', draft, objective))
      $$;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP FUNCTION remove_objective(integer, integer), discard_plan(integer),
                    delete_from_draft(integer, regclass, text), delete_with_dependents(regclass, text);
      ${GUARDED.map(
        ({ table, trigger, eventsBefore }) => `
      DROP TRIGGER ${table}_discarded ON ${table};
      CREATE OR REPLACE TRIGGER ${trigger} BEFORE ${eventsBefore} ON ${table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();`,
      ).join('\n')}
      DROP TRIGGER plan_stays ON plan;
      DROP TRIGGER plan_discarded ON plan;
      DROP FUNCTION goes_with_draft();
    `);
  }
}

/** The histories that belong to a plan, and the triggers that guard them. */
const GUARDED = [
  ...['assessment', 'evidence', 'claim', 'link_decision', 'scorecard_snapshot'].map((table) => ({
    table,
    trigger: `${table}_append_only`,
    events: 'UPDATE OR TRUNCATE',
    eventsBefore: 'UPDATE OR DELETE OR TRUNCATE',
  })),
  {
    table: 'objective_link',
    trigger: 'objective_link_stays',
    events: 'TRUNCATE',
    eventsBefore: 'DELETE OR TRUNCATE',
  },
];
