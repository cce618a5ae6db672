import type { MigrationInterface, QueryRunner } from 'typeorm';

const SOURCE_SHOWN = `
      CREATE TRIGGER source_shown AFTER UPDATE ON source FOR EACH ROW
        WHEN ((OLD.slug, OLD.title, OLD.authors, OLD.publisher, OLD.published_on, OLD.url, OLD.archive_url, OLD.rights)
              IS DISTINCT FROM
              (NEW.slug, NEW.title, NEW.authors, NEW.publisher, NEW.published_on, NEW.url, NEW.archive_url, NEW.rights))
        EXECUTE FUNCTION revise_plans_of_source();`;

/** A source may say no more than its year or month, or cover a range: EDTF level 0 (ISO 8601-2:2019). */
export class DateSourcesAsTheyAreDated1764000000041 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- The trigger names the column, which cannot change its type under it.
      DROP TRIGGER source_shown ON source;
      ALTER TABLE source ALTER COLUMN published_on TYPE text USING to_char(published_on, 'YYYY-MM-DD');
      ALTER TABLE source ADD CONSTRAINT ck_source_published_on CHECK (
        published_on ~ '^\\d{4}(-\\d{2}(-\\d{2})?)?(/\\d{4}(-\\d{2}(-\\d{2})?)?)?$');
      ${SOURCE_SHOWN}
    `);
  }

  /** What no day can hold is lost: a year becomes its first day, a range the day on which it begins. */
  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TRIGGER source_shown ON source;
      ALTER TABLE source DROP CONSTRAINT ck_source_published_on;
      ALTER TABLE source ALTER COLUMN published_on TYPE date
        USING rpad(split_part(published_on, '/', 1), 10, '-01-01')::date;
      ${SOURCE_SHOWN}
    `);
  }
}
