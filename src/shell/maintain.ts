import type { Shell } from './shell.js';
import { migrateDown, migrateUp } from '../database/migrate.js';
import { openDatabase } from '../database/open-database.js';
import { ENTITIES } from '../entities.js';
import { describeFault, type SeedFault, Seeds } from '../interchange/seeds.js';
import { withServices } from './session.js';

/** `scorecard migrate`. */
export async function migrate(shell: Shell, options: { down?: boolean; json?: boolean }): Promise<number> {
  const database = await openDatabase(shell.settings, ENTITIES, 'command', () => {});
  try {
    if (options.down === true) {
      await migrateDown(database.source);
      return shell.tell(options, { reverted: true }, 'The newest migration was reverted.');
    }
    const run = await migrateUp(database.source);
    const words = run.length === 0 ? 'The schema is up to date.' : `Run: ${run.join(', ')}`;
    return shell.tell(options, { run }, words);
  } finally {
    await database.close();
  }
}

/** `scorecard seed`. Exit code 1 where a file could not be loaded; the others are. */
export function seed(shell: Shell, options: { json?: boolean }): Promise<number> {
  return withServices(shell, async (services) => {
    const faults: SeedFault[] = [];
    const loaded = await services.get(Seeds).loadPlans((fault) => void faults.push(fault));
    const none = faults.length > 0 ? 'Nothing was loaded.' : 'All shipped plans are already loaded.';
    const told = faults.map(describeFault);
    shell.tell(options, { loaded, faults: told }, loaded.length > 0 ? `Loaded: ${loaded.join(', ')}` : none);
    for (const fault of told) shell.streams.stderr.write(`scorecard: ${fault}\n`);
    return faults.length === 0 ? 0 : 1;
  });
}
