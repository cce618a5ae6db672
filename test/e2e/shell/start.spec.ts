import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ensureBuilt } from '../../support/processes/built-program.js';
import { databaseProcesses, stillRunning } from '../../support/processes/processes.js';
import {
  addressOf,
  makeToken,
  type RunOptions,
  RunningProgram,
  scorecard,
} from '../../support/processes/scorecard-program.js';
import { createDatabase } from '../../support/database.js';
import { IN_PROGRESS } from '../../support/service.js';
import { until } from '../../support/processes/spawned-program.js';

const PLAN = '/api/v1/plans/csto-2023-belarus';

describe('npm start', () => {
  let folder: string;
  let dataDir: string;
  const started: RunningProgram[] = [];

  beforeAll(async () => {
    await ensureBuilt();
    folder = mkdtempSync(join(tmpdir(), 'scorecard start '));
    chmodSync(folder, 0o711); // if root runs the tests, the server's account must pass
  });

  beforeEach(() => {
    dataDir = join(folder, 'data');
  });

  afterEach(async () => {
    for (const program of started.splice(0)) {
      for (const pid of stillRunning(program.family())) kill(pid);
      await program.ended;
    }
    await until(() => databaseProcesses(dataDir).length === 0);
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }));

  const settings = (): NodeJS.ProcessEnv => ({ DATA_DIR: dataDir, PORT: '0' });

  function track(program: RunningProgram): RunningProgram {
    started.push(program);
    return program;
  }

  function serve(env: NodeJS.ProcessEnv = {}): RunningProgram {
    return track(scorecard(['serve'], { env: { ...settings(), ...env } }));
  }

  function npmStart({ env, ...options }: RunOptions = {}): RunningProgram {
    return track(
      new RunningProgram('npm', ['start'], {
        env: { ...settings(), npm_config_update_notifier: 'false', ...env },
        ...options,
      }),
    );
  }

  /** Everything of a start, the database included: it runs in a session of its own. */
  function processesOf(program: RunningProgram): number[] {
    const database = databaseProcesses(dataDir);
    expect(database).not.toEqual([]);
    return [...new Set([...program.family(), ...database])];
  }

  async function expectNoneLeft(pids: number[]): Promise<void> {
    await until(() => stillRunning(pids).length === 0);
    expect(databaseProcesses(dataDir)).toEqual([]);
  }

  describe('on a machine that has never run it', () => {
    it('prints the scorecard, the data folder and a working address', async () => {
      dataDir = join(folder, 'first start', 'data');
      const program = serve();
      const address = await addressOf(program);
      expect(program.stdout).toMatch(/^Total .*32 of 34 +94\.1% /m);
      expect(program.stdout).toContain('a reconstruction');
      expect(program.stdout).toContain(`embedded Postgres, data in ${dataDir}`);
      expect(program.stdout).toMatch(/^Loaded: +csto-2023-belarus/m);
      expect(program.stdout).not.toContain('\u001b');
      expect(await getJson(`${address}${PLAN}/scorecard`)).toMatchObject({
        total: { objectives: 34, complete: 32 },
      });
      expect(await getJson(`${address}/health/ready`)).toMatchObject({ status: 'ok' });
    });

    it('stops cleanly while it is still starting', async () => {
      dataDir = join(folder, 'interrupted', 'data');
      const program = serve();
      await until(() => databaseProcesses(dataDir).length > 0);
      const pids = processesOf(program);
      program.signal('SIGTERM');
      expect((await program.ended).code).toBe(0);
      await expectNoneLeft(pids);
      await addressOf(serve());
    });
  });

  it('keeps a recorded status over a restart and loads nothing twice', async () => {
    const first = serve();
    const objective = `${await addressOf(first)}${PLAN}/objectives/INT-04`;
    const { headers } = await fetch(objective);
    const token = await makeToken(settings(), 'analyst');
    const recorded = await fetch(`${objective}/assessments`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'if-match': headers.get('etag') ?? '',
      },
      body: JSON.stringify({ ...IN_PROGRESS, effectiveOn: '2026-01-31' }),
    });
    expect(recorded.status).toBe(201);
    first.signal('SIGTERM');
    expect((await first.ended).code).toBe(0);

    const second = serve();
    const address = await addressOf(second);
    expect(second.stdout).not.toMatch(/^(Loaded|Schema):/m);
    expect(await getJson(`${address}${PLAN}/objectives/INT-04`)).toMatchObject({ status: 'in_progress' });
    expect(await getJson(`${address}/api/v1/plans`)).toMatchObject({ items: { length: 4 } });
  });

  describe('leaves no process behind, and data that the next start can use,', () => {
    // They share one data folder: each start shows that the one before it has left the data usable.
    it.each(['SIGINT', 'SIGTERM'] as const)(
      'leaves no process and usable data after %s to the program',
      async (signal) => {
        const program = serve();
        await addressOf(program);
        const pids = processesOf(program);
        program.signal(signal);
        program.signal(signal); // Ctrl-C in a terminal arrives twice under npm, which passes on its own
        expect(await program.ended).toMatchObject({ code: 0, signal: null });
        await expectNoneLeft(pids);
      },
    );

    it('leaves no process and usable data after kill -9 of the program', async () => {
      const program = serve();
      await addressOf(program);
      const pids = processesOf(program);
      program.signal('SIGKILL');
      await expectNoneLeft(pids);
    });

    it('leaves no process and usable data after Ctrl-C under npm', async () => {
      const program = npmStart({ detached: true });
      await addressOf(program);
      const pids = processesOf(program);
      program.signal('SIGINT', 'group');
      await expectNoneLeft(pids);
    });

    it.each(['SIGTERM', 'SIGKILL'] as const)(
      'leaves no process and usable data after %s to npm',
      async (signal) => {
        const program = npmStart();
        await addressOf(program);
        const pids = processesOf(program);
        program.signal(signal);
        await expectNoneLeft(pids);
      },
    );

    it.each(['SIGTERM', 'SIGKILL'] as const)(
      'leaves no process and usable data after %s to npm with a shell in between',
      async (signal) => {
        // dash and bash replace themselves by the one command they run; other shells do not.
        const shell = join(folder, 'plain-sh');
        writeFileSync(shell, '#!/bin/sh\n/bin/sh "$@"\nexit $?\n', { mode: 0o755 });
        const program = npmStart({ env: { npm_config_script_shell: shell } });
        await addressOf(program);
        const pids = processesOf(program);
        program.signal(signal);
        await expectNoneLeft(pids);
      },
    );

    it('says so when its database is killed', async () => {
      const program = serve();
      await addressOf(program);
      const pids = processesOf(program);
      kill(Number(databaseProcesses(dataDir)[0]));
      const { code, stderr } = await program.ended;
      expect(code).toBe(1);
      expect(stderr).toContain('the embedded Postgres stopped; restart');
      await expectNoneLeft(pids);
    });
  });

  it('reports a taken port in one line and leaves no database running', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    try {
      await until(() => other.listening);
      const { port } = other.address() as AddressInfo;
      const { code, stderr, stdout } = await serve({ PORT: String(port) }).ended;
      expect(code).toBe(1);
      expect(stderr).toMatch(/^scorecard: Another program uses this port\. .*PORT=3001\.\n$/);
      expect(stdout).toBe('');
      expect(databaseProcesses(dataDir)).toEqual([]);
    } finally {
      other.close();
    }
  });

  it('tells a second start on the same data that the first one runs', async () => {
    const first = serve();
    await addressOf(first);
    const { code, stderr } = await serve().ended;
    expect(code).toBe(1);
    expect(stderr).toMatch(/^scorecard: The server is already running: process \d+ .*\n$/);
    expect(stderr).toContain(String(first.pid));
  });

  it('refuses each invalid setting in one line and starts nothing', async () => {
    dataDir = join(folder, 'untouched');
    const settings = [
      [{ PORT: 'abc' }, 'PORT must be a whole number'],
      [{ PORT: '70000', LOG_LEVEL: 'loud' }, 'PORT must be at most 65535; LOG_LEVEL must be one of fatal'],
      [{ DATABASE_URL: 'mysql://localhost/x' }, 'DATABASE_URL must have the form postgres://'],
      [
        { DATABASE_URL: 'postgres://me:s3cret-word/2@[nowhere/scorecard' },
        'percent-encoded special characters',
      ],
      [
        { DATABASE_URL: 'postgres://me:s3cret-word%zz@localhost/scorecard' },
        'percent-encoded special characters',
      ],
    ] as const;
    await Promise.all(
      settings.map(async ([env, message]) => {
        const { code, stderr } = await serve(env).ended;
        expect(code).toBe(2);
        expect(stderr).toMatch(/^scorecard: .*\n$/);
        expect(stderr).toContain(message);
        expect(stderr).not.toContain('s3cret-word');
      }),
    );
    expect(existsSync(dataDir)).toBe(false);
  });

  describe('with DATABASE_URL', () => {
    it('uses the given Postgres without printing its password', async () => {
      const database = await createDatabase('nothing');
      dataDir = join(folder, 'not made');
      try {
        const program = serve({ DATABASE_URL: database.url });
        const address = await addressOf(program);
        const { port, pathname, password } = new URL(database.url);
        expect(program.stdout).toContain(`Postgres at 127.0.0.1:${port}, database ${pathname.slice(1)}`);
        expect(program.stdout + program.stderr).not.toContain(password);
        expect(program.stdout).toContain('32 of 34');
        expect(databaseProcesses(dataDir)).toEqual([]);
        expect(program.family()).toEqual([program.pid]);
        await getJson(`${address}${PLAN}/scorecard`);
        program.signal('SIGTERM');
        expect((await program.ended).code).toBe(0);
      } finally {
        await database.drop();
      }
    });

    it('says in one line what to do about an unusable DATABASE_URL without its password', async () => {
      const guarded = new URL(process.env.TEST_DATABASE_URL ?? '');
      guarded.password = 's3cret-word';
      const urls = [
        ['postgres://me:s3cret-word@127.0.0.1:1/scorecard', 'ECONNREFUSED'],
        ['postgres://me:s3cret-word@nowhere.invalid/scorecard', 'nowhere.invalid'],
        [guarded.href, 'password authentication failed'],
      ] as const;
      await Promise.all(
        urls.map(async ([url, reason]) => {
          const { code, stderr, stdout } = await serve({ DATABASE_URL: url }).ended;
          expect(code).toBe(1);
          expect(stderr).toMatch(/^scorecard: Cannot connect .*DATABASE_URL.*\n$/);
          expect(stderr).toContain(reason);
          expect(stderr + stdout).not.toContain('s3cret-word');
        }),
      );
    });
  });

  it('runs from a folder with spaces when started elsewhere', async () => {
    const elsewhere = join(folder, 'some where');
    mkdirSync(elsewhere, { recursive: true });
    const program = track(
      scorecard(['serve'], { env: { ...settings(), DATA_DIR: 'my data' }, cwd: elsewhere }),
    );
    dataDir = join(elsewhere, 'my data');
    await addressOf(program);
    expect(program.stdout).toContain(`data in ${dataDir}`);
  });
});

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has just ended by itself.
  }
}

async function getJson(url: string): Promise<unknown> {
  const answer = await fetch(url);
  expect(answer.status).toBe(200);
  return answer.json();
}
