import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SessionsService } from '../../../src/auth/sessions.service.js';
import { Transactions } from '../../../src/database/transactions.js';
import { BELARUS, fingerprint, type Json } from '../../support/api.js';
import { addressOf, type Operation, operationsOf } from '../../support/operations.js';
import { got } from '../../support/exact-request.js';
import { startService, type TestService } from '../../support/service.js';

const PUBLIC = 'https://scorecard.example';

let service: TestService;
/** A reader's token. */
let reader: string;
let guarded: (Operation & { role: string })[];

beforeAll(async () => {
  service = await startService({ settings: { PUBLIC_URL: PUBLIC, HOST: '0.0.0.0' } });
  reader = await service.token('reader');
  const { paths } = (await service.http().get('/api/openapi.json')).body;
  guarded = (await operationsOf(service))
    .map((operation) => ({ ...operation, role: paths[operation.path][operation.method]['x-role'] as string }))
    .filter(({ role }) => role !== 'reader');
});
afterAll(() => service.stop());

/** Sends a request exactly as given. @returns its status */
async function sent(method: string, path: string, headers: Record<string, string> = {}): Promise<number> {
  const { port } = new URL(await service.app.getUrl());
  const body = ['POST', 'PATCH', 'PUT'].includes(method) ? '{}' : undefined;
  const { 'content-type': type, ...others } = headers;
  const all = body === undefined || type === undefined ? others : headers;
  return (await got({ port, path, method, headers: all, body })).status;
}

const JSON_TYPE = { 'content-type': 'application/json', 'if-match': '"1"' };

