import type { ChildProcess } from 'node:child_process';
import pg from 'pg';

/** Says what was left out; stops the server of global-setup.ts and waits until it has removed its files. */
export default async function globalTeardown(): Promise<void> {
  if (process.env.TEST_CHROMIUM === '') {
    console.warn(
      'The tests in a browser (test/browser) were skipped: there is no Chromium or Chrome in its usual places. ' +
        'Install one, or name one in CHROMIUM.',
    );
  }
  const { testServer } = globalThis as { testServer?: ChildProcess };
  if (!testServer) await dropTemplates();
  if (!testServer || testServer.exitCode !== null) return;
  const ended = new Promise((resolve) => testServer.once('exit', resolve));
  testServer.stdin?.end();
  await ended;
}

/** On a server that outlives the run, what database.ts has made there. */
async function dropTemplates(): Promise<void> {
  const client = new pg.Client({ connectionString: process.env.TEST_DATABASE_URL });
  await client.connect();
  const { rows } = await client.query<{ name: string }>(
    'SELECT datname AS name FROM pg_database WHERE starts_with(datname, $1)',
    [`test_template_${process.env.TEST_RUN}_`],
  );
  for (const { name } of rows) await client.query(`DROP DATABASE ${name} WITH (FORCE)`);
  await client.end();
}
