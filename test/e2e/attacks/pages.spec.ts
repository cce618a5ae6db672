import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseHTML } from 'linkedom';
import type { Response } from 'supertest';
import { RefusedLog } from '../../../src/auth/refused-log.js';
import { fingerprint } from '../../support/api.js';
import {
  HOSTILE,
  type HostileRecords,
  leaveHostileRecords,
  MARK,
  signedIn,
} from '../../support/hostile-records.js';
import { NOBODY } from '../../support/operations.js';
import { registeredRoutes } from '../../support/routes.js';
import { startService, type TestService } from '../../support/service.js';

let service: TestService;
let hostile: HostileRecords;
/** The paths outside the API, as the router has them: also those that were added after this was written. */
let pages: string[];
let forms: string[];

beforeAll(async () => {
  service = await startService();
  hostile = await leaveHostileRecords(service);
  const routes = registeredRoutes(service).filter(({ path }) => !/^\/(api|health|metrics)(\/|$)/.test(path));
  pages = routes.filter(({ methods }) => methods.includes('GET')).map(({ path }) => path);
  forms = routes.filter(({ methods }) => methods.includes('POST')).map(({ path }) => path);
});
afterAll(() => service.stop());

/** An address of a route. @param given replaces what stands for a part of it */
function filled(path: string, given: Record<string, string> = {}): string {
  const known: Record<string, string> = {
    plan: 'csto-2023-belarus',
    from: 'csto-2023-belarus',
    to: 'csto-2024-kazakhstan',
    code: 'EXT-09',
    area: 'external',
    source: hostile.source,
    kind: 'not-found',
    id: path.startsWith('/tokens') ? hostile.tokenId : path.startsWith('/people') ? hostile.personId : NOBODY,
    ...given,
  };
  return path.replace(/:(\w+)/g, (_whole, name: string) => encodeURIComponent(known[name] ?? NOBODY));
}

const NAMES_IN_PATHS = /:(\w+)/g;

/** Names of parameters that pages take, or might. */
const PARAMETERS =
  'q lang asOf since knownAt cursor limit from to plan area status strength assessor organization scale actor outcome requestId return_to key error error_description state code kind source'.split(
    ' ',
  );

/** Every page with plausible parts; with each part hostile; and with each of its parameters hostile. */
function addresses(): string[] {
  const text = encodeURIComponent(HOSTILE);
  return pages.flatMap((path) => [
    filled(path),
    ...[...path.matchAll(NAMES_IN_PATHS)].map(([, name]) => filled(path, { [name!]: HOSTILE.slice(0, 250) })),
    ...PARAMETERS.map((name) => `${filled(path)}?${name}=${text}`),
    `${filled(path)}?${text}=${text}`,
  ]);
}

type Who = 'nobody' | 'an administrator';

function asked(address: string, who: Who, headers: Record<string, string> = {}): Promise<Response> {
  const request = service.as(undefined).get(address).set('Accept', 'text/html').set(headers);
  return who === 'nobody' ? request : request.set('Cookie', hostile.cookie);
}

const isPage = ({ headers }: Response): boolean => (headers['content-type'] ?? '').startsWith('text/html');

/** What of a page an attacker would have had a hand in, or would have it easier with. */
function weaknesses({ text, headers }: Response): string[] {
  const { document } = parseHTML(text);
  const found: string[] = [];
  const policy = headers['content-security-policy'] ?? '';
  for (const element of document.querySelectorAll('*')) {
    const tag = element.tagName.toLowerCase();
    if (tag.includes(MARK) || /^(iframe|frame|object|embed|base|applet|portal)$/.test(tag))
      found.push(`<${tag}>`);
    if (tag === 'img' && !(element.getAttribute('src') ?? '').startsWith('/')) found.push('<img>');
    if (tag === 'meta' && element.hasAttribute('http-equiv')) found.push('<meta http-equiv>');
    if (tag === 'script') {
      const isOurs = (element.getAttribute('src') ?? '').startsWith('/assets/');
      if (!isOurs || element.textContent !== '') found.push('<script>');
      if (!policy.includes("script-src 'self';")) found.push('a script without leave');
    }
    if (tag === 'style') {
      const hash = createHash('sha256').update(element.textContent).digest('base64');
      if (!policy.includes(`'sha256-${hash}'`)) found.push('a style that the policy does not name');
    }
    for (const { name, value } of element.attributes) {
      if (name.includes(MARK) || /^(on|style$|srcdoc$|formaction$)/i.test(name))
        found.push(`<${tag} ${name}>`);
      if (/^(href|src|action|xlink:href)$/i.test(name) && !isOwnOrWeb(value)) found.push(`${name}=${value}`);
    }
  }
  return found;
}

