import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** What a server under measurement is told when it starts. */
export interface ServerConfig {
  databaseUrl: string;
  poolSize: number;
  logLevel: 'info';
}

/** A server under measurement, in a process of its own. */
export interface MeasuredServer {
  port: number;
  stop(): Promise<void>;
}

/**
 * Starts `script` of this folder and waits until it listens.
 * @param logFile file descriptor that takes its log
 * @param profileDir where V8 writes the CPU profile of the process when it ends, if anywhere
 */
export async function startServer(
  script: 'service.js' | 'floor.js',
  config: ServerConfig,
  logFile: number,
  profileDir?: string,
): Promise<MeasuredServer> {
  const child = fork(fileURLToPath(new URL(script, import.meta.url)), [JSON.stringify(config)], {
    execArgv: profileDir === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profileDir}`],
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'ignore', logFile, 'ipc'],
  });
  return { port: await portOf(child, script), stop: () => stop(child) };
}

async function portOf(child: ChildProcess, script: string): Promise<number> {
  const ended = once(child, 'exit').then(() => {
    throw new Error(`${script} ended before it listened; its log tells why (--log FILE)`);
  });
  const [message] = (await Promise.race([once(child, 'message'), ended])) as [{ port: number }];
  ended.catch(() => undefined);
  return message.port;
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.disconnect();
  await ended;
}

/** The other side, in the child: starts the server, tells its port, and ends with the process that asked for it. */
export async function serveAsChild(listen: (config: ServerConfig) => Promise<number>): Promise<void> {
  process.once('disconnect', () => process.exit(0));
  process.on('SIGINT', () => undefined); // Ctrl-C reaches the whole group; the parent ends us
  const port = await listen(JSON.parse(process.argv[2] ?? '{}') as ServerConfig);
  process.send?.({ port });
}
