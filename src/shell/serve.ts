import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApp } from '../app.js';
import { isLocalOnly, OneTimeLinks } from '../auth/one-time-link.js';
import { SessionsService } from '../auth/sessions.service.js';
import { TokensService } from '../auth/tokens.service.js';
import { isLoopback, type Settings, SettingsError } from '../config/settings.js';
import { Idempotency } from '../http/idempotency.js';
import { migrateUp } from '../database/migrate.js';
import { openDatabase, type OpenDatabase } from '../database/open-database.js';
import { ENTITIES } from '../entities.js';
import { runInContext } from '../core/context.js';
import { within } from '../core/within.js';
import { PAGE_LIMIT } from '../core/cursors.js';
import { createLogger } from '../http/logger.js';
import { describeFault, type SeedFault, Seeds } from '../interchange/seeds.js';
import { PlansReader } from '../plans/plans.reader.js';
import { ScorecardReader } from '../reporting/scorecard/scorecard.reader.js';
import { scorecardTable } from './tables/scorecard-table.js';
import { noteAddress } from './noted-address.js';
import { atStart } from './session.js';
import type { Shell } from './shell.js';
import { stopRequested } from './stop-request.js';

const HOUR = 60 * 60 * 1000;

/** How long requests under way may take to be answered when the service is asked to stop. */
const STOPPING_MS = 7000;

/**
 * Starts the service and prints the scorecard and the address. Returns when it has been asked to stop and has
 * stopped: the HTTP server first, after its last answer, and the database last.
 * @returns the exit code
 */
export async function serve(shell: Shell, options: { seed: boolean }): Promise<number> {
  const { settings } = shell;
  const logger = createLogger(settings.LOG_LEVEL);
  const stop = stopRequested();
  const database = await openDatabase(settings, ENTITIES, 'serve', (line) =>
    logger.debug({ from: 'postgres' }, line),
  );
  try {
    const migrations = await migrateUp(database.source);
    const app = await createApp(database.source, logger, settings);
    try {
      await refuseOpenDoors(app, settings);
      const seeds = app.get(Seeds);
      const loaded = await runInContext(atStart('scorecard serve'), async () => {
        await seeds.loadScales();
        return options.seed ? seeds.loadPlans((fault) => tellOfFault(shell, fault)) : [];
      });
      const forgetOld = async (): Promise<void> => {
        await app.get(Idempotency).forgetOld();
        await runInContext(atStart('delete expired sessions'), () => app.get(SessionsService).forgetOld());
      };
      await forgetOld();
      const hourly = setInterval(() => {
        forgetOld().catch((error: unknown) =>
          logger.warn({ err: error }, 'expired sessions were not deleted'),
        );
      }, HOUR);
      hourly.unref();
      await app.init();
      // Not through Nest, which would log a port that is taken before we can say it in a sentence.
      const server = app.getHttpAdapter().getInstance();
      const url = await server.listen({ port: settings.PORT, host: settings.HOST });
      const address = addressOf(url);
      const forgetAddress = await noteAddress(database, address);
      await greet(shell, app, database, {
        migrations,
        loaded,
        address,
        isLocalOnly: isLocalOnly(settings),
      });
      const end = await Promise.race([stop, database.lost.then(() => 'lost' as const)]);
      clearInterval(hourly);
      await forgetAddress();
      if (end === 'lost') {
        logger.fatal('the embedded Postgres stopped; restart the service to recover');
        return 1;
      }
      return 0;
    } finally {
      await within(STOPPING_MS, app.close()).catch(() => {
        logger.warn('requests that were still under way were cut off');
        app.getHttpServer().closeAllConnections();
      });
    }
  } finally {
    await database.close();
  }
}

/** A person who wrote a file into `seeds/` has to hear of its faults, whatever is logged. */
function tellOfFault(shell: Shell, fault: SeedFault): void {
  shell.streams.stderr.write(`${describeFault(fault)}\n`);
}

/**
 * Where others can reach the service, somebody must be able to change something and nobody without a proof: so it does
 * not start there before it knows whom to believe.
 */
async function refuseOpenDoors(app: NestFastifyApplication, settings: Settings): Promise<void> {
  if (isLoopback(settings.HOST) || settings.OIDC_ISSUER !== undefined) return;
  if (await app.get(TokensService).any()) return;
  throw new SettingsError(
    `HOST=${settings.HOST} lets other machines reach the service, but nobody could sign in. Create an API token first: ` +
      'scorecard token create --name me --role admin; or set up sign-in with OIDC_ISSUER, OIDC_CLIENT_ID and ' +
      'PUBLIC_URL; or leave HOST unset to serve only this machine.',
  );
}

async function greet(
  shell: Shell,
  app: { get: <T>(type: new (...args: never[]) => T) => T },
  database: OpenDatabase,
  start: { migrations: string[]; loaded: string[]; address: string; isLocalOnly: boolean },
): Promise<void> {
  const say = (...lines: string[]): void => shell.print(lines.join('\n'));
  // The list begins with the latest term: its end is the case that the records begin with.
  const plan = (await app.get(PlansReader).list({ limit: PAGE_LIMIT.most })).items.at(-1);
  if (plan) say(scorecardTable(await app.get(ScorecardReader).get(plan.slug), shell), '');
  say(`Database:  ${database.description}`);
  if (start.migrations.length > 0) say(`Schema:    ${start.migrations.length} migrations run`);
  if (start.loaded.length > 0) say(`Loaded:    ${start.loaded.join(', ')}`);
  say(`Address:   ${start.address}/`);
  say(`API:       ${start.address}/api/docs`);
  if (start.isLocalOnly) {
    const path = await runInContext(atStart('scorecard serve'), () => app.get(OneTimeLinks).address());
    say(
      `Sign in:   ${start.address}${path}`,
      '           (one-time link for the local editor; "scorecard sign-in" prints another)',
    );
  }
  say('', 'Ctrl-C stops.');
}

function addressOf(url: string): string {
  return url.replace('[::1]', 'localhost').replace(/\/$/, '');
}