/** No address of another scheme, and none of this site that a browser reads as another host. */
function isOwnOrWeb(address: string): boolean {
  return /^(https?:\/\/|\/(?![/\\])|#|\?|data:,$)/.test(address) || address === '';
}

it('detects markup injection when there is some', () => {
  const text = `<p id="x" onclick="a()">a<script>b()</script><${MARK}><a href="javascript:c()">c</a><style>d</style>`;
  const answer = { text: `<html><body>${text}</body></html>`, headers: {} } as Response;
  expect(weaknesses(answer)).toEqual(
    expect.arrayContaining(['<p onclick>', '<script>', `<${MARK}>`, 'href=javascript:c()']),
  );
  expect(weaknesses(answer)).toContain('a style that the policy does not name');
});

describe('every page', () => {
  it.each<Who>(['nobody', 'an administrator'])(
    'shows %s hostile records and addresses as plain letters',
    async (who) => {
      let shown = 0;
      for (const address of addresses()) {
        const answer = await asked(address, who);
        expect([address, answer.status]).toEqual([address, expect.any(Number)]);
        expect([address, answer.status < 500]).toEqual([address, true]);
        const { headers } = answer;
        expect([address, headers]).toEqual([
          address,
          expect.objectContaining({
            'x-content-type-options': 'nosniff',
            'x-frame-options': 'DENY',
            'referrer-policy': expect.stringMatching(/^(same-origin|no-referrer)$/),
            'content-security-policy': expect.stringMatching(/^default-src 'none';.*frame-ancestors 'none'/),
          }),
        ]);
        expect([address, headers['content-security-policy']]).toEqual([
          address,
          expect.not.stringMatching(/unsafe|\*|https?:/),
        ]);
        expect([address, headers['set-cookie'] ?? []]).toEqual([
          address,
          expect.not.arrayContaining([expect.stringContaining(MARK)]),
        ]);
        if (!isPage(answer)) continue;
        expect([address, weaknesses(answer)]).toEqual([address, []]);
        if (answer.text.includes(MARK)) shown += 1;
      }
      // What was left is shown, or this would hold of empty pages.
      expect(shown).toBeGreaterThan(20);
    },
  );

  it('shows a hostile text in full', async () => {
    for (const address of ['/', '/tokens', '/people', '/audit', '/account', `/sources/${hostile.source}`]) {
      const { document } = parseHTML((await asked(address, 'an administrator')).text);
      expect([address, document.body.textContent]).toEqual([
        address,
        expect.stringContaining(`<${MARK} on${MARK}=`),
      ]);
    }
  });

  it('compresses pages for anonymous readers only', async () => {
    let compressed = 0;
    for (const address of pages.map((path) => filled(path))) {
      const anybody = await asked(address, 'nobody', { 'Accept-Encoding': 'gzip' });
      if (isPage(anybody) && anybody.status === 200) {
        expect([address, anybody.headers['content-encoding']]).toEqual([address, 'gzip']);
        compressed += 1;
      }
      const known = await asked(address, 'an administrator', { 'Accept-Encoding': 'gzip' });
      if (isPage(known)) expect([address, known.headers['content-encoding']]).toEqual([address, undefined]);
    }
    expect(compressed).toBeGreaterThan(5);
  });

  it('answers 304 to an unchanged page, and never across people', async () => {
    let kept = 0;
    for (const address of pages.map((path) => filled(path))) {
      const other = await asked(address, 'nobody');
      // What was refused to them stands in the audit, which is one of the pages.
      await service.app.get(RefusedLog).settled();
      const first = await asked(address, 'an administrator');
      const { etag, 'cache-control': caching, vary } = first.headers;
      if (first.status !== 200 || caching === 'no-store' || etag === undefined) continue;
      const again = await asked(address, 'an administrator', { 'If-None-Match': etag });
      expect([address, again.status, again.text.length]).toEqual([address, 304, 0]);
      if (!isPage(first)) continue;
      expect([address, other.headers.etag === etag]).toEqual([address, false]);
      expect([address, vary]).toEqual([address, expect.stringContaining('Cookie')]);
      expect([address, caching]).toEqual([address, expect.stringMatching(/^private/)]);
      kept += 1;
    }
    expect(kept).toBeGreaterThan(5);
  });

  it('keeps a language that it namesFault, and no other word, in the cookie for it', async () => {
    for (const path of ['/', '/sign-in', '/problems']) {
      const russian = await service.as(undefined).get(`${path}?lang=ru`).set('Accept', 'text/html');
      expect(String(russian.headers['set-cookie'])).toMatch(
        /^scorecard-language=ru; .*HttpOnly; SameSite=Lax$/,
      );
      for (const lang of ['de', 'ru;Path=/', '__proto__', HOSTILE]) {
        const answer = await asked(`${path}?lang=${encodeURIComponent(lang)}`, 'nobody');
        expect([path, lang, answer.headers['set-cookie']]).toEqual([path, lang, undefined]);
        const kept = await asked(path, 'nobody', {
          Cookie: `scorecard-language=${encodeURIComponent(lang)}`,
        });
        expect([lang, kept.headers['content-language']]).toEqual([lang, 'en']);
      }
    }
  });

  it('treats a blank parameter as absent on pages', async () => {
    await service
      .as(undefined)
      .get('/?organization=&asOf=&__proto__=')
      .set('Accept', 'text/html')
      .expect(200);
    await service.as(undefined).get('/api/v1/scorecards?asOf=').expect(400);
  });
});

describe('every form', () => {
  const send = (path: string, cookie: string | undefined, fields: object, headers: object = {}) => {
    const request = service
      .as(undefined)
      .post(filled(path))
      .set(headers as Record<string, string>);
    if (cookie !== undefined) void request.set('Cookie', cookie);
    return request.type('form').send(fields);
  };

  /** Signing out and choosing one's name are about one's own session, whatever the role. */
  const ofRoles = (): string[] => forms.filter((path) => !['/sign-out', '/account/name'].includes(path));

  it('refuses a form without a valid session proof or from another site', async () => {
    const { cookie, csrf } = hostile;
    const before = await everything();
    expect(forms.length).toBeGreaterThan(3);
    for (const path of forms) {
      for (const [fields, headers] of [
        [{}, {}],
        [{ _csrf: 'A'.repeat(43) }, {}],
        [{ _csrf: csrf }, { Origin: 'https://evil.example' }],
        [{ _csrf: csrf }, { Origin: 'null' }],
        [{ _csrf: csrf }, { 'Sec-Fetch-Site': 'cross-site' }],
        [{ _csrf: csrf }, { 'Sec-Fetch-Site': 'same-site' }],
      ] as const) {
        const answer = await send(path, cookie, fields, headers);
        expect([path, headers, answer.status, answer.body.type]).toEqual([
          path,
          headers,
          403,
          '/problems/cross-site',
        ]);
      }
    }
    expect(await everything()).toEqual(before);
  });

  it('refuses a form from anyone without the role', async () => {
    const reader = await signedIn(service, 'reader', 'a reader');
    const before = await everything();
    for (const path of ofRoles()) {
      const nobody = await send(path, undefined, {});
      expect([path, nobody.status]).toEqual([path, 401]);
      const known = await send(path, reader.cookie, { _csrf: reader.csrf });
      expect([path, known.status, known.body.type]).toEqual([path, 403, '/problems/not-allowed']);
    }
    expect(await everything()).toEqual(before);
  });

  it('changes nothing on GET', async () => {
    const before = await everything();
    for (const path of forms) {
      for (const fields of [`_csrf=${hostile.csrf}`, `_csrf=${hostile.csrf}&everywhere=yes&_method=POST`]) {
        const answer = await asked(`${filled(path)}?${fields}`, 'an administrator');
        expect([path, answer.status]).toEqual([path, pages.includes(path) ? expect.any(Number) : 405]);
      }
    }
    expect(await everything()).toEqual(before);
  });

  it.each([
    'https://evil.example/',
    '//evil.example/',
    '/\\evil.example',
    'javascript:alert(1)',
    '/./..//evil.example',
    '/tokens?\r\nx: y',
  ])('redirects only within this site: %j', async (target) => {
    for (const path of ofRoles()) {
      // Each has its own administrator: one of the forms signs people out.
      const { cookie, csrf, personId } = await signedIn(service, 'admin', `admin for ${path} ${target}`);
      const address = filled(path.replace(/^\/people\/:id/, `/people/${personId}`));
      const answer = await service
        .as(undefined)
        .post(address)
        .set('Cookie', cookie)
        .type('form')
        .send({ _csrf: csrf, return_to: target, returnTo: target, next: target });
      const { location } = answer.headers;
      const landed = location === undefined ? 'here' : new URL(location, 'http://here.example').origin;
      expect([path, location, landed]).toEqual([
        path,
        location,
        expect.stringMatching(/^(here|http:\/\/here\.example)$/),
      ]);
    }
  });
});

/** What forms can change: records, tokens and who is signed in. */
async function everything(): Promise<unknown> {
  const [access] = await service.database.source.query(
    `SELECT (SELECT json_agg(t ORDER BY id) FROM (SELECT id, name, role, revoked_at FROM api_token) t) AS tokens,
            (SELECT count(*) FROM session) AS sessions, (SELECT count(*) FROM objective_link) AS links`,
  );
  return [await fingerprint(service), access];
}
