import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BELARUS, etagOf } from '../../support/api.js';
import { IN_PROGRESS, startService, type TestService } from '../../support/service.js';

describe('when it is not the fault of the one who asks', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startService();
  });
  afterAll(() => service.stop());

  it('leaks nothing in a 500 and logs request and cause', async () => {
    const path = `${BELARUS}/objectives/EXT-09`;
    const etag = await etagOf(service, path);
    await service.database.source.query('ALTER TABLE current_rating RENAME TO hidden_away');
    for (const request of [
      service.http().get(`${BELARUS}/scorecard`),
      service.http().post(`${path}/assessments`).set('If-Match', etag).send(IN_PROGRESS),
    ]) {
      const answer = await request.set('X-Request-Id', 'it-broke-here');
      expect([answer.status, answer.headers['content-type']]).toEqual([
        500,
        'application/problem+json; charset=utf-8',
      ]);
      expect(answer.body).toEqual({
        type: '/problems/internal',
        title: 'Internal server error',
        status: 500,
        detail:
          'Nothing was changed. When you report this, quote the X-Request-Id of the response: it identifies the log entry.',
        instance: new URL(request.url).pathname,
      });
      expect(answer.headers['x-request-id']).toBe('it-broke-here');
    }
    const failures = service.log
      .map((line) => JSON.parse(line))
      .filter(({ msg }) => msg === 'request failed');
    expect(failures).toHaveLength(2);
    for (const failure of failures) {
      expect(failure).toMatchObject({ reqId: 'it-broke-here', level: 50 });
      expect(failure.err.message).toContain('current_rating');
    }
    await service.database.source.query('ALTER TABLE hidden_away RENAME TO current_rating');
    expect(await etagOf(service, path)).toBe(etag);
  });

  it('is alive but not ready while the database is away', async () => {
    expect((await service.http().get('/health/live').expect(200)).body).toEqual({ status: 'ok' });
    expect((await service.http().get('/health/ready').expect(200)).body).toMatchObject({ status: 'ok' });
  });
});

describe('a request', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startService({ seed: false });
  });
  afterAll(() => service.stop());

  it('assigns a request id where none or an unsafe one is sent', async () => {
    const given = await service.http().get('/api/v1/plans');
    expect(given.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    for (const id of ['two words', 'x'.repeat(129), '{"level":50}']) {
      const answer = await service.http().get('/api/v1/plans').set('X-Request-Id', id);
      expect(answer.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    }
  });

  it('logs one line per request with id, address, status and time', async () => {
    for (const [path, status] of [
      ['/api/v1/plans', 200],
      ['/api/v1/nothing', 404],
      ['/api/v1/plans/%zz', 400],
    ] as const) {
      await service.http().get(path).set('X-Request-Id', `line-${status}`).expect(status);
      const lines = service.log
        .map((line) => JSON.parse(line))
        .filter(({ reqId }) => reqId === `line-${status}`);
      expect(lines).toEqual([
        expect.objectContaining({ method: 'GET', url: path, status, ms: expect.any(Number) }),
      ]);
    }
  });

  it.each([
    [
      'with headers beyond measure',
      `GET / HTTP/1.1\r\nHost: x\r\nIf-Match: ${'x'.repeat(20_000)}\r\n\r\n`,
      431,
    ],
    ['that is no HTTP', 'hello\r\n\r\n', 400],
  ])('answers %s with a problem document', async (_what, text, status) => {
    const { hostname, port } = new URL(await service.app.getUrl());
    const answer = await new Promise<string>((resolve, reject) => {
      let received = '';
      const socket = connect(Number(port), hostname.replace(/[[\]]/g, ''), () => socket.write(text));
      socket.on('data', (data) => (received += data.toString()));
      socket.on('close', () => resolve(received)).on('error', reject);
    });
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(answer).toMatch(/^x-request-id: [0-9a-f-]{36}\r$/im);
    expect(answer).toContain('application/problem+json');
    expect(JSON.parse(answer.slice(answer.indexOf('\r\n\r\n')))).toMatchObject({ status });
  });
});
