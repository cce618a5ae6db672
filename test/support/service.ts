import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { pino } from 'pino';
import request from 'supertest';
import { createApp } from '../../src/app.js';
import { TokensService } from '../../src/auth/tokens.service.js';
import { Settings } from '../../src/config/settings.js';
import { createDataSource } from '../../src/database/data-source.js';
import { Transactions } from '../../src/database/transactions.js';
import { ENTITIES } from '../../src/entities.js';
import type { Role } from '../../src/core/roles.js';
import { createDatabase, type TestDatabase } from './database.js';

type Agent = ReturnType<typeof request.agent>;

function as(app: NestFastifyApplication, token: string | undefined): Agent {
  const agent = request.agent(app.getHttpServer());
  if (token !== undefined) void agent.set('Authorization', `Bearer ${token}`);
  return agent;
}

async function tokenFor(app: NestFastifyApplication, role: Role): Promise<string> {
  const name = `test ${randomBytes(4).toString('hex')}`;
  const { secret } = await app
    .get(Transactions)
    .run((tx) => app.get(TokensService).create(tx, { name, role }));
  return secret;
}

/** The whole service on a database of its own. */
export interface TestService {
  app: NestFastifyApplication;
  database: TestDatabase;
  /** Supertest on the service, with an administrator's token: `http().get('/api/v1/plans')`. */
  http: () => Agent;
  /** The same with another token, or with none. */
  as: (token: string | undefined) => Agent;
  /** Makes a token with a role. */
  token: (role: Role) => Promise<string>;
  /** What the service has logged, line by line, as JSON. */
  log: string[];
  stop(): Promise<void>;
}

/** How a service is to be started: with the shipped plans unless told otherwise, and without limits. */
export interface StartOptions {
  seed?: boolean;
  settings?: Partial<Settings>;
  /** Any free one where none is named. */
  port?: number;
  /** An existing database, which somebody else drops: for a second service beside the first. */
  database?: TestDatabase;
  /** How long that database may be silent, in milliseconds; as in earnest where none is named. */
  silenceMs?: number;
}

/** A port that nothing listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

/** Keeps a line of the log, and shows what went wrong: a test that got a 500 would not say why. */
function noted(log: string[], line: string): void {
  log.push(line);
  if ((JSON.parse(line) as { level: number }).level >= 50) process.stderr.write(line);
}

/** Starts the service with the shipped scales and, unless told otherwise, the shipped plans. */
export async function startService(options: StartOptions = {}): Promise<TestService> {
  const contents = (options.seed ?? true) ? 'plans' : 'scales';
  const database = options.database ?? (await createDatabase(contents));
  const settings = Object.assign(
    new Settings(),
    { RATE_PER_ADDRESS: 0, RATE_PER_TOKEN: 0 },
    options.settings,
  );
  const log: string[] = [];
  const logger = pino({ level: 'info' }, { write: (line: string) => noted(log, line) });
  const source =
    options.database === undefined
      ? database.source
      : await createDataSource(database.url, ENTITIES, 16, options.silenceMs).initialize();
  const app = await createApp(source, logger, settings, false);
  // On one port for good: Supertest would otherwise open and close one for each request, also under others' feet.
  await app.listen(options.port ?? 0, '127.0.0.1');
  const token = await tokenFor(app, 'admin');
  return {
    app,
    database,
    http: () => as(app, token),
    as: (given) => as(app, given),
    token: (role) => tokenFor(app, role),
    log,
    stop: async () => {
      await app.close();
      if (options.database === undefined) await database.drop();
    },
  };
}

/** The smallest assessment that needs no evidence, as the presidency of the first case gives it. */
export const IN_PROGRESS = {
  assessor: 'presidency',
  status: 'in_progress',
  effectiveOn: '2023-06-01',
  rationale: 'Under way.',
} as const;
