/*
 * Makes the pictures of the README from the real pages: starts the built service on a database of its own, looks at its pages
 * with Chromium (CHROMIUM names another one than `chromium`), and stops it again.
 *
 *   npm run screenshots
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const here = dirname(fileURLToPath(import.meta.url));
const program = join(here, '../../bin/scorecard.mjs');
const PLAN = '/plans/csto-2023-belarus';

const browserPath =
  process.env.CHROMIUM ??
  (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap((folder) => ['chromium', 'google-chrome'].map((name) => join(folder, name)))
    .find((path) => existsSync(path));
if (browserPath === undefined) throw new Error('There is no Chromium in PATH; name one in CHROMIUM');

const data = mkdtempSync(join(tmpdir(), 'scorecard-screenshots-'));
const service = spawn(process.execPath, [program, 'serve'], {
  env: { ...process.env, DATA_DIR: join(data, 'postgres'), PORT: '0', LOG_LEVEL: 'silent' },
  stdio: ['ignore', 'pipe', 'inherit'],
});

try {
  const { base, door } = await addresses();
  const browser = await chromium.launch({
    executablePath: browserPath,
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  const shoot = async (
    name,
    path,
    { width = 1100, height = 800, signedIn = false, prepare, ...settings } = {},
  ) => {
    const context = await browser.newContext({ viewport: { width, height }, locale: 'en-GB', ...settings });
    const page = await context.newPage();
    if (signedIn) await page.goto(await freshDoor());
    await page.goto(base + path);
    await prepare?.(page);
    await page.screenshot({ path: join(here, `${name}.png`) });
    await context.close();
    process.stdout.write(`${name}.png\n`);
  };
  let opened = false;
  /** The address that signs in works once; the shell makes another one. */
  const freshDoor = async () => {
    if (!opened) {
      opened = true;
      return door;
    }
    const child = spawn(process.execPath, [program, 'sign-in'], {
      env: { ...process.env, DATA_DIR: join(data, 'postgres'), LOG_LEVEL: 'silent' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    for await (const line of createInterface({ input: child.stdout })) {
      const key = /\/sign-in\/local\?key=\S+/.exec(line)?.[0];
      if (key) return base + key;
    }
    throw new Error('scorecard sign-in printed no address');
  };

  await shoot('scorecard', `${PLAN}?asOf=2023-12-31`, { height: 980 });
  await shoot('phone', `${PLAN}?asOf=2023-12-31&lang=ru`, { width: 360, height: 760, colorScheme: 'dark' });
  await shoot('status', `${PLAN}/objectives/EXT-09/rating`, {
    height: 900,
    signedIn: true,
    prepare: async (page) => {
      // By the names of the fields, which stay when their labels change.
      await page.locator('[name="/status"][value="implemented"]').check();
      await page
        .locator('[name="/rationale"]')
        .fill('Contacts with the OSCE were resumed at the level of experts.');
      await page.locator('button[value="preview"]').click();
      await page.getByText('33 of 34').first().waitFor();
      await page
        .locator('[data-live] .note')
        .last()
        .evaluate((box) => box.scrollIntoView({ block: 'end' }));
    },
  });
  await shoot('comparison', '/compare/csto-2023-belarus/csto-2024-kazakhstan', {
    height: 900,
    prepare: (page) =>
      page
        .getByRole('heading', { name: 'Where the objectives went' })
        .evaluate((heading) => heading.scrollIntoView()),
  });
  await browser.close();
} finally {
  service.kill('SIGTERM');
  if (service.exitCode === null) await once(service, 'exit');
  rmSync(data, { recursive: true, force: true });
}

/** Where the service listens, and the address that signs in once: it prints both. */
async function addresses() {
  let door;
  for await (const line of createInterface({ input: service.stdout })) {
    door = /https?:\/\/\S+\/sign-in\/local\?key=\S+/.exec(line)?.[0] ?? door;
    if (line.includes('Ctrl-C stops') && door !== undefined) return { base: new URL(door).origin, door };
  }
  throw new Error('The service did not start');
}
