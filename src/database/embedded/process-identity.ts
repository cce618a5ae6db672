import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** A process that another process can recognise later: a pid alone may have passed to a stranger. */
export interface ProcessIdentity {
  pid: number;
  /** When it started, in the kernel's own unit; absent where the system does not tell cheaply. */
  startedAt?: string;
}

/** Who this process is, to be left in a file for others. */
export function ownIdentity(): ProcessIdentity {
  return identityOf(process.pid);
}

/** Who the process with this pid is now. */
export function identityOf(pid: number): ProcessIdentity {
  return { pid, startedAt: linuxStat(pid)?.startedAt };
}

/** The parent of a process and the name of its program; undefined where the system does not tell, or it has gone. */
export function lineageOf(pid: number): { parent: number; name: string } | undefined {
  if (process.platform === 'linux') return linuxStat(pid);
  if (process.platform === 'win32') return undefined;
  const { stdout } = spawnSync('ps', ['-o', 'ppid=,comm=', '-p', String(pid)], { encoding: 'utf8' });
  const [, parent, name] = /^\s*(\d+)\s+(.+?)\s*$/.exec(stdout) ?? [];
  return parent === undefined || name === undefined ? undefined : { parent: Number(parent), name };
}

/** Whether the very process that left this identity still runs. */
export function isRunning(identity: ProcessIdentity): boolean {
  if (!isAlive(identity.pid)) return false;
  const startedNow = linuxStat(identity.pid)?.startedAt;
  return !identity.startedAt || !startedNow || identity.startedAt === startedNow;
}

/** Whether some process has this pid and still does anything (a zombie does not). */
export function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it runs, under an account that we may not signal.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return linuxStat(pid)?.state !== 'Z';
}

interface LinuxStat {
  name: string;
  state?: string;
  parent: number;
  startedAt?: string;
}

/** From /proc; undefined on other systems and for processes that have gone. */
function linuxStat(pid: number): LinuxStat | undefined {
  if (process.platform !== 'linux') return undefined;
  try {
    const line = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field, the program's name in parentheses, may itself hold spaces and parentheses.
    const end = line.lastIndexOf(')');
    const fields = line.slice(end + 2).split(' ');
    const name = line.slice(line.indexOf('(') + 1, end);
    return { name, state: fields[0], parent: Number(fields[1]), startedAt: fields[19] };
  } catch {
    return undefined;
  }
}
