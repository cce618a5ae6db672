import type { DataSource } from 'typeorm';

/** Any number that no other program is likely to take on the same database. */
const LOCK = 7_265_340_012;

/**
 * Brings the schema up to date, one transaction a migration. TypeORM takes no lock of its own: two services that
 * start together would run the same migration twice, so the second waits here until the first is done.
 * @returns the names of the migrations that were run
 */
export function migrateUp(source: DataSource): Promise<string[]> {
  return underLock(source, async () => {
    const done = await source.runMigrations({ transaction: 'each' });
    return done.map((migration) => migration.name);
  });
}

/** Takes back the newest migration, under the same lock. */
export function migrateDown(source: DataSource): Promise<void> {
  return underLock(source, () => source.undoLastMigration({ transaction: 'each' }));
}

async function underLock<T>(source: DataSource, work: () => Promise<T>): Promise<T> {
  const holder = source.createQueryRunner();
  await holder.connect();
  try {
    // Waiting for another service's long migration is right; the limits of ordinary statements would cut it short.
    await holder.query('SET statement_timeout = 0');
    await holder.query('SET lock_timeout = 0');
    await holder.query('SELECT pg_advisory_lock($1)', [LOCK]);
    try {
      return await work();
    } finally {
      await holder.query('SELECT pg_advisory_unlock($1)', [LOCK]);
      await holder.query('RESET statement_timeout');
      await holder.query('RESET lock_timeout');
    }
  } finally {
    await holder.release();
  }
}
