import { createApp } from '../app.js';
import type { Settings } from '../config/settings.js';
import { Idempotency } from '../database/idempotency.js';
import { migrateUp } from '../database/migrate.js';
import { openDatabase, type OpenDatabase } from '../database/open-database.js';
import { ENTITIES } from '../entities.js';
import { createLogger } from '../http/logger.js';
import { Seeds } from '../interchange/seeds.js';
import { PlansReader } from '../plans/plans.reader.js';
import { ScorecardReader } from '../reporting/scorecard.reader.js';
import { scorecardTable } from './scorecard-table.js';
import { terminalStyle } from './session.js';
import { stopRequested } from './stop-request.js';

/** The plan whose scorecard the start prints: the first case. */
const SHOWN = 'csto-2023-belarus';
const HOUR = 60 * 60 * 1000;

/**
 * Starts the service and prints the scorecard and the address. Returns when it has been asked to stop and has
 * stopped: the HTTP server first, after its last answer, and the database last.
 * @returns the exit code
 */
export async function serve(settings: Settings, options: { seed: boolean }): Promise<number> {
  const logger = createLogger(settings.LOG_LEVEL);
  const stop = stopRequested();
  const database = await openDatabase(settings, ENTITIES, 'serve', (line) =>
    logger.debug({ from: 'postgres' }, line),
  );
  try {
    const migrations = await migrateUp(database.source);
    const app = await createApp(database.source, logger);
    try {
      const seeds = app.get(Seeds);
      await seeds.loadScales();
      const loaded = options.seed ? await seeds.loadPlans() : [];
      const idempotency = app.get(Idempotency);
      await idempotency.forgetOld();
      const hourly = setInterval(() => {
        idempotency
          .forgetOld()
          .catch((error: unknown) => logger.warn({ err: error }, 'old answers were not forgotten'));
      }, HOUR);
      hourly.unref();
      await app.init();
      // Not through Nest, which would log a port that is taken before we can say it in a sentence.
      const server = app.getHttpAdapter().getInstance();
      const url = await server.listen({ port: settings.PORT, host: settings.HOST });
      await greet(app, database, { migrations, loaded, address: addressOf(url) });
      const end = await Promise.race([stop, database.lost.then(() => 'lost' as const)]);
      clearInterval(hourly);
      if (end === 'lost') {
        logger.fatal('the embedded Postgres went away; start again to recover');
        return 1;
      }
      return 0;
    } finally {
      await app.close();
    }
  } finally {
    await database.close();
  }
}

async function greet(
  app: { get: <T>(type: new (...args: never[]) => T) => T },
  database: OpenDatabase,
  start: { migrations: string[]; loaded: string[]; address: string },
): Promise<void> {
  const plans = await app.get(PlansReader).list({ limit: 1, q: SHOWN });
  const plan = plans.items[0];
  if (plan) say(scorecardTable(await app.get(ScorecardReader).get(plan.slug), terminalStyle()), '');
  say(`Database:  ${database.description}`);
  if (start.migrations.length > 0) say(`Schema:    ${start.migrations.length} migrations run`);
  if (start.loaded.length > 0) say(`Loaded:    ${start.loaded.join(', ')}`);
  say(`Address:   ${start.address}/api/v1/plans/${SHOWN}/scorecard`);
  say(`API pages: ${start.address}/api/docs`, '', 'Ctrl-C stops.');
}

function say(...lines: string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`);
}

function addressOf(url: string): string {
  return url.replace('[::1]', 'localhost').replace(/\/$/, '');
}
