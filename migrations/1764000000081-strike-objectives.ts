import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Objectives in full (their wording, tags, the day they are due, who is responsible), numbered as plans number them, and
 * what is struck from a plan: an objective with its reason, an area that was empty. Both stay in the table, so that
 * what was known before still shows them.
 */
export class StrikeObjectives1764000000081 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE objective
        ADD COLUMN text text,
        ADD COLUMN tags text[] NOT NULL DEFAULT '{}',
        ADD COLUMN due_on date,
        ADD COLUMN responsible text,
        ADD COLUMN struck_at timestamptz(3),
        ADD COLUMN strike_rationale text,
        ADD CONSTRAINT ck_objective_text CHECK (text <> ''),
        ADD CONSTRAINT ck_objective_responsible CHECK (responsible <> ''),
        ADD CONSTRAINT ck_objective_struck CHECK (
          (struck_at IS NULL) = (strike_rationale IS NULL) AND strike_rationale <> ''),
        DROP CONSTRAINT ck_objective_code,
        ADD CONSTRAINT ck_objective_code CHECK (${codeCheck('code')}),
        -- Looked at when a statement ends: objectives change places with each other in one.
        DROP CONSTRAINT uq_objective_position,
        ADD CONSTRAINT uq_objective_position UNIQUE (plan_id, position) DEFERRABLE INITIALLY IMMEDIATE;

      ALTER TABLE area
        ADD COLUMN removed_at timestamptz(3),
        DROP CONSTRAINT ck_area_code,
        ADD CONSTRAINT ck_area_code CHECK (${codeCheck('code')}),
        DROP CONSTRAINT uq_area_code;
      -- The code of an area that was removed may be given to another.
      CREATE UNIQUE INDEX uq_area_code ON area (plan_id, code) WHERE removed_at IS NULL;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP INDEX uq_area_code;
      ALTER TABLE area ADD CONSTRAINT uq_area_code UNIQUE (plan_id, code),
        DROP CONSTRAINT ck_area_code,
        ADD CONSTRAINT ck_area_code CHECK (code ~ '^[A-Za-z0-9]+([._-][A-Za-z0-9]+)*$'),
        DROP COLUMN removed_at;
      ALTER TABLE objective
        DROP CONSTRAINT uq_objective_position,
        ADD CONSTRAINT uq_objective_position UNIQUE (plan_id, position),
        DROP CONSTRAINT ck_objective_code,
        ADD CONSTRAINT ck_objective_code CHECK (code ~ '^[A-Za-z0-9]+([._-][A-Za-z0-9]+)*$'),
        DROP COLUMN strike_rationale, DROP COLUMN struck_at, DROP COLUMN responsible, DROP COLUMN due_on,
        DROP COLUMN tags, DROP COLUMN text;
    `);
  }
}

/**
 * Printable characters, with no space at either end; no control, and none that is invisible or turns the direction of
 * writing. Not "." or "..", which addresses take for folders. Ranges, which are the same in every locale.
 */
function codeCheck(column: string): string {
  return `char_length(${column}) BETWEEN 1 AND 60 AND ${column} NOT IN ('.', '..') AND ${column} = btrim(${column})
          AND ${column} !~ U&'[\\0001-\\001F\\007F-\\00A0\\00AD\\061C\\200B-\\200F\\2028-\\202F\\2060-\\206F\\FEFF]'`;
}
