import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Response } from 'supertest';
import { SessionsService } from '../../../src/auth/sessions.service.js';
import { Transactions } from '../../../src/database/transactions.js';
import { BELARUS, etagOf, type Json } from '../../support/api.js';
import { got } from '../../support/exact-request.js';
import { startService, type TestService } from '../../support/service.js';

const SCRIPT = `"><script>alert(1)</script><img src=x onerror='alert(2)'>{{7*7}}\${7*7}</title></style>`;
const COOKIE = 'scorecard-session';

let service: TestService;

beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

/** A browser that shows this answer by itself runs nothing of it. */
function runsNothing({ headers }: Response): void {
  expect(headers['x-content-type-options']).toBe('nosniff');
  expect(headers['content-security-policy']).toMatch(/^default-src 'none';/);
  expect(headers['content-security-policy']).not.toMatch(/script-src|unsafe/);
  expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
}

/** The cookie of somebody signed in under this name. */
async function signedIn(name: string, subject = name): Promise<string> {
  const person = { issuer: 'https://idp.example', subject, name, role: 'analyst' as const };
  const sessions = service.app.get(SessionsService);
  const secret = await service.app.get(Transactions).run((tx) => sessions.open(tx, person));
  return `${COOKIE}=${secret}`;
}

const person = () => service.as(undefined);
const whoIs = async (cookie: string): Promise<Json> =>
  (await person().get('/api/v1/session').set('Cookie', cookie).expect(200)).body;

describe('a script that somebody leaves in a text', () => {
  it('returns a script in a text as a JSON string and never as markup', async () => {
    const source = {
      slug: 'scripted',
      title: SCRIPT,
      authors: [SCRIPT],
      publisher: SCRIPT,
      rights: SCRIPT,
      note: SCRIPT,
      url: `https://example.org/${encodeURIComponent(SCRIPT)}`,
    };
    await service.http().post('/api/v1/sources').send(source).expect(201);
    const passage = { exact: SCRIPT, summary: SCRIPT, prefix: SCRIPT };
    const made = await service.http().post('/api/v1/sources/scripted/passages').send(passage).expect(201);
    for (const path of [
      '/api/v1/sources/scripted',
      '/api/v1/sources',
      '/api/v1/sources/scripted/passages',
      `/api/v1/passages/${made.body.id}`,
      '/api/v1/search?q=alert',
    ]) {
      for (const accept of ['text/html', '*/*', 'application/xhtml+xml;q=0.9']) {
        const answer = await service.http().get(path).set('Accept', accept).expect(200);
        expect([path, accept, answer.headers['content-type']]).toEqual([
          path,
          accept,
          expect.stringMatching(/^application\/([\w.]+\+)?json/),
        ]);
        runsNothing(answer);
        expect(() => JSON.parse(answer.text)).not.toThrow();
      }
    }
  });

  it('marks search matches without interpreting a script as markup', async () => {
    const { body } = await service.http().get('/api/v1/search?kind=passage&q=alert').expect(200);
    const hit = body.items[0];
    expect(JSON.stringify(hit)).not.toMatch(/<(mark|b|em|strong)>/);
    const pieces: Json[] = Object.values(hit).flatMap((value) => (Array.isArray(value) ? value : []));
    expect(JSON.stringify(pieces)).toContain('<script>');
  });

  it("shows a source's text as plain text and strips scripts from a loaded page", async () => {
    const put = (bytes: string, type: string, etag: string) =>
      service.http().put('/api/v1/sources/scripted/text').set('If-Match', etag).type(type).send(bytes);
    const etag = await etagOf(service, '/api/v1/sources/scripted');
    await put(`${SCRIPT} and more words.`, 'text/plain; charset=utf-8', etag).expect(200);
    const answer = await service.http().get('/api/v1/sources/scripted/text').set('Accept', 'text/html');
    expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8');
    runsNothing(answer);
  });

  it.each([
    'javascript:alert(1)',
    'data:text/html,x',
    ' https://a.example',
    'https:///x',
    '//a.example',
    'vbscript:x',
  ])('refuses a script as the address of a source: %s', async (url) => {
    const answer = await service.http().post('/api/v1/sources').send({ slug: 'linked', title: 'x', url });
    expect([answer.status, answer.body.errors[0].pointer]).toEqual([422, '/url']);
  });
});