describe('a route that needs a role is not entered without it', () => {
  const disguises: [string, (path: string) => string][] = [
    ['a slash behind', (path) => `${path}/`],
    ['two slashes', (path) => path.replace('/api/', '//api/')],
    ['two slashes inside', (path) => path.replace('/v1/', '/v1//')],
    ['capitals', (path) => path.toUpperCase()],
    ['a capital', (path) => path.replace('/api', '/Api')],
    [
      'codes for letters',
      (path) => path.replace('/v1/t', '/v1/%74').replace('/v1/p', '/v1/%70').replace('/v1/a', '/v1/%61'),
    ],
    ['codes for slashes', (path) => path.replace('/v1/', '/v1%2f')],
    ['dots', (path) => path.replace('/v1/', '/v1/./')],
    ['dots that climb', (path) => path.replace('/v1/', '/v1/x/../')],
    ['a health check before it', (path) => `/health/..${path}`],
    ['a sign-in before it', (path) => `/sign-in/..${path}`],
    ['a parameter of the path', (path) => `${path};a=b`],
    ['an extension', (path) => `${path}.json`],
    ['a backslash', (path) => path.replace('/v1/', '/v1\\')],
    ['the whole address', (path) => `http://localhost${path}`],
    ['the address of the health check as host', (path) => `http://health/${path.slice(1)}`],
    ['a question mark', (path) => `${path}?`],
    ['a role asked for', (path) => `${path}?role=admin&x-role=admin`],
  ];

  it.each(disguises)('refuses a protected route by an altered address: %s', async (what, disguise) => {
    const before = await fingerprint(service);
    // The way to the address without the slash, which is guarded, is shown to anybody.
    const refused = [400, 401, 403, 404, ...(what === 'a slash behind' ? [308] : [])];
    expect(guarded.length).toBeGreaterThan(15);
    for (const operation of guarded) {
      const path = disguise(addressOf(operation));
      const asReader: Record<string, string> = { authorization: `Bearer ${reader}` };
      for (const headers of [{}, asReader]) {
        const status = await sent(operation.method.toUpperCase(), path, { ...JSON_TYPE, ...headers });
        expect([operation.method, path, refused.includes(status), status]).toEqual([
          operation.method,
          path,
          true,
          status,
        ]);
      }
    }
    expect(await fingerprint(service)).toEqual(before);
  });

  it.each([
    { 'x-http-method-override': 'DELETE' },
    { 'x-http-method': 'PATCH' },
    { 'x-method-override': 'POST' },
    { 'x-original-url': '/api/v1/tokens' },
    { 'x-rewrite-url': '/api/v1/tokens' },
    { 'x-forwarded-uri': '/api/v1/tokens' },
    { 'x-forwarded-user': 'admin' },
    { 'x-user-id': '1' },
    { 'x-role': 'admin' },
    { 'x-real-ip': '127.0.0.1' },
    { authorization: 'Bearer' },
    { authorization: 'Basic YWRtaW46YWRtaW4=' },
    { authorization: 'Bearer psc_' },
    { authorization: `Bearer psc_${'A'.repeat(43)}` },
    { authorization: 'Bearer null' },
    { cookie: 'scorecard-session=; __Host-scorecard-session=' },
    { cookie: "scorecard-session=' OR 1=1 --; __Host-scorecard-session=' OR 1=1 --" },
  ] as Record<string, string>[])('refuses a protected route with the headers %j', async (headers) => {
    const before = await fingerprint(service);
    for (const operation of guarded) {
      const status = await sent(operation.method.toUpperCase(), addressOf(operation), {
        ...JSON_TYPE,
        ...headers,
      });
      expect([operation.path, status]).toEqual([operation.path, 401]);
    }
    for (const method of ['GET', 'POST']) {
      expect([200, 400, 401, 405]).toContain(await sent(method, BELARUS, { ...JSON_TYPE, ...headers }));
    }
    expect(await fingerprint(service)).toEqual(before);
  });

  it('holds HEAD to the role of GET and refuses other methods', async () => {
    const before = await fingerprint(service);
    for (const operation of guarded) {
      const path = addressOf(operation);
      if (operation.method === 'get') expect([path, await sent('HEAD', path)]).toEqual([path, 401]);
      // Says which methods there are, and does nothing.
      expect([path, await sent('OPTIONS', path)]).toEqual([path, 204]);
      for (const method of ['TRACE', 'PROPFIND', 'LOCK', 'SEARCH']) {
        const status = await sent(method, path);
        expect([method, path, status >= 400 && status < 500, status]).toEqual([method, path, true, status]);
      }
    }
    expect(await fingerprint(service)).toEqual(before);
  });

  it('refuses a document from an unauthorised client before reading it', async () => {
    const { port } = new URL(await service.app.getUrl());
    for (const headers of ['', `Authorization: Bearer ${reader}\r\n`]) {
      // Announces 20 MiB and sends ten bytes: whoever waits for the rest answers nothing.
      const head = `PUT /api/v1/sources/ciss-2023-12-04/text HTTP/1.1\r\nHost: localhost\r\n${headers}Content-Type: text/plain\r\n`;
      const answer = await new Promise<string>((resolve, reject) => {
        const socket = connect(Number(port), '127.0.0.1', () =>
          socket.write(`${head}Content-Length: ${20 * 1024 * 1024}\r\n\r\n0123456789`),
        );
        socket.once('data', (data) => {
          resolve(data.toString());
          socket.destroy();
        });
        socket.once('error', reject);
      });
      expect(answer).toMatch(headers === '' ? /^HTTP\/1\.1 401 / : /^HTTP\/1\.1 403 /);
    }
  });

  it('ignores a method override in a form', async () => {
    const tokens = (await service.http().get('/api/v1/tokens')).body.items;
    const form = service.as(undefined).post(`/api/v1/tokens/${tokens[0].id}?_method=DELETE`).type('form');
    expect([401, 405, 415]).toContain((await form.send({ _method: 'DELETE' })).status);
    expect((await service.http().get('/api/v1/tokens')).body.items).toEqual(tokens);
  });
});

