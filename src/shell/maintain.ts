import type { Settings } from '../config/settings.js';
import { migrateDown, migrateUp } from '../database/migrate.js';
import { openDatabase } from '../database/open-database.js';
import { ENTITIES } from '../entities.js';
import { describeFault, type SeedFault, Seeds } from '../interchange/seeds.js';
import { withServices } from './session.js';

/** `scorecard migrate`. */
export async function migrate(settings: Settings, down: boolean): Promise<number> {
  const database = await openDatabase(settings, ENTITIES, 'command', () => {});
  try {
    if (down) {
      await migrateDown(database.source);
      process.stdout.write('The newest migration was reverted.\n');
    } else {
      const done = await migrateUp(database.source);
      process.stdout.write(done.length === 0 ? 'The schema is up to date.\n' : `Run: ${done.join(', ')}\n`);
    }
    return 0;
  } finally {
    await database.close();
  }
}

/** `scorecard seed`. Exit code 1 where a file could not be loaded; the others are. */
export function seed(settings: Settings): Promise<number> {
  return withServices(settings, async (services) => {
    const faults: SeedFault[] = [];
    const loaded = await services.get(Seeds).loadPlans((fault) => void faults.push(fault));
    process.stdout.write(
      loaded.length > 0
        ? `Loaded: ${loaded.join(', ')}\n`
        : faults.length > 0
          ? 'Nothing was loaded.\n'
          : 'All shipped plans are already loaded.\n',
    );
    for (const fault of faults) process.stderr.write(`scorecard: ${describeFault(fault)}\n`);
    return faults.length === 0 ? 0 : 1;
  });
}
