import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { describe, expect } from '@jest/globals';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core';
import { cookiesFor } from '../../../src/auth/cookies.js';
import { SessionsService } from '../../../src/auth/sessions.service.js';
import { Settings } from '../../../src/config/settings.js';
import { Transactions } from '../../../src/database/transactions.js';
import type { Role } from '../../../src/core/roles.js';
import { isLong } from '../part.js';
import { startService, type StartOptions, type TestService } from '../service.js';

/** Only ends what hangs: on a busy machine a page takes many times as long. */
const PATIENCE_MS = 120_000;

const executablePath = process.env.TEST_CHROMIUM;

/** Tests that need a real browser. Without one they are skipped, and the run says so at its end. */
export const describeInBrowser: typeof describe.skip = executablePath ? describe : describe.skip;

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** WCAG 2.2, A and AA, with the rules of the versions before it; and what axe itself holds to be good practice. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

interface AxeResult {
  violations: { id: string; help: string; nodes: { html: string; failureSummary?: string }[] }[];
}

/** The service with a real browser in front of it. */
export interface Site {
  service: TestService;
  /** Where the service listens, such as `http://127.0.0.1:41234`. */
  base: string;
  /** Somebody new with a browser of their own; with a role, they are signed in. */
  visitor(who?: { role?: Role; name?: string } & BrowserContextOptions): Promise<Visitor>;
  stop(): Promise<void>;
}

/** Somebody with a browser. What goes wrong in it is noted: see `complaints`. */
export interface Visitor {
  page: Page;
  context: BrowserContext;
  /** Goes to a path of the site. @returns the status of the answer */
  visit(this: void, path: string): Promise<number>;
  /**
   * What the browser complained of so far: errors of scripts and of the console, what the CSP kept from running, requests
   * that failed or went to another host. Must be empty. A page that was asked for and refused is not a complaint.
   */
  complaints: string[];
  /** What axe finds wrong with the page as it is now, readable. Must be empty. */
  violations(this: void): Promise<string[]>;
}

/** Starts the service and a browser. */
export async function startSite(options: StartOptions = {}): Promise<Site> {
  const service = await startService(options);
  const base = (await service.app.getUrl()).replace('[::1]', '127.0.0.1');
  const browser = await launch();
  let people = 0;
  return {
    service,
    base,
    visitor: async ({ role, name, ...settings } = {}) => {
      const context = await browser.newContext({ baseURL: base, locale: 'en-GB', ...settings });
      context.setDefaultTimeout(PATIENCE_MS);
      if (role !== undefined) {
        const secret = await sessionOf(service, role, name ?? `${role} ${(people += 1)}`);
        const { session } = cookiesFor(new Settings());
        await context.addCookies([
          { name: session, value: secret, url: base, httpOnly: true, sameSite: 'Lax' },
        ]);
      }
      return watched(await context.newPage(), context, base);
    },
    stop: async () => {
      await browser.close();
      await service.stop();
    },
  };
}

function launch(): Promise<Browser> {
  const isRoot = process.getuid?.() === 0;
  // In containers /dev/shm is small.
  return chromium.launch({
    executablePath,
    timeout: PATIENCE_MS,
    args: ['--disable-dev-shm-usage', ...(isRoot ? ['--no-sandbox'] : [])],
  });
}

async function sessionOf(service: TestService, role: Role, name: string): Promise<string> {
  const person = { issuer: 'https://people.invalid', subject: name, name, role };
  return service.app.get(Transactions).run((tx) => service.app.get(SessionsService).open(tx, person));
}

function watched(page: Page, context: BrowserContext, base: string): Visitor {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(`script: ${error.message}`));
  page.on('console', (message) => {
    const isRefusedPage = /the server responded with a status of 4\d\d/.test(message.text());
    if (/error|warning/.test(message.type()) && !isRefusedPage) complaints.push(`console: ${message.text()}`);
  });
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(base) && !url.startsWith('data:') && !url.startsWith('blob:'))
      complaints.push(`foreign request: ${url}`);
  });
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? '';
    // What a page or a script of it gave up by itself.
    if (reason !== 'net::ERR_ABORTED') complaints.push(`failed: ${request.url()} ${reason}`);
  });
  return {
    page,
    context,
    complaints,
    visit: async (path) => (await page.goto(path))?.status() ?? 0,
    violations: async () => {
      // By the debugger's way: the page's own policy lets no such script in.
      await page.evaluate(AXE);
      const result = await page.evaluate<AxeResult>(
        `axe.run(document, { runOnly: ${JSON.stringify(RULES)} })`,
      );
      return result.violations.flatMap(({ id, help, nodes }) =>
        nodes.map(({ html, failureSummary }) => `${id}: ${help}\n${html}\n${failureSummary ?? ''}`),
      );
    },
  };
}

/** How often each page has been looked at. */
const looks = new Map<string, number>();

/**
 * Whether axe, which takes longer than all else, is to look at a page this time: in the short form at every second look, the
 * first ones of half of the pages and the second ones of the others, so that each page is checked and each look has its pages.
 */
function isForAxe(path: string): boolean {
  const look = looks.get(path) ?? 0;
  looks.set(path, look + 1);
  return isLong || look % 2 === path.length % 2;
}

/** A page as everybody may expect one: found, accessible, without complaints, and no wider than the screen. */
export async function expectGoodPage(visitor: Visitor, path: string): Promise<void> {
  expect([path, await visitor.visit(path)]).toEqual([path, 200]);
  if (isForAxe(path)) expect([path, await visitor.violations()]).toEqual([path, []]);
  expect([path, await widthBeyondScreen(visitor.page)]).toEqual([path, 0]);
  expect([path, visitor.complaints]).toEqual([path, []]);
}

/** By how many pixels a page is wider than its window. */
export function widthBeyondScreen(page: Page): Promise<number> {
  return page.evaluate('Math.max(0, document.documentElement.scrollWidth - window.innerWidth)');
}
