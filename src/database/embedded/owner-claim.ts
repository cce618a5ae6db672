import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isRunning, ownIdentity, type ProcessIdentity } from './process-identity.js';
import { sweepTemporary, temporaryName, tryToRemove } from './temporary-names.js';

/** What a process wants the server for: to keep it, or for the moment of one shell command. */
export type Purpose = 'serve' | 'command';

/** The process that may start and stop the server of a cluster. */
export interface Owner extends ProcessIdentity {
  purpose: Purpose;
  /** The server's pid, once it takes work; before that there is nothing to join. */
  postmaster?: number;
}

const recordName = 'owner.json';

/**
 * The right to run the server of one cluster, held by at most one process: a folder that appears in
 * one step with the owner's record in it, so that nobody ever sees a half-written claim. A claim
 * whose process has died counts for nothing.
 */
export class OwnerClaim {
  private constructor(
    private readonly dir: string,
    private readonly owner: Owner,
  ) {}

  /** Takes the claim if it is free; undefined if a live process holds it. */
  static take(dir: string, purpose: Purpose): OwnerClaim | undefined {
    const holder = readOwner(dir);
    if (holder && isRunning(holder)) return undefined;
    moveAway(dir);
    const owner: Owner = { ...ownIdentity(), purpose };
    if (!place(dir, owner)) return undefined;
    sweepTemporary(dir);
    return new OwnerClaim(dir, owner);
  }

  /** Tells the others that the server takes work now. */
  announce(postmaster: number): void {
    const file = join(this.dir, recordName);
    const temporary = temporaryName(file);
    writeRecord(temporary, { ...this.owner, postmaster });
    renameSync(temporary, file);
  }

  /** Gives the claim back. To be called once: afterwards it may already be another process's. */
  release(): void {
    const aside = temporaryName(this.dir);
    try {
      renameSync(this.dir, aside);
      tryToRemove(aside);
    } catch {
      tryToRemove(this.dir); // Windows does not rename a folder while somebody reads in it
    }
  }
}

/** The recorded owner, running or not; undefined if there is none, or an unreadable one after a power cut. */
export function readOwner(dir: string): Owner | undefined {
  try {
    return JSON.parse(readFileSync(join(dir, recordName), 'utf8')) as Owner;
  } catch {
    return undefined;
  }
}

/** Clears a dead owner's claim. Between our look and our move another process may have taken it: then it goes back. */
function moveAway(dir: string): void {
  const aside = temporaryName(dir);
  try {
    renameSync(dir, aside);
    const moved = readOwner(aside);
    if (moved && isRunning(moved)) renameSync(aside, dir);
    else tryToRemove(aside);
  } catch {
    // There was none, or another process moves it at this moment: place() decides who gets it.
  }
}

function place(dir: string, owner: Owner): boolean {
  const temporary = temporaryName(dir);
  mkdirSync(temporary);
  writeRecord(join(temporary, recordName), owner);
  try {
    renameSync(temporary, dir); // fails where a claim lies already, because that folder is not empty
    return true;
  } catch {
    tryToRemove(temporary);
    return false;
  }
}

function writeRecord(file: string, owner: Owner): void {
  writeFileSync(file, JSON.stringify(owner), { mode: 0o644 });
}
