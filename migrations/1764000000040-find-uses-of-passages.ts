import type { MigrationInterface, QueryRunner } from 'typeorm';

/** From a passage to the ratings that rest on it, and to the objectives that it states: a source's page asks for both. */
export class FindUsesOfPassages1764000000040 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE INDEX ix_evidence_passage ON evidence (passage_id);
      CREATE INDEX ix_objective_statement_passage ON objective_statement (passage_id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP INDEX ix_objective_statement_passage;
      DROP INDEX ix_evidence_passage;
    `);
  }
}
