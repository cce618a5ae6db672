import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isAlive } from '../../../src/database/embedded/process-identity.js';
import { until } from './spawned-program.js';

export const PROJECT = resolve(import.meta.dirname, '../../..');

const LOCK = join(PROJECT, 'node_modules/.cache/presidency-scorecard-build.lock');

/** Builds the program into dist/ unless it is there and newer than its source. Test files run side by side: one builds. */
export async function ensureBuilt(): Promise<void> {
  mkdirSync(join(LOCK, '..'), { recursive: true });
  await until(takeLock);
  try {
    const build = [join(PROJECT, 'bin/build.mjs'), '--unless-fresh'];
    const { status, stdout, stderr } = spawnSync(process.execPath, build, { encoding: 'utf8' });
    if (status !== 0) throw new Error(`the program did not compile:\n${stdout}${stderr}`);
  } finally {
    rmSync(LOCK, { force: true });
  }
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
