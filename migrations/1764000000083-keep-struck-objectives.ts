import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is struck or removed stays as it was: a later change would show it again in what is known from then on. */
export class KeepStruckObjectives1764000000083 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE FUNCTION refuse_change_of_struck() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION '% % is no part of the plan any more: it stays as it was', TG_TABLE_NAME, OLD.code
          USING ERRCODE = 'integrity_constraint_violation';
      END $$;
      CREATE TRIGGER objective_struck BEFORE UPDATE ON objective FOR EACH ROW
        WHEN (OLD.struck_at IS NOT NULL
              AND (OLD.area_id, OLD.code, OLD.title, OLD.titles, OLD.basis, OLD.position, OLD.struck_at)
                  IS DISTINCT FROM
                  (NEW.area_id, NEW.code, NEW.title, NEW.titles, NEW.basis, NEW.position, NEW.struck_at))
        EXECUTE FUNCTION refuse_change_of_struck();
      CREATE TRIGGER area_removed BEFORE UPDATE ON area FOR EACH ROW
        WHEN (OLD.removed_at IS NOT NULL
              AND (OLD.code, OLD.name, OLD.names, OLD.position, OLD.removed_at)
                  IS DISTINCT FROM (NEW.code, NEW.name, NEW.names, NEW.position, NEW.removed_at))
        EXECUTE FUNCTION refuse_change_of_struck();
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TRIGGER area_removed ON area;
      DROP TRIGGER objective_struck ON objective;
      DROP FUNCTION refuse_change_of_struck();
    `);
  }
}
