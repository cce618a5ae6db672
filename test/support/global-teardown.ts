import type { ChildProcess } from 'node:child_process';

/** Says what was left out; stops the server of global-setup.ts and waits until it has removed its files. */
export default async function globalTeardown(): Promise<void> {
  if (process.env.TEST_CHROMIUM === '') {
    console.warn(
      'The tests in a browser (test/browser) were skipped: there is no Chromium or Chrome in its usual places. ' +
        'Install one, or name one in CHROMIUM.',
    );
  }
  const { testServer } = globalThis as { testServer?: ChildProcess };
  if (!testServer || testServer.exitCode !== null) return;
  const ended = new Promise((resolve) => testServer.once('exit', resolve));
  testServer.stdin?.end();
  await ended;
}
