import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Assessors of a plan have an order, and may join it later than the plan was made: earlier knowledge had them not. */
export class OrderAssessors1764000000070 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE plan_assessor
        -- The first independent one is meant where nobody is named. Equal places: in the order of the ids.
        ADD COLUMN position integer NOT NULL DEFAULT 1,
        -- Null: since the plan was made.
        ADD COLUMN known_from timestamptz(3)
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE plan_assessor DROP COLUMN known_from, DROP COLUMN position');
  }
}