describe('a host that a client names', () => {
  it('refuses cookie requests when a client names another host', async () => {
    const person = {
      issuer: 'https://idp.example',
      subject: 'clara',
      name: 'Clara',
      role: 'editor' as const,
    };
    const sessions = service.app.get(SessionsService);
    const secret = await service.app.get(Transactions).run((tx) => sessions.open(tx, person));
    const cookie = `__Host-scorecard-session=${secret}`;
    const session = await service.as(undefined).get('/api/v1/session').set('Cookie', cookie).expect(200);
    expect(session.body.name).toBe('Clara');
    const patch = (headers: Record<string, string>) =>
      service
        .as(undefined)
        .patch(BELARUS)
        .set({ Cookie: cookie, 'X-CSRF-Token': session.body.csrf, 'If-Match': '"999"', ...headers })
        .send({ title: 'x' });
    for (const headers of [
      { Host: 'evil.example', Origin: 'https://evil.example' },
      { 'X-Forwarded-Host': 'evil.example', Origin: 'https://evil.example' },
      { Forwarded: 'host=evil.example;proto=https', Origin: 'https://evil.example' },
      { Origin: 'null' },
      { Origin: `${PUBLIC}.evil.example` },
      { Origin: 'http://scorecard.example' },
      { 'Sec-Fetch-Site': 'cross-site' },
      { 'Sec-Fetch-Site': 'same-site' },
    ] as unknown as Record<string, string>[]) {
      const answer = await patch(headers);
      expect([headers, answer.status, answer.body.type]).toEqual([headers, 403, '/problems/cross-site']);
    }
    // The same from this site gets as far as the version.
    expect((await patch({ Origin: PUBLIC, 'Sec-Fetch-Site': 'same-origin' })).status).toBe(412);
  });

  it('puts no client-named host into any address', async () => {
    for (const path of ['/account', '/api/v1/plans?limit=1', '/sign-in']) {
      const answer = await service
        .as(undefined)
        .get(path)
        .set({ Host: 'evil.example', 'X-Forwarded-Host': 'evil.example', 'X-Forwarded-Proto': 'javascript' });
      expect(answer.headers.location ?? '/').toMatch(/^\//);
      expect(answer.headers.link ?? '</').toMatch(/^<\//);
      expect(answer.text).not.toContain('evil.example');
    }
  });
});

describe('a limit', () => {
  it('applies the rate limit whatever address, host or spelling a client names', async () => {
    const limited = await startService({ seed: false, settings: { RATE_PER_ADDRESS: 20, HOST: '0.0.0.0' } });
    try {
      const statuses: number[] = [];
      for (let n = 0; n < 60; n++) {
        const answer = await limited
          .as(undefined)
          .get(n % 2 === 0 ? '/api/v1/plans' : `/api/v1/nothing-${n}`)
          .set({
            'X-Forwarded-For': `10.0.0.${n}`,
            Forwarded: `for=10.0.0.${n}`,
            'X-Real-IP': `10.0.0.${n}`,
            'X-Client-IP': `10.0.0.${n}`,
            'CF-Connecting-IP': `10.0.0.${n}`,
            Host: `h${n}.example`,
          });
        statuses.push(answer.status);
      }
      expect(statuses.filter((status) => status !== 429).length).toBeLessThanOrEqual(21);
      expect(statuses.at(-1)).toBe(429);
      const guess = await limited.as(`psc_${'x'.repeat(43)}`).get('/api/v1/plans');
      expect(guess.status).toBe(429);
    } finally {
      await limited.stop();
    }
  });

  it("logs the connection's address, not the one a client claims", async () => {
    await service
      .as(undefined)
      .post('/api/v1/plans')
      .set({ 'X-Forwarded-For': '203.0.113.7', 'X-Request-Id': 'where-from.1' })
      .send({});
    let entries: Json[] = [];
    for (let tries = 0; tries < 100 && entries.length === 0; tries++) {
      entries = (await service.http().get('/api/v1/audit?requestId=where-from.1').expect(200)).body.items;
    }
    expect(entries).toHaveLength(1);
    expect(JSON.stringify(entries)).not.toContain('203.0.113.7');
    expect(entries[0].origin).toBe('127.0.0.1');
  });
});
