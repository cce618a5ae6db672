import { setTimeout as sleep } from 'node:timers/promises';
import { Client, type DatabaseError } from 'pg';
import { applicationName } from './cluster.js';

/*
 * A command that joins a server which another command runs must not lose it half-way. So each guest
 * holds a shared advisory lock, and the owner takes the same lock alone before it stops the server.
 * (Postgres' smart shutdown is not enough: it keeps open connections, but refuses the next ones.)
 */
const guestLock = 7_720_471;

/** The lock connection of a guest, or of an owner that is about to stop the server. */
export interface Hold {
  release(): Promise<void>;
}

/**
 * Becomes a guest of the server; undefined if it takes none now (it starts, or it stops).
 * @param url of the maintenance database, so that nobody is in the way of work on the application's
 * @param isStillReady looks again at the server's own file. An owner lets go of its lock only after
 *   the server has written there that it stops, so this look, after the lock, cannot be fooled.
 */
export async function enterAsGuest(url: string, isStillReady: () => boolean): Promise<Hold | undefined> {
  const client = await connect(url);
  if (!client) return undefined;
  const admitted = await isAdmitted(client);
  if (admitted && isStillReady()) {
    referencing(client).unref(); // a command that forgets to close must not hang on our account
    return hold(client);
  }
  await hold(client).release();
  return undefined;
}

/** Waits until the last guest has left and lets no more in; undefined if the server is gone already. */
export async function lockOutGuests(url: string): Promise<Hold | undefined> {
  const client = await connect(url);
  if (!client) return undefined;
  try {
    // Asking again and again, instead of queueing, lets newcomers in while others still work.
    while (!(await isTrue(client, 'SELECT pg_try_advisory_lock($1) AS answer', guestLock))) await sleep(20);
  } catch {
    // The server went away meanwhile: no guests are left either.
  }
  return hold(client);
}

async function isAdmitted(client: Client): Promise<boolean> {
  try {
    return (
      (await isTrue(client, 'SELECT pg_try_advisory_lock_shared($1) AS answer', guestLock)) &&
      (await hasDatabase(client))
    );
  } catch {
    return false; // the server ended the connection: it stops
  }
}

function hasDatabase(client: Client): Promise<boolean> {
  return isTrue(
    client,
    'SELECT EXISTS (SELECT 1 FROM pg_database WHERE datname = $1) AS answer',
    applicationName,
  );
}

/** Makes the application's database on a server that has none yet. */
export async function ensureDatabase(url: string): Promise<void> {
  const client = new Client({ connectionString: url, ssl: false });
  await client.connect();
  try {
    if (!(await hasDatabase(client))) await client.query(`CREATE DATABASE ${applicationName}`);
  } finally {
    await client.end();
  }
}

async function connect(url: string): Promise<Client | undefined> {
  const client = new Client({ connectionString: url, ssl: false, connectionTimeoutMillis: 5_000 });
  // Without a listener the end of the server would end our process too; queries report it anyway.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return client;
  } catch (error) {
    // Class 28: the password does not fit. Waiting will not help.
    if ((error as Partial<DatabaseError>).code?.startsWith('28')) throw error;
    return undefined;
  }
}

async function isTrue(client: Client, sql: string, parameter: unknown): Promise<boolean> {
  const { rows } = await client.query<{ answer: boolean }>(sql, [parameter]);
  return rows[0]?.answer === true;
}

function hold(client: Client): Hold {
  return {
    release: async () => {
      referencing(client).ref();
      await client.end().catch(() => undefined);
    },
  };
}

/** pg's client can step back from keeping the process alive, but its types do not say so. */
function referencing(client: Client): Client & { ref(): void; unref(): void } {
  return client as Client & { ref(): void; unref(): void };
}
