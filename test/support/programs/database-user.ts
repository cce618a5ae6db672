/*
 * Opens the embedded database as another program would, and says on standard output what happens:
 *
 *   node database-user.js serve|command <folder> hold|insert|stream
 *
 * hold keeps it open until the input ends; insert adds one row; stream adds rows until it is killed
 * and prints the number of each one that the server has acknowledged.
 */
import { Client } from 'pg';
import {
  openEmbeddedPostgres,
  type EmbeddedOptions,
} from '../../../src/database/embedded/embedded-postgres.js';

const [purpose, dataDir, task] = process.argv.slice(2) as [EmbeddedOptions['purpose'], string, string];
const database = await openEmbeddedPostgres({ dataDir, purpose });
console.log(database.owned ? 'owns' : 'joined');

try {
  if (task === 'hold') await inputEnds();
  else await writeRows(task === 'insert' ? 1 : Infinity);
} finally {
  await database.close();
}

async function inputEnds(): Promise<void> {
  process.stdin.resume();
  await new Promise((resolve) => process.stdin.once('end', resolve));
}

async function writeRows(count: number): Promise<void> {
  const client = new Client({ connectionString: database.url });
  client.on('error', () => undefined);
  await client.connect();
  // Two commands may find no table at the same moment: the lock makes one of them wait.
  await client.query('SELECT pg_advisory_lock(1)');
  await client.query('CREATE TABLE IF NOT EXISTS note (id int GENERATED ALWAYS AS IDENTITY)');
  await client.query('SELECT pg_advisory_unlock(1)');
  for (let written = 0; written < count; written++) {
    const { rows } = await client.query<{ id: number }>('INSERT INTO note DEFAULT VALUES RETURNING id');
    console.log(rows[0]?.id);
  }
  await client.end();
}
