import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Binaries } from './binaries.js';
import { canEnter, makeSharedFolder, type ServerAccount } from './server-account.js';
import { serverEnvironment } from './server-environment.js';
import { sweepTemporary, temporaryName, tryToRemove } from './temporary-names.js';

/** The name of the server's only role and of the application's database. */
export const applicationName = 'scorecard';

/** A database cluster on disk: one folder that holds the server's files and, beside them, ours. */
export interface Cluster {
  /** The folder that was asked for, or the one that stands in for it. */
  dir: string;
  /** The server's own folder, which belongs to its account. */
  dataDir: string;
  /** Says which process runs the server: see owner-claim.ts. */
  ownerDir: string;
  password: string;
}

export interface ClusterRequest {
  dir: string;
  account: ServerAccount | undefined;
  binaries: Binaries;
  durable: boolean;
}

/**
 * The cluster in the asked folder, made if there is none yet.
 * @throws Error, fit for a user, if the folder holds something that this installation cannot run
 */
export async function prepareCluster(request: ClusterRequest): Promise<Cluster> {
  const dir = reachableFolder(request.dir, request.account);
  if (!existsSync(join(dir, 'password'))) await makeCluster(dir, request);
  const dataDir = join(dir, 'data');
  const password = readOwnFile(join(dir, 'password'));
  requireSameMajor(dataDir, request.binaries);
  return { dir, dataDir, ownerDir: join(dir, 'owner'), password };
}

/** Below a folder that only root may enter the data moves to a shared one, the same one every time. */
function reachableFolder(asked: string, account: ServerAccount | undefined): string {
  mkdirSync(dirname(asked), { recursive: true });
  if (!account || canEnter(dirname(asked), account)) return asked;
  const name = createHash('sha256').update(asked).digest('hex').slice(0, 12);
  return join(makeSharedFolder(), `data-${name}`);
}

/**
 * Makes the whole cluster beside its place and renames it as one: a kill half-way, or a second first
 * start at the same moment, leaves no half-made cluster behind.
 */
async function makeCluster(dir: string, request: ClusterRequest): Promise<void> {
  sweepTemporary(dir);
  const temporary = temporaryName(dir);
  try {
    await fillCluster(temporary, request);
    putInPlace(temporary, dir);
  } finally {
    tryToRemove(temporary);
  }
}

async function fillCluster(dir: string, { account, binaries, durable }: ClusterRequest): Promise<void> {
  const dataDir = join(dir, 'data');
  const passwordForServer = join(dir, 'password-for-initdb');
  const password = randomBytes(24).toString('base64url');
  mkdirSync(dataDir, { recursive: true });
  chmodSync(dir, 0o711); // the server's account passes through, and sees nothing
  chmodSync(dataDir, 0o700);
  // Flushed, because a password lost in a power cut locks the data away.
  writeFileSync(join(dir, 'password'), password, { mode: 0o600, flush: true });
  writeFileSync(passwordForServer, password, { mode: 0o600 });
  if (account) {
    chownSync(dataDir, account.uid, account.gid);
    chownSync(passwordForServer, account.uid, account.gid);
  }
  await runInitdb(binaries.initdb, dataDir, passwordForServer, account, durable);
  rmSync(passwordForServer);
}

async function runInitdb(
  initdb: string,
  dataDir: string,
  passwordFile: string,
  account: ServerAccount | undefined,
  durable: boolean,
): Promise<void> {
  const args = ['-D', dataDir, '-U', applicationName, '--pwfile', passwordFile, '--auth=scram-sha-256'];
  // The built-in provider sorts alike on every system and after every upgrade of the C library.
  args.push('--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8');
  if (!durable) args.push('--no-sync');
  try {
    await promisify(execFile)(initdb, args, {
      ...account,
      cwd: dataDir,
      env: serverEnvironment(),
      windowsHide: true,
    });
  } catch (cause) {
    const { message, stderr } = cause as Error & { stderr?: string };
    throw new Error(`The database could not be set up in ${dataDir}: ${stderr?.trim() || message}`, {
      cause,
    });
  }
}

function putInPlace(temporary: string, dir: string): void {
  try {
    if (existsSync(dir)) rmdirSync(dir); // succeeds only for an empty one: nobody's files are at stake
    renameSync(temporary, dir);
  } catch (cause) {
    if (existsSync(join(dir, 'password'))) return; // another process was faster: its cluster is as good
    throw new Error(`The folder ${dir} cannot be used for the database: it contains other files.`, {
      cause,
    });
  }
}

function readOwnFile(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (cause) {
    throw new Error(
      `The database in ${dirname(file)} was created by another account. Start the program with that account, ` +
        'or set another data folder.',
      { cause },
    );
  }
}

function requireSameMajor(dataDir: string, { version }: Binaries): void {
  const made = readFileSync(join(dataDir, 'PG_VERSION'), 'utf8').trim();
  const packaged = version.split('.')[0];
  if (made === packaged) return;
  throw new Error(
    `The database in ${dataDir} was created by Postgres ${made}, but Postgres ${packaged} is installed. Export the ` +
      'data with the version of this program that created it, or set DATABASE_URL to your own Postgres.',
  );
}
