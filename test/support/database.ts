import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { pino } from 'pino';
import type { DataSource } from 'typeorm';
import { createApp } from '../../src/app.js';
import { Settings } from '../../src/config/settings.js';
import { createDataSource } from '../../src/database/data-source.js';
import { migrateUp } from '../../src/database/migrate.js';
import { ENTITIES } from '../../src/entities.js';
import { Seeds } from '../../src/interchange/seeds.js';

/** A database of its own on the test run's Postgres. */
export interface TestDatabase {
  url: string;
  source: DataSource;
  drop(): Promise<void>;
}

/** What a test finds in its database: nothing, the empty tables, the shipped rating scales too, or the shipped plans too. */
export type Contents = 'nothing' | 'schema' | 'scales' | 'plans';

/*
 * Migrating and seeding take seconds, copying a database a tenth of one. So the first test of a run that needs a kind of
 * database makes a template of it, and each database is a copy of one. Postgres copies a database only while nobody is
 * connected to it: a template is filled under another name, and gets its own when the last connection to it has ended.
 */

/** How each template is made out of another. */
const TEMPLATES: Record<
  Exclude<Contents, 'nothing'>,
  { from: Contents; fill: (url: string) => Promise<void> }
> = {
  schema: { from: 'nothing', fill: migrate },
  scales: { from: 'schema', fill: (url) => seed(url, (seeds) => seeds.loadScales()) },
  plans: { from: 'scales', fill: (url) => seed(url, (seeds) => seeds.loadPlans()) },
};

/** Makes a database that nobody else uses. */
export async function createDatabase(contents: Contents = 'schema'): Promise<TestDatabase> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  await asAdministrator(async (client) => {
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${await templateOf(client, contents)}`);
  });
  const url = urlOf(name);
  const source = await connected(url);
  return {
    url,
    source,
    drop: async () => {
      if (source.isInitialized) await source.destroy();
      await asAdministrator((client) => client.query(`DROP DATABASE ${name} WITH (FORCE)`));
    },
  };
}

/** The name of a database with these contents. Test files run side by side: the first one makes it, the others wait. */
async function templateOf(client: pg.Client, contents: Contents): Promise<string> {
  if (contents === 'nothing') return 'template0';
  const name = `test_template_${process.env.TEST_RUN}_${contents}`;
  if (await exists(client, name)) return name;
  await client.query('SELECT pg_advisory_lock(hashtext($1))', [name]);
  try {
    if (!(await exists(client, name))) {
      const { from, fill } = TEMPLATES[contents];
      const unfinished = `${name}_unfinished`;
      await client.query(`DROP DATABASE IF EXISTS ${unfinished}`);
      await client.query(`CREATE DATABASE ${unfinished} TEMPLATE ${await templateOf(client, from)}`);
      await fill(urlOf(unfinished));
      await client.query(`ALTER DATABASE ${unfinished} RENAME TO ${name}`);
    }
  } finally {
    await client.query('SELECT pg_advisory_unlock(hashtext($1))', [name]);
  }
  return name;
}

async function exists(client: pg.Client, name: string): Promise<boolean> {
  const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [name]);
  return rowCount === 1;
}

/** On a busy machine a long statement is silent for longer than a service would bear. */
function connected(url: string): Promise<DataSource> {
  return createDataSource(url, ENTITIES, undefined, Infinity).initialize();
}

async function migrate(url: string): Promise<void> {
  const source = await connected(url);
  await migrateUp(source);
  await source.destroy();
}

async function seed(url: string, load: (seeds: Seeds) => Promise<unknown>): Promise<void> {
  const source = await connected(url);
  const app = await createApp(source, pino({ level: 'silent' }), new Settings(), false);
  await app.init();
  await load(app.get(Seeds));
  await app.close();
}

function urlOf(name: string): string {
  const url = new URL(serverUrl());
  url.pathname = name;
  return url.href;
}

function serverUrl(): string {
  const url = process.env.TEST_DATABASE_URL;
  if (url === undefined) throw new Error('TEST_DATABASE_URL is not set: run the tests through npm test');
  return url;
}

async function asAdministrator(work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl() });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
