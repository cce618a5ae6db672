import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Sources, scales, assessors and organizations are shared by plans, whose reports show them: a plan's revision moves
 * with these too, so that whoever holds a report can ask whether it still stands by the revision alone.
 */
export class PlansFollowWhatTheyShow1764000000030 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- The sources whose passages are evidence or make a claim in a plan. Rows are only ever added, by the triggers
      -- below: history keeps its evidence.
      CREATE TABLE plan_source (
        plan_id integer NOT NULL,
        source_id integer NOT NULL,
        CONSTRAINT pk_plan_source PRIMARY KEY (plan_id, source_id),
        CONSTRAINT fk_plan_source_plan FOREIGN KEY (plan_id) REFERENCES plan (id),
        CONSTRAINT fk_plan_source_source FOREIGN KEY (source_id) REFERENCES source (id)
      );
      -- Asked when a source changes: which plans show it?
      CREATE INDEX ix_plan_source_source ON plan_source (source_id, plan_id);
      INSERT INTO plan_source
      SELECT e.plan_id, g.source_id FROM evidence e JOIN passage g ON g.id = e.passage_id
       UNION
      SELECT c.plan_id, g.source_id FROM claim c JOIN passage g ON g.id = c.passage_id;

      -- The foreign key takes a lock on the source that a change of it waits for, and the other way round: so either
      -- the change sees the plan here, or the plan is committed after the change and shows it.
      CREATE FUNCTION keep_plan_source() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        -- Each passage by its key, also where a bulk load has just filled a table that has no statistics yet.
        INSERT INTO plan_source
        SELECT DISTINCT n.plan_id, (SELECT g.source_id FROM passage g WHERE g.id = n.passage_id) FROM fresh n
        ON CONFLICT DO NOTHING;
        RETURN NULL;
      END $$;
      CREATE TRIGGER evidence_source AFTER INSERT ON evidence REFERENCING NEW TABLE AS fresh
        FOR EACH STATEMENT EXECUTE FUNCTION keep_plan_source();
      CREATE TRIGGER claim_source AFTER INSERT ON claim REFERENCING NEW TABLE AS fresh
        FOR EACH STATEMENT EXECUTE FUNCTION keep_plan_source();
    `);
    await db.query(`
      -- What PlanClock does for a change of one plan. In the order of their ids, so that two of these never wait for
      -- each other.
      CREATE FUNCTION revise_plans(ids integer[]) RETURNS void LANGUAGE sql AS $$
        WITH held AS MATERIALIZED (SELECT id FROM plan WHERE id = ANY (ids) ORDER BY id FOR UPDATE)
        UPDATE plan p
           SET revision = p.revision + 1,
               revised_at = greatest(date_trunc('milliseconds', clock_timestamp()), p.revised_at + interval '1 millisecond')
          FROM held WHERE p.id = held.id
      $$;

      CREATE FUNCTION revise_plans_of_source() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM revise_plans(array(SELECT plan_id FROM plan_source WHERE source_id = NEW.id));
        RETURN NULL;
      END $$;
      CREATE TRIGGER source_shown AFTER UPDATE ON source FOR EACH ROW
        WHEN ((OLD.slug, OLD.title, OLD.authors, OLD.publisher, OLD.published_on, OLD.url, OLD.archive_url, OLD.rights)
              IS DISTINCT FROM
              (NEW.slug, NEW.title, NEW.authors, NEW.publisher, NEW.published_on, NEW.url, NEW.archive_url, NEW.rights))
        EXECUTE FUNCTION revise_plans_of_source();

      -- A passage's words never change; the paragraph in which it stands does when another text is loaded.
      CREATE FUNCTION revise_plans_of_passages() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM revise_plans(array(
          SELECT DISTINCT k.plan_id
            FROM after_change n JOIN before_change o USING (id) JOIN plan_source k ON k.source_id = n.source_id
           WHERE (n.exact, n.summary, n.paragraph) IS DISTINCT FROM (o.exact, o.summary, o.paragraph)
             AND (EXISTS (SELECT FROM evidence e WHERE e.plan_id = k.plan_id AND e.passage_id = n.id)
                  OR EXISTS (SELECT FROM claim c WHERE c.plan_id = k.plan_id AND c.passage_id = n.id))));
        RETURN NULL;
      END $$;
      CREATE TRIGGER passage_shown AFTER UPDATE ON passage
        REFERENCING OLD TABLE AS before_change NEW TABLE AS after_change
        FOR EACH STATEMENT EXECUTE FUNCTION revise_plans_of_passages();

      CREATE FUNCTION revise_plans_of_shared() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM revise_plans(CASE TG_TABLE_NAME
          WHEN 'organization' THEN array(SELECT id FROM plan WHERE organization_id = (to_jsonb(NEW) ->> 'id')::integer)
          WHEN 'rating_scale' THEN array(SELECT id FROM plan WHERE scale_id = (to_jsonb(NEW) ->> 'id')::integer)
          WHEN 'rating_level' THEN array(SELECT id FROM plan WHERE scale_id = (to_jsonb(NEW) ->> 'scale_id')::integer)
          WHEN 'assessor' THEN array(
            SELECT plan_id FROM plan_assessor WHERE assessor_id = (to_jsonb(NEW) ->> 'id')::integer)
        END);
        RETURN NULL;
      END $$;
      CREATE TRIGGER organization_shown AFTER UPDATE ON organization FOR EACH ROW
        WHEN (OLD IS DISTINCT FROM NEW) EXECUTE FUNCTION revise_plans_of_shared();
      CREATE TRIGGER rating_scale_shown AFTER UPDATE ON rating_scale FOR EACH ROW
        WHEN (OLD IS DISTINCT FROM NEW) EXECUTE FUNCTION revise_plans_of_shared();
      CREATE TRIGGER rating_level_shown AFTER UPDATE ON rating_level FOR EACH ROW
        WHEN (OLD IS DISTINCT FROM NEW) EXECUTE FUNCTION revise_plans_of_shared();
      CREATE TRIGGER assessor_shown AFTER UPDATE ON assessor FOR EACH ROW
        WHEN (OLD IS DISTINCT FROM NEW) EXECUTE FUNCTION revise_plans_of_shared();
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TRIGGER assessor_shown ON assessor;
      DROP TRIGGER rating_level_shown ON rating_level;
      DROP TRIGGER rating_scale_shown ON rating_scale;
      DROP TRIGGER organization_shown ON organization;
      DROP TRIGGER passage_shown ON passage;
      DROP TRIGGER source_shown ON source;
      DROP TRIGGER claim_source ON claim;
      DROP TRIGGER evidence_source ON evidence;
      DROP FUNCTION revise_plans_of_shared(), revise_plans_of_passages(), revise_plans_of_source(),
                    revise_plans(integer[]), keep_plan_source();
      DROP TABLE plan_source;
    `);
  }
}
