import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The append-only history of ratings with their evidence, and the current rating that follows from it. */
export class CreateAssessments1764000000003 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE assessment (
        plan_id integer NOT NULL,
        id uuid NOT NULL,
        objective_id integer NOT NULL,
        assessor_id integer NOT NULL,
        scale_id integer NOT NULL,
        level text,
        effective_on date,
        retracts uuid,
        recorded_at timestamptz(3) NOT NULL,
        recorded_by text NOT NULL,
        rationale text NOT NULL,
        cause text,
        evidence_count smallint NOT NULL DEFAULT 0,
        CONSTRAINT pk_assessment PRIMARY KEY (plan_id, id),
        CONSTRAINT uq_assessment_chain UNIQUE (plan_id, objective_id, assessor_id, id),
        CONSTRAINT uq_assessment_retracts UNIQUE (plan_id, retracts),
        CONSTRAINT fk_assessment_objective FOREIGN KEY (plan_id, objective_id) REFERENCES objective (plan_id, id),
        CONSTRAINT fk_assessment_assessor FOREIGN KEY (plan_id, assessor_id) REFERENCES plan_assessor (plan_id, assessor_id),
        -- Together: the level is one of the plan's own scale.
        CONSTRAINT fk_assessment_scale FOREIGN KEY (plan_id, scale_id) REFERENCES plan (id, scale_id),
        CONSTRAINT fk_assessment_level FOREIGN KEY (scale_id, level) REFERENCES rating_level (scale_id, slug),
        -- A retraction withdraws a rating of the same objective by the same assessor.
        CONSTRAINT fk_assessment_retracts FOREIGN KEY (plan_id, objective_id, assessor_id, retracts)
          REFERENCES assessment (plan_id, objective_id, assessor_id, id),
        CONSTRAINT ck_assessment_rating_or_retraction CHECK (
          (retracts IS NULL AND level IS NOT NULL AND effective_on IS NOT NULL)
          OR (retracts IS NOT NULL AND level IS NULL AND effective_on IS NULL AND cause IS NULL AND evidence_count = 0)),
        CONSTRAINT ck_assessment_rationale CHECK (rationale <> ''),
        CONSTRAINT ck_assessment_cause CHECK (cause IN ('external', 'internal', 'mixed', 'unknown')),
        CONSTRAINT ck_assessment_evidence_count CHECK (evidence_count >= 0)
      );
      -- The last word on an objective is the first entry of its run in this index.
      CREATE INDEX ix_assessment_latest ON assessment
        (plan_id, objective_id, assessor_id, effective_on DESC, recorded_at DESC, id DESC);

      CREATE TABLE evidence (
        plan_id integer NOT NULL,
        assessment_id uuid NOT NULL,
        position smallint NOT NULL,
        passage_id uuid NOT NULL,
        bearing text NOT NULL,
        note text,
        CONSTRAINT pk_evidence PRIMARY KEY (plan_id, assessment_id, position),
        CONSTRAINT uq_evidence_passage UNIQUE (plan_id, assessment_id, passage_id),
        CONSTRAINT fk_evidence_assessment FOREIGN KEY (plan_id, assessment_id) REFERENCES assessment (plan_id, id),
        CONSTRAINT fk_evidence_passage FOREIGN KEY (passage_id) REFERENCES passage (id),
        CONSTRAINT ck_evidence_bearing CHECK (bearing IN ('supports', 'qualifies', 'contradicts'))
      );

      -- Derived from assessment and evidence by the one writer, so that today's scorecard need not read the history.
      CREATE TABLE current_rating (
        plan_id integer NOT NULL,
        assessor_id integer NOT NULL,
        objective_id integer NOT NULL,
        assessment_id uuid NOT NULL,
        level text NOT NULL,
        effective_on date NOT NULL,
        cause text,
        supports smallint NOT NULL,
        qualifies smallint NOT NULL,
        contradicts smallint NOT NULL,
        CONSTRAINT pk_current_rating PRIMARY KEY (plan_id, assessor_id, objective_id),
        CONSTRAINT fk_current_rating_assessment FOREIGN KEY (plan_id, objective_id, assessor_id, assessment_id)
          REFERENCES assessment (plan_id, objective_id, assessor_id, id)
      );
    `);
    await db.query(`
      CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP
          USING ERRCODE = 'integrity_constraint_violation',
                HINT = 'Record a new assessment, or retract the earlier one.';
      END $$;
      CREATE TRIGGER assessment_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON assessment
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER evidence_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON evidence
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER claim_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON claim
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

      -- At the end of the transaction an assessment has exactly the evidence it was recorded with (so none
      -- can be slipped under it later), and a final level has some.
      CREATE FUNCTION check_evidence() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE
        of_plan integer := NEW.plan_id;
        of_assessment uuid := CASE TG_TABLE_NAME WHEN 'evidence' THEN (to_jsonb(NEW) ->> 'assessment_id')::uuid
                                                 ELSE (to_jsonb(NEW) ->> 'id')::uuid END;
        promised integer;
        verdict boolean;
        found_count integer;
      BEGIN
        SELECT a.evidence_count, coalesce(l.final, false) INTO promised, verdict
          FROM assessment a LEFT JOIN rating_level l ON l.scale_id = a.scale_id AND l.slug = a.level
         WHERE a.plan_id = of_plan AND a.id = of_assessment;
        SELECT count(*) INTO found_count FROM evidence e WHERE e.plan_id = of_plan AND e.assessment_id = of_assessment;
        IF found_count <> promised THEN
          RAISE EXCEPTION 'assessment % was recorded with % pieces of evidence, not %', of_assessment, promised, found_count
            USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        IF verdict AND found_count = 0 THEN
          RAISE EXCEPTION 'assessment % gives a final level without evidence', of_assessment
            USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NULL;
      END $$;
      CREATE CONSTRAINT TRIGGER assessment_evidenced AFTER INSERT ON assessment
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_evidence();
      CREATE CONSTRAINT TRIGGER evidence_complete AFTER INSERT ON evidence
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_evidence();
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TRIGGER claim_append_only ON claim;
      DROP TABLE current_rating, evidence, assessment;
      DROP FUNCTION refuse_change(), check_evidence();
    `);
  }
}
