import { spawnSync } from 'node:child_process';
import { readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive } from './process-identity.js';

/** What a Postgres server says about itself in its file postmaster.pid. */
export interface Postmaster {
  /** Not a number while the file is still being written, or was torn by a power cut. */
  pid: number;
  port: number;
  status: string;
}

/** How long a server whose owner has died may take to end by itself before it is told to. */
const orphanGraceMs = 2_000;

/** The server that says it runs this folder; undefined if none does. It may be dead. */
export function readPostmaster(dataDir: string): Postmaster | undefined {
  try {
    const lines = readFileSync(pidFile(dataDir), 'utf8').split('\n');
    // Lines: pid, data folder, start time, port, socket folder, address, shared memory, status.
    return { pid: Number(lines[0] || NaN), port: Number(lines[3]), status: lines[7]?.trim() ?? '' };
  } catch {
    return undefined;
  }
}

/** Whether a server takes connections there, as far as its file tells. */
export function isReady(postmaster: Postmaster | undefined): postmaster is Postmaster {
  return postmaster?.status === 'ready' && isAlive(postmaster.pid);
}

/**
 * Waits until no server runs on the folder. To be called by the owner only: whatever runs there has
 * lost its owner, or is being stopped by the one before us.
 * @param stop tells a server to end that does not do so by itself
 * @throws Error when `deadline` (milliseconds since 1970) passes
 */
export async function waitUntilVacant(
  dataDir: string,
  deadline: number,
  stop: (pid: number) => void,
): Promise<void> {
  const impatientAt = Date.now() + orphanGraceMs;
  let told = false;
  for (;;) {
    const found = readPostmaster(dataDir);
    if (!found || isHarmless(found, dataDir)) return;
    if (Date.now() > impatientAt && !told) {
      told = true;
      if (Number.isNaN(found.pid)) rmSync(pidFile(dataDir), { force: true });
      else stop(found.pid);
    }
    if (Date.now() > deadline) {
      throw new Error(`A leftover database server (process ${found.pid}) still uses ${dataDir}.`);
    }
    await sleep(20);
  }
}

/** A file left by a server that has gone. A dead pid Postgres itself copes with; a stranger's pid it takes for a server. */
function isHarmless({ pid }: Postmaster, dataDir: string): boolean {
  if (Number.isNaN(pid)) return false;
  if (!isAlive(pid)) return true;
  if (isServerOf(pid, dataDir)) return false;
  rmSync(pidFile(dataDir), { force: true });
  return true;
}

/** Whether that process is a Postgres on this folder, not a stranger that got the same pid after a restart. */
function isServerOf(pid: number, dataDir: string): boolean {
  switch (process.platform) {
    case 'linux':
      try {
        return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(dataDir); // Postgres works inside its data folder
      } catch {
        return false;
      }
    case 'win32':
      return outputOf('tasklist', ['/FI', `PID eq ${pid}`, '/FO', 'CSV', '/NH']).includes('postgres.exe');
    default:
      return outputOf('ps', ['-o', 'command=', '-p', String(pid)]).includes(dataDir);
  }
}

function outputOf(program: string, args: string[]): string {
  return spawnSync(program, args, { encoding: 'utf8', windowsHide: true }).stdout;
}

function pidFile(dataDir: string): string {
  return join(dataDir, 'postmaster.pid');
}
