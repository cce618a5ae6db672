import { createConnection } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AddressInfo } from 'node:net';
import type { Response } from 'supertest';
import { type StartOptions, startService, type TestService } from '../../support/service.js';

const PLANS = '/api/v1/plans';

describe('how often one may ask', () => {
  const running: TestService[] = [];
  async function start(options: StartOptions): Promise<TestService> {
    const service = await startService({ seed: false, ...options });
    running.push(service);
    return service;
  }
  afterAll(async () => {
    // The one whose database the other uses was started first.
    for (const service of running.toReversed()) await service.stop();
  });

  const ask = async (service: TestService, times: number, token?: string): Promise<Response[]> => {
    const answers: Response[] = [];
    for (let n = 0; n < times; n++) answers.push(await service.as(token).get(PLANS));
    return answers;
  };
  const refusedOf = (answers: Response[]): number => answers.filter(({ status }) => status === 429).length;

  it('limits requests per address and says when to retry', async () => {
    const service = await start({ settings: { RATE_PER_ADDRESS: 30 } });
    const answers = await ask(service, 33);
    expect(answers.map(({ status }) => status)).toEqual([...Array<number>(30).fill(200), 429, 429, 429]);
    expect(answers[0]!.headers).toMatchObject({ 'ratelimit-limit': '30', 'ratelimit-remaining': '29' });
    const refused = answers[30]!;
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect(Number(refused.headers['retry-after'])).toBeLessThanOrEqual(60);
    expect(refused.body).toMatchObject({ type: '/problems/too-many-requests', status: 429 });
    expect(refused.body.detail).toMatch(
      /^You have sent more than 30 requests within a minute\. Try again in \d+ s\.$/,
    );
    // Whoever has a token is not held back by others at the same address.
    expect(refusedOf(await ask(service, 3, await service.token('reader')))).toBe(0);
    // Whoever keeps the service up can ask whether it is.
    await service.as(undefined).get('/health/live').expect(200);
  });

  it('resets the limit after a minute', async () => {
    const service = await start({ settings: { RATE_PER_ADDRESS: 5 } });
    expect(refusedOf(await ask(service, 7))).toBe(2);
    const second = await start({ settings: { RATE_PER_ADDRESS: 5 }, database: service.database });
    expect(refusedOf(await ask(second, 1))).toBe(1);
    await service.database.source.query(`UPDATE request_count SET window_end = now() - interval '1 second'`);
    const third = await start({ settings: { RATE_PER_ADDRESS: 5 }, database: service.database });
    expect(refusedOf(await ask(third, 6))).toBe(1);
  });

  it('counts requests of all processes together', async () => {
    const first = await start({ settings: { RATE_PER_TOKEN: 40 } });
    const second = await start({ settings: { RATE_PER_TOKEN: 40 }, database: first.database });
    const token = await first.token('reader');
    const answers: Response[] = [];
    for (let n = 0; n < 30; n++) {
      answers.push(...(await ask(first, 1, token)), ...(await ask(second, 1, token)));
    }
    const through = 60 - refusedOf(answers);
    // Each may hold a twentieth of the limit that it has not used up.
    expect(through).toBeLessThanOrEqual(40);
    expect(through).toBeGreaterThanOrEqual(40 - 2 * 2);
  });

  it('enforces the limit on simultaneous requests', async () => {
    const service = await start({ settings: { RATE_PER_ADDRESS: 50 } });
    const answers = await Promise.all(Array.from({ length: 120 }, () => service.as(undefined).get(PLANS)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(50);
    expect(refusedOf(answers)).toBe(70);
  });

  it('counts an invalid token against its address', async () => {
    const service = await start({ settings: { RATE_PER_ADDRESS: 10 } });
    const statuses: number[] = [];
    for (let n = 0; n < 12; n++) {
      statuses.push((await service.as(`psc_${String(n).padStart(43, 'x')}`).get(PLANS)).status);
    }
    expect(statuses).toEqual([...Array<number>(10).fill(401), 429, 429]);
  });

  it('trusts client addresses from configured proxies only', async () => {
    const from = (service: TestService, address: string): Promise<Response> =>
      service.as(undefined).get(PLANS).set('X-Forwarded-For', address);
    const trusting = await start({
      settings: { RATE_PER_ADDRESS: 1, TRUSTED_PROXIES: ['127.0.0.0/8'] },
    });
    expect((await from(trusting, '192.0.2.1')).status).toBe(200);
    expect((await from(trusting, '192.0.2.2')).status).toBe(200);
    expect((await from(trusting, '192.0.2.1')).status).toBe(429);
    // Whole networks of IPv6 belong to one customer.
    expect((await from(trusting, '2001:db8:1:2::1')).status).toBe(200);
    expect((await from(trusting, '2001:db8:1:2:ffff::2')).status).toBe(429);
    const wary = await start({ settings: { RATE_PER_ADDRESS: 1 } });
    expect((await from(wary, '192.0.2.1')).status).toBe(200);
    expect((await from(wary, '192.0.2.2')).status).toBe(429);
  });
});

describe('what is answered to a browser', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startService({ settings: { CORS_ORIGINS: ['https://paper.example'] } });
  });
  afterAll(() => service.stop());

  const HEADERS = {
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
  };

  it.each([
    ['a report', '/api/v1/plans/csto-2023-belarus/scorecard'],
    ['a refusal', '/api/v1/plans/none'],
    ['an address that is none', '/nothing/here'],
    ['a page', '/sign-in'],
    ['a state of health', '/health/live'],
  ])('forbids scripts, framing and type sniffing on %s', async (_, path) => {
    const { headers } = await service.as(undefined).get(path);
    expect(headers).toMatchObject(HEADERS);
    const policy = headers['content-security-policy']!;
    expect(policy).toMatch(/^default-src 'none'; /);
    expect(policy).toContain(`frame-ancestors 'none'`);
    expect(policy).toContain(`base-uri 'none'`);
    expect(policy).not.toMatch(/unsafe|\*|http:/);
    expect(headers['x-powered-by']).toBeUndefined();
    expect(headers['strict-transport-security']).toBeUndefined();
  });

  it('forbids scripts on an unreadable address too', async () => {
    const { headers } = await service.as(undefined).get('/api/v1/plans/%zz').expect(400);
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'/);
  });

  it('sends HSTS where it is reached by https', async () => {
    const secure = await startService({ seed: false, settings: { PUBLIC_URL: 'https://scorecard.example' } });
    try {
      const { headers } = await secure.as(undefined).get(PLANS).expect(200);
      expect(headers['strict-transport-security']).toMatch(/^max-age=31536000/);
    } finally {
      await secure.stop();
    }
  });

  it('allows cross-origin reads from configured origins only', async () => {
    const named = await service.as(undefined).get(PLANS).set('Origin', 'https://paper.example').expect(200);
    expect(named.headers['access-control-allow-origin']).toBe('https://paper.example');
    expect(named.headers['access-control-allow-credentials']).toBeUndefined();
    const other = await service.as(undefined).get(PLANS).set('Origin', 'https://evil.example').expect(200);
    expect(other.headers['access-control-allow-origin']).not.toBe('https://evil.example');
    const closed = await startService({ seed: false });
    try {
      const { headers } = await closed
        .as(undefined)
        .get(PLANS)
        .set('Origin', 'https://paper.example')
        .expect(200);
      expect(headers['access-control-allow-origin']).toBeUndefined();
    } finally {
      await closed.stop();
    }
  });

  it('refuses headers over 16 KiB', async () => {
    const { port } = service.app.getHttpServer().address() as AddressInfo;
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = createConnection(port, '127.0.0.1');
      let text = '';
      socket.on('data', (chunk: Buffer) => (text += chunk.toString())).on('end', () => resolve(text));
      socket.on('error', reject);
      socket.write(`GET ${PLANS} HTTP/1.1\r\nHost: x\r\nX-Long: ${'a'.repeat(20_000)}\r\n\r\n`);
    });
    expect(answer).toMatch(/^HTTP\/1\.1 431 /);
    expect(answer).toContain('"type":"/problems/headers-too-large"');
  });
});
