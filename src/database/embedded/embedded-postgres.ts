import { setTimeout as sleep } from 'node:timers/promises';
import { findBinaries } from './binaries.js';
import { applicationName, prepareCluster, type Cluster } from './cluster.js';
import { EmbeddedPostgresInUse } from './embedded-postgres-in-use.js';
import { enterAsGuest, ensureDatabase, lockOutGuests } from './guests.js';
import { OwnerClaim, readOwner, type Owner, type Purpose } from './owner-claim.js';
import { isReady, readPostmaster } from './postmaster.js';
import { serverAccount } from './server-account.js';
import { Server, type ServerRequest } from './server.js';

export { EmbeddedPostgresInUse } from './embedded-postgres-in-use.js';

/** A running Postgres that needs no installation. */
export interface EmbeddedPostgres {
  /** postgres://… of the application's database. */
  url: string;
  /** Where the data really lies: not always where it was asked for, see {@link EmbeddedOptions.dataDir}. */
  dataDir: string;
  /** Whether this process started the server; otherwise it joined one that another process runs. */
  owned: boolean;
  /** Resolves when an owned server ends, for whatever reason; never for a joined one. */
  exited: Promise<number | null>;
  /** Leaves the server, and stops it if it is owned. May be called more than once. */
  close(): Promise<void>;
}

export interface EmbeddedOptions {
  /** Absolute. Data below a folder that only root may enter is kept in /var/lib instead. */
  dataDir: string;
  /** 'serve' keeps the server for itself; a 'command' shares it, and starts one only if none runs. */
  purpose: Purpose;
  /** Whether a commit survives a power cut. False only for data that is thrown away. Default true. */
  durable?: boolean;
  /** Gets what the database server says, line by line. */
  log?: (line: string) => void;
  /** How long to wait for another process to let go of the database. Default 30 000. */
  waitMs?: number;
}

/** How long sessions that no guest holds may delay the end of a command. */
const stragglerGraceMs = 5_000;

/**
 * Starts the embedded Postgres of a folder, or joins it: see {@link EmbeddedOptions.purpose}. Makes
 * the database on the first start.
 * @throws EmbeddedPostgresInUse if another process keeps the database to itself
 * @throws Error, with a message fit for a user, if there is no Postgres for this system, or if the
 *   folder holds data that it cannot read
 */
export async function openEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const { dataDir: dir, purpose, durable = true, log = () => undefined, waitMs = 30_000 } = options;
  const account = serverAccount();
  const binaries = findBinaries(account);
  const cluster = await prepareCluster({ dir, account, binaries, durable });
  const deadline = Date.now() + waitMs;
  for (;;) {
    const claim = OwnerClaim.take(cluster.ownerDir, purpose);
    if (claim) return start({ cluster, binaries, account, durable, log }, claim, purpose);
    const owner = readOwner(cluster.ownerDir);
    if (owner) {
      const joined = purpose === 'command' ? await join(cluster, owner) : undefined;
      if (joined) return joined;
      const hopeless = purpose === 'serve' && owner.purpose === 'serve';
      if (hopeless || Date.now() > deadline)
        throw new EmbeddedPostgresInUse(cluster.dir, owner.pid, owner.purpose);
    }
    await sleep(20);
  }
}

async function start(request: ServerRequest, claim: OwnerClaim, purpose: Purpose): Promise<EmbeddedPostgres> {
  const { cluster } = request;
  let server: Server | undefined;
  try {
    server = await Server.start(request);
    await ensureDatabase(urlOf(cluster, server.port, 'postgres'));
    if (server.pid) claim.announce(server.pid);
  } catch (error) {
    await server?.stopFast();
    claim.release();
    throw error;
  }
  const { port, exited } = server;
  const stop = purpose === 'command' ? stopAfterGuests : stopNow;
  const close = once(() => stop(server, claim, urlOf(cluster, port, 'postgres')));
  return { url: urlOf(cluster, port, applicationName), dataDir: cluster.dir, owned: true, exited, close };
}

/** Joins the server that this owner runs; undefined if it cannot be joined at this moment. */
async function join(cluster: Cluster, owner: Owner): Promise<EmbeddedPostgres | undefined> {
  const running = () => {
    const postmaster = readPostmaster(cluster.dataDir);
    return isReady(postmaster) && postmaster.pid === owner.postmaster ? postmaster : undefined;
  };
  const found = running();
  if (!found) return undefined;
  const seat = await enterAsGuest(
    urlOf(cluster, found.port, 'postgres'),
    () => running()?.port === found.port,
  );
  if (!seat) return undefined;
  return {
    url: urlOf(cluster, found.port, applicationName),
    dataDir: cluster.dir,
    owned: false,
    exited: new Promise(() => undefined),
    close: once(() => seat.release()),
  };
}

/*
 * In both ways of stopping the claim goes first: anyone who takes it next waits for the server's end,
 * where it would otherwise be told that the database is in use.
 */

async function stopNow(server: Server, claim: OwnerClaim): Promise<void> {
  claim.release();
  await server.stopFast();
}

/** Stops the server when the commands that joined it have finished. */
async function stopAfterGuests(server: Server, claim: OwnerClaim, maintenanceUrl: string): Promise<void> {
  const lock = await lockOutGuests(maintenanceUrl);
  claim.release();
  await server.beginSmartStop();
  await lock?.release();
  // A session that is nobody's guest, such as a forgotten pool of our own, must not hold us for ever.
  await Promise.race([server.exited, sleep(stragglerGraceMs, undefined, { ref: false })]);
  await server.stopFast();
}

function urlOf(cluster: Cluster, port: number, database: string): string {
  return `postgres://${applicationName}:${cluster.password}@127.0.0.1:${port}/${database}`;
}

function once(action: () => Promise<void>): () => Promise<void> {
  let result: Promise<void> | undefined;
  return () => (result ??= action());
}
