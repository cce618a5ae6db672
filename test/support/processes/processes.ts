import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from '../../../src/database/embedded/process-identity.js';

interface Entry {
  pid: number;
  parent: number;
}

/** A process and everything that it and its children have started, as the process table shows it now. */
export function familyOf(pid: number): number[] {
  const table = processTable();
  const family = [pid];
  for (const member of family) {
    family.push(...table.filter(({ parent }) => parent === member).map((entry) => entry.pid));
  }
  return family;
}

/** The server that runs the embedded database in this folder, with its own children; none when it is stopped. */
export function databaseProcesses(dataDir: string): number[] {
  try {
    const [pid] = readFileSync(join(dataDir, 'data/postmaster.pid'), 'utf8').split('\n');
    return familyOf(Number(pid)).filter(isAlive);
  } catch {
    return [];
  }
}

/** Of these processes, the ones that still run. */
export function stillRunning(pids: readonly number[]): number[] {
  return pids.filter(isAlive);
}

function processTable(): Entry[] {
  if (process.platform !== 'linux') {
    const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' });
    return stdout.trim().split('\n').map(entryOf);
  }
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      const parent = parentOf(pid);
      return parent === undefined ? [] : [{ pid: Number(pid), parent }];
    });
}

function entryOf(line: string): Entry {
  const [pid, parent] = line.trim().split(/\s+/).map(Number);
  return { pid: pid ?? 0, parent: parent ?? 0 };
}

function parentOf(pid: string): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return undefined; // it has just ended
  }
}
