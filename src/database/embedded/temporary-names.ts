import { randomBytes } from 'node:crypto';
import { readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isAlive } from './process-identity.js';

/**
 * A name beside `path` to build something under before it is renamed to `path` in one step. It
 * carries our pid, so that a later run can tell what a killed process left behind.
 */
export function temporaryName(path: string): string {
  return `${path}.tmp-${process.pid}-${randomBytes(4).toString('hex')}`;
}

/** Removes what killed processes left beside `path`. Best effort: the next run tries again. */
export function sweepTemporary(path: string): void {
  const prefix = `${basename(path)}.tmp-`;
  for (const name of readdirSync(dirname(path))) {
    if (!name.startsWith(prefix)) continue;
    const pid = Number(name.slice(prefix.length).split('-')[0]);
    if (!isAlive(pid)) tryToRemove(join(dirname(path), name));
  }
}

/** Removes a folder if it can be: a program that still dies may write into it for a moment longer. */
export function tryToRemove(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true, maxRetries: 3, retryDelay: 20 });
  } catch {
    // Left for the next sweep.
  }
}
