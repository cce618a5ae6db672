import { type DataSource, MigrationExecutor, type QueryRunner } from 'typeorm';
import { MIGRATIONS } from './data-source.js';
import { DatabaseError } from './database-error.js';
import type { DeadlineClient } from './deadline-client.js';

/** Any number that no other program is likely to take on the same database. */
const LOCK = 7_265_340_012;

/**
 * Brings the schema up to date, one transaction a migration. TypeORM takes no lock of its own: two services that
 * start together would run the same migration twice, so the second waits here until the first is done.
 * @returns the names of the migrations that were run
 * @throws DatabaseError where a newer version of the program has been at work
 */
export function migrateUp(source: DataSource): Promise<string[]> {
  return underLock(source, async (executor) => {
    await refuseNewer(executor);
    const done = await executor.executePendingMigrations();
    return done.map((migration) => migration.name);
  });
}

/** Takes back the newest migration, under the same lock. */
export function migrateDown(source: DataSource): Promise<void> {
  return underLock(source, (executor) => executor.undoLastMigration());
}

/** A schema that a newer version has made may lack what this one reads, and hold what it would not keep. */
async function refuseNewer(executor: MigrationExecutor): Promise<void> {
  const known = new Set(MIGRATIONS.map(({ name }) => name));
  const unknown = (await executor.getExecutedMigrations()).filter(({ name }) => !known.has(name));
  if (unknown.length === 0) return;
  throw new DatabaseError(
    `The database was last used by a newer version of this program (its schema has ${unknown[0]!.name}, which this version ` +
      'does not know). Nothing was changed. Install that version or a later one, or name another database by DATABASE_URL or DATA_DIR.',
  );
}

async function underLock<T>(
  source: DataSource,
  work: (executor: MigrationExecutor) => Promise<T>,
): Promise<T> {
  const holder = source.createQueryRunner();
  const client = (await holder.connect()) as DeadlineClient;
  const { silenceMs } = client;
  try {
    // Waiting for another service's long migration is right, and so is a long one; the limits of ordinary statements would
    // cut them short.
    client.silenceMs = Infinity;
    await holder.query('SET statement_timeout = 0');
    await holder.query('SET lock_timeout = 0');
    await holder.query('SELECT pg_advisory_lock($1)', [LOCK]);
    try {
      return await work(eachByItself(source, holder));
    } finally {
      await holder.query('SELECT pg_advisory_unlock($1)', [LOCK]);
      await holder.query('RESET statement_timeout');
      await holder.query('RESET lock_timeout');
    }
  } finally {
    client.silenceMs = silenceMs;
    await holder.release();
  }
}

function eachByItself(source: DataSource, runner: QueryRunner): MigrationExecutor {
  const executor = new MigrationExecutor(source, runner);
  executor.transaction = 'each';
  return executor;
}
