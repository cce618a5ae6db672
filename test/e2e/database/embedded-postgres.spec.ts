import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import {
  openEmbeddedPostgres,
  type EmbeddedOptions,
  type EmbeddedPostgres,
} from '../../../src/database/embedded/embedded-postgres.js';
import { EmbeddedPostgresInUse } from '../../../src/database/embedded/embedded-postgres-in-use.js';
import { isAlive } from '../../../src/database/embedded/process-identity.js';
import { startThrowawayPostgres } from '../../../src/database/embedded/throwaway-postgres.js';
import { SpawnedProgram, until } from '../../support/processes/spawned-program.js';

describe('the embedded database', () => {
  let folder: string;
  let dataDir: string;
  let opened: EmbeddedPostgres[];
  let programs: SpawnedProgram[];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'scorecard-spec-'));
    chmodSync(folder, 0o711); // if root runs the tests, the server's account must pass
    dataDir = join(folder, 'database');
    opened = [];
    programs = [];
  });

  afterEach(async () => {
    await Promise.all(programs.map((program) => program.kill()));
    await Promise.all(opened.map((database) => database.close()));
    await until(() => serversOn(dataDir).length === 0);
    // Below a folder that only root may enter the data lies elsewhere.
    for (const path of [...opened.map((database) => database.dataDir), folder]) {
      rmSync(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    }
  });

  async function open(
    purpose: EmbeddedOptions['purpose'],
    more?: Partial<EmbeddedOptions>,
  ): Promise<EmbeddedPostgres> {
    const database = await openEmbeddedPostgres({ dataDir, purpose, ...more });
    opened.push(database);
    return database;
  }

  function run(purpose: EmbeddedOptions['purpose'], task: 'hold' | 'insert' | 'stream'): SpawnedProgram {
    const program = new SpawnedProgram('database-user', purpose, dataDir, task);
    programs.push(program);
    return program;
  }

  async function rowsKept(): Promise<number[]> {
    const database = await open('serve');
    const rows = await query<{ id: number }>(database.url, 'SELECT id FROM note ORDER BY id');
    await database.close();
    return rows.map(({ id }) => id);
  }

  describe('on one folder, one process after the other', () => {
    it('keeps its data over a restart', async () => {
      const first = await open('serve');
      await query(first.url, 'CREATE TABLE note (id int)');
      await query(first.url, 'INSERT INTO note VALUES (7)');
      await first.close();
      expect(await first.exited).toBe(0);
      expect(await rowsKept()).toEqual([7]);
    });

    it('works in a folder with spaces, quotes and accents in its name', async () => {
      dataDir = join(folder, "Présidence d'été 2025", 'my "data" $HOME');
      const database = await open('serve');
      expect(await query(database.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    });

    it('works in an existing empty folder', async () => {
      dataDir = mkdtempSync(join(folder, 'empty-'));
      const database = await open('serve');
      expect(await query(database.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    });

    it('leaves a folder with other contents alone', async () => {
      writeFileSync(join(folder, 'letter.txt'), 'dear colleague');
      dataDir = folder;
      await expect(open('serve')).rejects.toThrow('it contains other files');
      expect(readdirSync(folder)).toEqual(['letter.txt']);
    });

    it('can be closed twice', async () => {
      const database = await open('serve');
      await Promise.all([database.close(), database.close()]);
      await database.close();
      expect(serversOn(dataDir)).toEqual([]);
    });

    it('sorts and stores text alike on every system', async () => {
      const database = await open('serve');
      const [settings] = await query(
        database.url,
        `SELECT pg_encoding_to_char(encoding) AS encoding, datlocprovider AS provider, datlocale AS locale,
                current_setting('fsync') AS fsync, current_setting('listen_addresses') AS address
           FROM pg_database WHERE datname = current_database()`,
      );
      expect(settings).toEqual({
        encoding: 'UTF8',
        provider: 'b',
        locale: 'C.UTF-8',
        fsync: 'on',
        address: '127.0.0.1',
      });
    });

    it('requires a password that only its owner can read', async () => {
      const database = await open('serve');
      const url = new URL(database.url);
      url.password = 'guess';
      await expect(query(url.href, 'SELECT 1')).rejects.toThrow('password authentication failed');
      if (process.platform !== 'win32') {
        expect(statSync(join(dataDir, 'password')).mode & 0o777).toBe(0o600);
      }
    });

    it('says what to do with data of another Postgres version', async () => {
      await (await open('serve')).close();
      writeFileSync(join(dataDir, 'data', 'PG_VERSION'), '12\n');
      await expect(open('serve')).rejects.toThrow(/created by Postgres 12.*DATABASE_URL/s);
    });

    it('starts although another program has the process number of a crashed server', async () => {
      await (await open('serve')).close();
      const pidFile = join(dataDir, 'data', 'postmaster.pid');
      writeFileSync(
        pidFile,
        [process.pid, join(dataDir, 'data'), 1, 5432, '', '127.0.0.1', '1 1', 'ready', ''].join('\n'),
      );
      const database = await open('serve');
      expect(await query(database.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    });
  });

  describe('with several processes on one folder', () => {
    it('tells a second server which process runs already and what to do', async () => {
      const first = run('serve', 'hold');
      await first.hasWritten(1);
      const failure = await open('serve').catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(EmbeddedPostgresInUse);
      const { pid, message } = failure as EmbeddedPostgresInUse;
      expect(pid).toBe(first.pid);
      expect(message).toMatch(/already running.*Use that one, or stop it/s);
    });

    it('runs a command beside a running server', async () => {
      const server = await open('serve');
      const command = run('command', 'insert');
      expect(await command.exited).toMatchObject({ code: 0 });
      expect(command.lines).toEqual(['joined', '1']);
      expect(await query(server.url, 'SELECT id FROM note')).toEqual([{ id: 1 }]);
    });

    it('runs a command without a server and leaves none running', async () => {
      const command = run('command', 'insert');
      expect(await command.exited).toMatchObject({ code: 0 });
      expect(command.lines).toEqual(['owns', '1']);
      expect(serversOn(dataDir)).toEqual([]);
    });

    it('runs simultaneous commands on a new folder and leaves no server running', async () => {
      const commands = Array.from({ length: 4 }, () => run('command', 'insert'));
      const results = await Promise.all(commands.map((command) => command.exited));
      expect(results).toEqual(commands.map(() => ({ code: 0, stderr: '' })));
      expect(serversOn(dataDir)).toEqual([]);
      expect(await rowsKept()).toHaveLength(commands.length);
    });

    it('runs commands that start while others finish', async () => {
      const chains = Array.from({ length: 4 }, async () => {
        for (let round = 0; round < 4; round++) {
          expect(await run('command', 'insert').exited).toEqual({ code: 0, stderr: '' });
        }
      });
      await Promise.all(chains);
      expect(serversOn(dataDir)).toEqual([]);
      expect(await rowsKept()).toHaveLength(16);
    });

    it('keeps the database for a command when the one that started it finishes', async () => {
      const owner = await open('command');
      const guest = await open('command');
      expect([owner.owned, guest.owned]).toEqual([true, false]);
      const closing = owner.close();
      await query(guest.url, 'CREATE TABLE note (id int)'); // a new connection, after the owner wants to stop
      await guest.close();
      await closing;
      expect(serversOn(dataDir)).toEqual([]);
    });

    it('starts the server when a command that runs has finished', async () => {
      const command = run('command', 'hold');
      await command.hasWritten(1);
      const server = open('serve');
      await command.finish();
      expect((await server).owned).toBe(true);
    });

    it('stops waiting for a command that does not finish', async () => {
      const command = run('command', 'hold');
      await command.hasWritten(1);
      await expect(open('serve', { waitMs: 100 })).rejects.toThrow(/command that has not finished.*Wait/s);
    });
  });

  describe('when its program is killed', () => {
    it('loses no acknowledged row and leaves no process behind', async () => {
      const writer = run('serve', 'stream');
      await writer.hasWritten(200);
      await writer.kill();
      await until(() => serversOn(dataDir).length === 0);
      const acknowledged = writer.lines.slice(1).map(Number);
      expect(await rowsKept()).toEqual(expect.arrayContaining(acknowledged));
    });

    it('starts again at once', async () => {
      const writer = run('serve', 'stream');
      await writer.hasWritten(50);
      await writer.kill();
      const acknowledged = writer.lines.slice(1).map(Number);
      expect(await rowsKept()).toEqual(expect.arrayContaining(acknowledged));
    });

    it('starts again when the database server was killed too', async () => {
      const writer = run('serve', 'stream');
      await writer.hasWritten(50);
      process.kill(postmasterPid(dataDir), 'SIGKILL');
      await writer.kill();
      const acknowledged = writer.lines.slice(1).map(Number);
      expect(await rowsKept()).toEqual(expect.arrayContaining(acknowledged));
    });

    it('recovers from being killed during the first start', async () => {
      const first = run('serve', 'hold');
      await until(() =>
        readdirSync(folder).some((name) => existsSync(join(folder, name, 'data', 'PG_VERSION'))),
      );
      expect(existsSync(dataDir)).toBe(false);
      await first.kill();
      const database = await open('serve');
      expect(await query(database.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    });
  });

  it('removes a throw-away database when it is closed', async () => {
    const throwaway = await startThrowawayPostgres();
    expect(await query(throwaway.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await throwaway.close();
    await throwaway.close();
    expect(existsSync(throwaway.dataDir)).toBe(false);
  });

  const itAsRoot = process.getuid?.() === 0 ? it : it.skip;

  itAsRoot('finds its data again below a folder that only root may enter', async () => {
    chmodSync(folder, 0o700);
    const first = await open('serve');
    expect(first.dataDir).not.toBe(dataDir);
    await query(first.url, 'CREATE TABLE note AS SELECT 7 AS id');
    await first.close();
    expect(await rowsKept()).toEqual([7]);
  });
});

async function query<Row extends object>(url: string, sql: string): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

function postmasterPid(dataDir: string): number {
  return Number(readFileSync(join(dataDir, 'data', 'postmaster.pid'), 'utf8').split('\n')[0]);
}

/** The Postgres processes that work on the folder: on Linux all of them, elsewhere the first one. */
function serversOn(dataDir: string): number[] {
  const data = join(dataDir, 'data');
  if (process.platform !== 'linux') {
    return existsSync(join(data, 'postmaster.pid')) ? [postmasterPid(dataDir)].filter(isAlive) : [];
  }
  if (!existsSync(data)) return [];
  const pids = readdirSync('/proc').map(Number).filter(Number.isInteger);
  return pids.filter((pid) => workingFolder(pid) === realpathSync(data));
}

function workingFolder(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return undefined; // it has gone, or it is not ours
  }
}
