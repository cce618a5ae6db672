import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ensureBuilt, PROJECT } from '../support/processes/built-program.js';
import { addressOf, RunningProgram, scorecard } from '../support/processes/scorecard-program.js';
import { createDatabase, type TestDatabase } from '../support/database.js';
import { compared, stepsOf, withPrinted } from './console.js';
import { readDocument } from './documents.js';

/**
 * In the order in which a newcomer reads them, and runs what they show. With UPDATE_DOCS=1 the documents are
 * corrected to what their commands print: look at the difference before you keep it.
 */
const documents = ['README.md', 'docs/tutorial.md'];

let folder: string;
let database: TestDatabase;
let service: RunningProgram;
let address: string;

beforeAll(async () => {
  await ensureBuilt();
  folder = mkdtempSync(join(tmpdir(), 'scorecard-docs-'));
  chmodSync(folder, 0o711);
  database = await createDatabase('nothing');
  service = scorecard(['serve'], { env: { DATABASE_URL: database.url, PORT: '0', LOG_LEVEL: 'error' } });
  address = await addressOf(service);
});

afterAll(async () => {
  service.signal('SIGTERM');
  await service.ended;
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

const MARK = '@@ the next command @@';
const START = 'http://127.0.0.1:3000';

/** Types all commands into one shell, as the reader does; what each of them printed, standard error included. */
async function typeAll(commands: string[]): Promise<string[]> {
  const script = [
    'exec 2>&1',
    `npx() { shift; "${process.execPath}" "${join(PROJECT, 'bin/scorecard.mjs')}" "$@"; }`,
    ...commands.flatMap((command) => [command.replaceAll(START, address), `printf '\\n%s\\n' '${MARK}'`]),
  ].join('\n');
  const { ended } = new RunningProgram('sh', ['-s'], {
    input: `${script}\n`,
    cwd: folder,
    env: { DATABASE_URL: database.url, LOG_LEVEL: 'error' },
  });
  return (await ended).stdout.replaceAll(address, START).split(`${MARK}\n`).slice(0, -1);
}

/** The examples need a shell, curl and grep, as their readers do. */
const hasTools = spawnSync('sh', ['-c', 'command -v curl grep']).status === 0;

(hasTools ? describe : describe.skip).each(documents)('the examples of %s', (path) => {
  const steps = stepsOf(readDocument(path));
  let printed: string[];

  beforeAll(async () => {
    printed = await typeAll(steps.map(({ command }) => command));
    if (process.env.UPDATE_DOCS) writeFileSync(join(PROJECT, path), withPrinted(readDocument(path), printed));
  });

  it('are there', () => {
    expect(steps.length).toBeGreaterThan(0);
    expect(printed).toHaveLength(steps.length);
  });

  it.each(steps.map((step, at) => ({ ...step, at, typed: step.command.split('\n', 1)[0] })))(
    'print what the document shows: $typed',
    ({ shown, at }) => {
      const { shown: expected, came } = compared(shown, printed[at]!);
      expect(came).toBe(expected);
    },
  );
});

describe('npx scorecard', () => {
  it('runs the command of this project, as the documents say', async () => {
    const npm = new RunningProgram('npx', ['--no-install', 'scorecard', '--help']);
    expect(await npm.ended).toMatchObject({ code: 0, stdout: expect.stringContaining('Usage: scorecard') });
  });
});
