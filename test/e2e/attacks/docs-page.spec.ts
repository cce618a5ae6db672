import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ensureBuilt } from '../../support/processes/built-program.js';
import { got } from '../../support/exact-request.js';
import { addressOf, type RunningProgram, scorecard } from '../../support/processes/scorecard-program.js';
import { createDatabase, type TestDatabase } from '../../support/database.js';

let database: TestDatabase;
let running: RunningProgram;
let port: string;

beforeAll(async () => {
  await ensureBuilt();
  database = await createDatabase();
  running = scorecard(['serve', '--no-seed'], { env: { DATABASE_URL: database.url, PORT: '0' } });
  ({ port } = new URL(await addressOf(running)));
});
afterAll(async () => {
  running.signal('SIGTERM');
  await running.ended;
  await database.drop();
});

describe('the page that shows the API', () => {
  it("runs the documentation page's own scripts and no others", async () => {
    const page = await got({ port, path: '/api/docs' });
    expect([page.status, page.headers['content-type']]).toEqual([200, expect.stringContaining('text/html')]);
    const policy = String(page.headers['content-security-policy']);
    expect(policy).toMatch(/^default-src 'none';/);
    expect(policy).toContain("script-src 'self';");
    for (const closed of ['base-uri', 'frame-ancestors']) expect(policy).toContain(`${closed} 'none'`);
    expect(policy).not.toMatch(/https?:|\*|unsafe-(inline|eval)/);
    // Its scripts are files of this site: none stands in the page, where the policy would not let it run.
    const scripts = page.text.match(/<script[^>]*>[^<]*/g) ?? [];
    expect(scripts.length).toBeGreaterThan(0);
    for (const script of scripts) {
      const source = /^<script src="([^":]+)">\s*$/.exec(script)?.[1];
      expect([script, source]).toEqual([script, expect.any(String)]);
      const { pathname, host } = new URL(source!, 'http://here.invalid/api/docs');
      expect([host, (await got({ port, path: pathname })).status]).toEqual(['here.invalid', 200]);
    }
    const document = await got({ port, path: '/api/openapi.json' });
    expect(document.headers['content-security-policy']).toMatch(/^default-src 'none';/);
  });

  it.each([
    '../../package.json',
    '..%2f..%2fpackage.json',
    '%2e%2e/%2e%2e/package.json',
    '..%5cpackage.json',
    '%00',
  ])('serves only its own documentation files: %s', async (climb) => {
    const answer = await got({ port, path: `/api/docs/${climb}` });
    expect([answer.status >= 400, answer.text.includes('"version"')]).toEqual([true, false]);
  });
});
