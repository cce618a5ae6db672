import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Binaries } from './binaries.js';
import type { Cluster } from './cluster.js';
import { isReady, readPostmaster, waitUntilVacant } from './postmaster.js';
import type { ServerAccount } from './server-account.js';
import { serverEnvironment } from './server-environment.js';

export interface ServerRequest {
  cluster: Cluster;
  binaries: Binaries;
  account: ServerAccount | undefined;
  durable: boolean;
  log: (line: string) => void;
}

/** How long what is left of an earlier server may keep this one from starting. */
const vacancyMs = 30_000;

/**
 * Stands between us and Postgres where there is a shell. It holds a pipe from us; when we die in any
 * way, by SIGKILL too, the pipe closes and the shell asks Postgres for a fast shutdown (INT). TERM goes
 * before it, because a shell starts background programs with INT ignored: a Postgres that has only
 * just started would not hear it.
 */
const watchingShell = `
  exec 3<&0
  "$@" 3<&- & server=$!
  trap "" INT TERM HUP
  ( while read -r _ <&3; do :; done; kill -TERM $server; kill -INT $server ) & watcher=$!
  wait $server; code=$?
  kill -9 $watcher 2>/dev/null
  exit $code`;

/** What Postgres says when it cannot start now but may be able to a moment later. */
const passingTroubles = [
  /could not bind|could not create any TCP/, // somebody took the port since we found it free
  /lock file "postmaster.pid"/, // a server that a killed process was just starting
  /pre-existing shared memory block/, // the last sessions of a server that was killed
];

/** A Postgres server that this process started and that dies with it. */
export class Server {
  /** The exit code when it has ended; null if a signal ended it. */
  readonly exited: Promise<number | null>;

  private constructor(
    private readonly child: ChildProcess,
    private readonly request: ServerRequest,
    readonly port: number,
  ) {
    this.exited = new Promise((resolve) => {
      child.once('error', () => resolve(-1));
      child.once('exit', resolve);
    });
    child.stdin?.on('error', () => undefined); // it ended while we let go of the pipe: all the same
  }

  /**
   * Starts the server and waits until it takes connections. Only the cluster's owner may.
   * @throws Error with what Postgres said if it does not start
   */
  static async start(request: ServerRequest): Promise<Server> {
    const { cluster, binaries } = request;
    const deadline = Date.now() + vacancyMs;
    for (;;) {
      await waitUntilVacant(cluster.dataDir, deadline, (pid) =>
        tellToStop(pid, 'fast', cluster.dataDir, binaries),
      );
      const port = await freePort();
      const server = new Server(spawnPostgres(request, port), request, port);
      const said = await server.startup();
      if (said === 'ready') return server;
      if (!passingTroubles.some((trouble) => trouble.test(said)) || Date.now() > deadline) {
        throw new Error(`The database server did not start: ${said || 'it printed no message'}`);
      }
      await sleep(50);
    }
  }

  /** The pid of Postgres itself, which is not the one of the shell before it. */
  get pid(): number | undefined {
    return readPostmaster(this.request.cluster.dataDir)?.pid;
  }

  /** Ends all sessions, then the server. */
  async stopFast(): Promise<void> {
    if (process.platform === 'win32') this.tellToStop('fast');
    else this.child.stdin?.end(); // the watching shell does it, and it alone knows that the pid is still the server's
    await this.exited;
  }

  /** Asks the server to end after its last session; resolves as soon as it lets no new ones in. */
  async beginSmartStop(): Promise<void> {
    this.tellToStop('smart');
    while (!this.hasEnded() && isReady(readPostmaster(this.request.cluster.dataDir))) await sleep(5);
  }

  private tellToStop(mode: StopMode): void {
    const { cluster, binaries } = this.request;
    if (!this.hasEnded() && this.pid) tellToStop(this.pid, mode, cluster.dataDir, binaries);
  }

  private hasEnded(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  /** "ready", or what the server said before it gave up. */
  private startup(): Promise<string> {
    const said: string[] = [];
    return new Promise((resolve) => {
      let starting = true;
      if (this.child.stderr) {
        createInterface({ input: this.child.stderr }).on('line', (line) => {
          this.request.log(line);
          if (!starting) return;
          said.push(line);
          if (line.includes('is ready to accept connections')) settle('ready');
        });
      }
      const settle = (answer: string) => {
        starting = false;
        resolve(answer);
      };
      this.child.once('error', (error) => settle(error.message));
      this.child.once('close', () => settle(said.join('\n'))); // "close", not "exit": its last words count
    });
  }
}

type StopMode = 'fast' | 'smart';

function tellToStop(pid: number, mode: StopMode, dataDir: string, { pgCtl }: Binaries): void {
  if (process.platform === 'win32') {
    spawnSync(pgCtl, ['stop', '-D', dataDir, '-m', mode, '-W'], { stdio: 'ignore', windowsHide: true });
    return;
  }
  try {
    process.kill(pid, mode === 'fast' ? 'SIGINT' : 'SIGTERM');
  } catch {
    // It has just ended by itself.
  }
}

function spawnPostgres({ cluster, binaries, account, durable }: ServerRequest, port: number): ChildProcess {
  const settings = [
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=60',
  ];
  if (!durable) settings.push('fsync=off', 'synchronous_commit=off', 'full_page_writes=off');
  const args = ['-D', cluster.dataDir, ...settings.flatMap((setting) => ['-c', setting])];
  const env = serverEnvironment();
  const stdio: ['pipe', 'ignore', 'pipe'] = ['pipe', 'ignore', 'pipe'];
  if (process.platform === 'win32') {
    // Node kills its children when it dies there. A hidden console of its own keeps Ctrl-C from Postgres.
    return spawn(binaries.postgres, args, { env, stdio, cwd: cluster.dataDir, windowsHide: true });
  }
  // A session of its own, so that Ctrl-C in a terminal reaches us and not Postgres.
  const command = ['-c', watchingShell, 'sh', binaries.postgres, ...args];
  return spawn('/bin/sh', command, { ...account, env, stdio, cwd: '/', detached: true });
}

/** A port that was free a moment ago; the caller tries another if it no longer is. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
