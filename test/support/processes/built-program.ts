import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isAlive } from '../../../src/database/embedded/process-identity.js';
import { until } from './spawned-program.js';

export const PROJECT = resolve(import.meta.dirname, '../../..');

const BUILT_FROM = ['bin', 'src', 'migrations', 'tsconfig.json', 'tsconfig.build.json'];
const PROGRAM = join(PROJECT, 'dist/src/cli.js');
const LOCK = join(PROJECT, 'node_modules/.cache/presidency-scorecard-build.lock');

/** Builds the program into dist/ unless it is there and newer than its source. Test files run side by side: one builds. */
export async function ensureBuilt(): Promise<void> {
  if (isFresh()) return;
  mkdirSync(join(LOCK, '..'), { recursive: true });
  await until(takeLock);
  try {
    if (isFresh()) return;
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(PROJECT, 'bin/build.mjs')], {
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`the program did not compile:\n${stdout}${stderr}`);
  } finally {
    rmSync(LOCK, { force: true });
  }
}

function isFresh(): boolean {
  const built = newestIn(PROGRAM);
  return built > Math.max(...BUILT_FROM.map((name) => newestIn(join(PROJECT, name))));
}

/** The time of the last change in a file or folder; 0 where there is none. */
function newestIn(path: string): number {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) return 0;
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newestIn(join(path, name))));
}

function takeLock(): boolean {
  try {
    writeFileSync(LOCK, String(process.pid), { flag: 'wx' });
    return true;
  } catch {
    // A run that was killed has left it behind.
    if (!isAlive(Number(holder()))) rmSync(LOCK, { force: true });
    return false;
  }
}

function holder(): string {
  try {
    return readFileSync(LOCK, 'utf8');
  } catch {
    return '';
  }
}