describe('a script in a request', () => {
  it.each([
    `/api/v1/plans/${encodeURIComponent(SCRIPT)}`,
    `/api/v1/plans?q=${encodeURIComponent(SCRIPT)}&${encodeURIComponent(SCRIPT)}=1`,
    `/api/v1/plans?cursor=${encodeURIComponent(SCRIPT)}`,
    `${BELARUS}/objectives?status=${encodeURIComponent(SCRIPT)}`,
    '/api/v1/plans/%3Cscript%3E%zz',
  ])('never reflects a script from a request as markup: %.60s', async (path) => {
    const answer = await service.http().get(path).set('Accept', 'text/html').set('X-Request-Id', SCRIPT);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(answer.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    runsNothing(answer);
    expect(() => JSON.parse(answer.text)).not.toThrow();
  });

  it.each([
    `/${encodeURIComponent(SCRIPT)}`,
    `/plans/${encodeURIComponent(SCRIPT)}`,
    `/sources/x?${encodeURIComponent(SCRIPT)}=1`,
  ])('escapes a script on the page that explains the mistake: %.60s', async (path) => {
    const answer = await person().get(path).set('Accept', 'text/html').set('X-Request-Id', SCRIPT);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(answer.text).not.toMatch(/<script|<img/);
    runsNothing(answer);
  });

  it('keeps a script out of the sign-in pages', async () => {
    for (const path of [
      `/sign-in?return_to=${encodeURIComponent(SCRIPT)}`,
      `/sign-in/local?key=${encodeURIComponent(SCRIPT)}`,
      `/sign-in/callback?error=${encodeURIComponent(SCRIPT)}&error_description=${encodeURIComponent(SCRIPT)}`,
    ]) {
      const answer = await person().get(path);
      expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
      expect(answer.text).not.toMatch(/alert\(|onerror|7\*7/);
      runsNothing(answer);
    }
  });
});

describe('somebody who calls themselves something', () => {
  it("escapes a person's name on their own page", async () => {
    const cookie = await signedIn(SCRIPT);
    const page = await person().get('/account').set('Cookie', cookie).expect(200);
    expect(page.text).toContain('&lt;script>alert(1)');
    expect(page.text).not.toMatch(/<script|<img/);
    expect(page.headers['cache-control']).toBe('no-store');
    runsNothing(page);
  });

  it.each([
    'token:nightly import',
    'TOKEN:nightly import',
    'ｔｏｋｅｎ：nightly import',
    'shell:root',
    'database:postgres',
    'anonymous',
    'seed',
    'local editor',
    'account 01234567 (Anna)',
  ])('refuses to write under the name of a program or the service: %s', async (name) => {
    const { name: shown } = await whoIs(await signedIn(name));
    expect(shown).toMatch(/^account [0-9a-f]{8} \(/);
    expect(shown).toContain(name);
  });

  it("never lets one person write under another's name", async () => {
    const anna = await signedIn('Anna Smirnova', 'anna');
    const impostor = await signedIn('Anna Smirnova', 'mallory');
    expect((await whoIs(anna)).name).toBe('Anna Smirnova');
    expect((await whoIs(impostor)).name).toMatch(/^account [0-9a-f]{8} \(Anna Smirnova\)$/);
    expect((await whoIs(await signedIn('Anna Smirnova', 'anna'))).name).toBe('Anna Smirnova');
  });
});

describe('another site', () => {
  it('refuses a sign-out form from another site', async () => {
    const forged = await person()
      .post('/sign-out')
      .set('Origin', 'https://evil.example')
      .type('form')
      .send('');
    expect(forged.headers['set-cookie']).toBeUndefined();
    expect(forged.headers['clear-site-data']).toBeUndefined();
    const cookie = await signedIn('Boris');
    const withCookie = person().post('/sign-out').set('Cookie', cookie).set('Origin', 'https://evil.example');
    expect((await withCookie.type('form').send('')).status).toBe(403);
    const { csrf } = await whoIs(cookie);
    const own = await person().post('/sign-out').set('Cookie', cookie).type('form').send({ _csrf: csrf });
    expect([own.status, String(own.headers['set-cookie'])]).toEqual([
      200,
      expect.stringMatching(/^scorecard-session=;/),
    ]);
    expect((await whoIs(cookie)).name).toBe('anonymous');
  });

  it("refuses another site's scripts, with and without a person's cookies", async () => {
    for (const origin of ['https://evil.example', 'null']) {
      const answer = await service.http().get('/api/v1/plans').set('Origin', origin);
      expect(answer.headers['access-control-allow-origin']).toBeUndefined();
      expect(answer.headers['access-control-allow-credentials']).toBeUndefined();
    }
  });
});

describe('a header of an answer', () => {
  /** Sends a request as it is written, byte by byte, and gives all that comes back. */
  async function raw(text: string): Promise<string> {
    const { hostname, port } = new URL(await service.app.getUrl());
    return new Promise((resolve, reject) => {
      let received = '';
      const socket = connect(Number(port), hostname, () => socket.write(text, 'latin1'));
      socket.setEncoding('latin1').on('data', (data) => (received += String(data)));
      socket.on('close', () => resolve(received)).on('error', reject);
    });
  }

  it.each([
    ['in a path', 'GET /api/v1/plans/a%0d%0aSet-Cookie:%20evil=1 HTTP/1.1\r\nHost: localhost\r\n'],
    ['in a query', 'GET /api/v1/plans?limit=1&q=%0d%0aSet-Cookie:%20evil=1 HTTP/1.1\r\nHost: localhost\r\n'],
    [
      'in an address to return to',
      'GET /sign-in?return_to=/%0d%0aSet-Cookie:%20evil=1 HTTP/1.1\r\nHost: localhost\r\n',
    ],
    [
      'in a request id',
      'GET /api/v1/plans HTTP/1.1\r\nHost: localhost\r\nX-Request-Id: a%0d%0aSet-Cookie: evil=1\r\n',
    ],
    [
      'as a bare carriage return',
      'GET /api/v1/plans HTTP/1.1\r\nHost: localhost\r\nX-Request-Id: a\rSet-Cookie: evil=1\r\n',
    ],
    [
      'as a bare line feed',
      'GET /api/v1/plans HTTP/1.1\r\nHost: localhost\r\nX-Request-Id: a\n Set-Cookie: evil=1\r\n',
    ],
    [
      'as bytes beyond ASCII',
      'GET /api/v1/plans/\xe9\xff HTTP/1.1\r\nHost: localhost\xff\r\nX-Request-Id: \xe9\r\n',
    ],
    ['as a zero byte', 'GET /api/v1/plans HTTP/1.1\r\nHost: localhost\r\nX-Request-Id: a\0b\r\n'],
  ])('refuses line breaks in response headers: %s', async (_what, text) => {
    const answer = await raw(`${text}Connection: close\r\n\r\n`);
    const [head = ''] = answer.split('\r\n\r\n', 1);
    expect(head).toMatch(/^HTTP\/1\.1 [24]\d\d /);
    expect(head).not.toMatch(/^set-cookie: *evil/im);
    expect(head).not.toMatch(/evil=1(?!.*rel="next")/i);
    expect(head).toMatch(/^x-content-type-options: nosniff\r?$/im);
  });

  it.each([
    ['two lengths', 'Content-Length: 2\r\nContent-Length: 40\r\n\r\n{}'],
    [
      'a length and chunks',
      'Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n',
    ],
    [
      'an unknown coding',
      'Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n',
    ],
  ])('refuses a second request smuggled in a body, by %s', async (_what, rest) => {
    const before = service.log.length;
    const head =
      'POST /api/v1/plans HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\n';
    const answer = await raw(head + rest);
    expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect(service.log.slice(before).join('')).not.toContain('/smuggled');
  });

  it('sends only codes and slugs in Location, Link and ETag', async () => {
    for (const slug of [
      'a\r\nSet-Cookie: evil=1',
      'a b',
      'ä',
      '../x',
      'a/b',
      'a?b',
      'a#b',
      'a%2fb',
      '-a',
      'A',
    ]) {
      const answer = await service.http().post('/api/v1/sources').send({ slug, title: 'x' });
      expect([slug, answer.status, answer.headers.location]).toEqual([slug, 422, undefined]);
    }
    const plans = await service.http().get('/api/v1/plans?limit=1&q=%D0%B0%0d%0a');
    expect(plans.headers.link ?? '').toMatch(/^[\x20-\x7e]*$/);
  });
});

it('never serves a file outside its folder through a climbing path', async () => {
  const { port } = new URL(await service.app.getUrl());
  for (const path of [
    '/api/v1/plans/..%2f..%2f..%2fetc%2fpasswd',
    '/api/v1/plans/../../../etc/passwd',
    '/api/v1/sources/..%5c..%5cetc%5cpasswd',
    '/api/v1/sources/%2e%2e%2f%2e%2e%2fetc%2fpasswd.bib',
    '/api/v1/passages/..%2fplans.jsonld',
    '/api/docs/../../../etc/passwd',
    '//etc/passwd',
    '/api/v1/sources/....//....//etc/passwd',
  ]) {
    const { status, text } = await got({ port, path });
    expect([path, status, text.includes('root:')]).toEqual([path, 404, false]);
  }
});
