import type { ChildProcess } from 'node:child_process';

/** Stops the server of global-setup.ts and waits until it has removed its files. */
export default async function globalTeardown(): Promise<void> {
  const { testServer } = globalThis as { testServer?: ChildProcess };
  if (!testServer || testServer.exitCode !== null) return;
  const ended = new Promise((resolve) => testServer.once('exit', resolve));
  testServer.stdin?.end();
  await ended;
}
