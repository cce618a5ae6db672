import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { closeDataSource } from '../../../src/database/data-source.js';
import { createDatabase, type TestDatabase } from '../../support/database.js';
import { Proxy } from '../../support/processes/proxy.js';
import { until } from '../../support/processes/spawned-program.js';
import { IN_PROGRESS, startService, type TestService } from '../../support/service.js';

const PLAN = '/api/v1/plans/csto-2023-belarus';
const OBJECTIVE = `${PLAN}/objectives/INT-01`;
const SILENCE_MS = 1000;
/** The statement that records an assessment. */
const WRITTEN = /INSERT INTO "?assessment"?\b/;

describe('a service between which and its database the network fails', () => {
  let database: TestDatabase;
  let proxy: Proxy;
  let service: TestService;

  beforeAll(async () => {
    database = await createDatabase('plans');
    proxy = await Proxy.before(database.url);
    const through = { ...database, url: proxy.url };
    service = await startService({ database: through, silenceMs: SILENCE_MS });
  });

  afterAll(async () => {
    await service.stop();
    await proxy.close();
    await database.drop();
  });

  const send = (key: string, etag: string) =>
    service
      .http()
      .post(`${OBJECTIVE}/assessments`)
      .set('If-Match', etag)
      .set('Idempotency-Key', key)
      .send({ ...IN_PROGRESS, rationale: key });
  const recorded = async (key: string): Promise<number> => {
    const [row] = await database.source.query(
      'SELECT count(*)::int AS n FROM assessment WHERE rationale = $1',
      [key],
    );
    return row.n;
  };

  for (const delivered of [true, false])
    it(`says that the outcome is not known when a COMMIT ${delivered ? 'was heard and not answered' : 'was lost'}, and records once when asked again`, async () => {
      const key = randomUUID();
      const { headers } = await service.http().get(OBJECTIVE).expect(200);
      proxy.cutAt(WRITTEN, /\bCOMMIT\b/, delivered);
      const lost = await send(key, headers.etag!);
      expect(lost.status).toBe(503);
      expect(lost.body.type).toBe('/problems/outcome-unknown');
      expect(lost.body.detail).not.toContain('Nothing was changed');
      await until(async () => (await recorded(key)) === (delivered ? 1 : 0));
      await send(key, headers.etag!).expect(201);
      expect(await recorded(key)).toBe(1);
    });

  it('says that nothing was changed when the connection breaks before, which is so', async () => {
    const key = randomUUID();
    const { headers } = await service.http().get(OBJECTIVE).expect(200);
    proxy.cutAt(WRITTEN, WRITTEN, true);
    const { status, body } = await send(key, headers.etag!);
    expect({ status, type: body.type }).toEqual({ status: 503, type: '/problems/unavailable' });
    expect(body.detail).toContain('Nothing was changed');
    expect(await recorded(key)).toBe(0);
  });

  it('answers every request when the database goes silent, says that it is not ready, and recovers by itself', async () => {
    const statuses = async (): Promise<number[]> => {
      const answers = Array.from({ length: 40 }, () => service.http().get(`${PLAN}/scorecard`));
      return [...new Set((await Promise.all(answers)).map(({ status }) => status))];
    };
    expect(await statuses()).toEqual([200]);
    proxy.silence();
    const asked = statuses();
    const began = performance.now();
    await service.http().get('/health/ready').expect(503);
    // Two seconds are promised; the rest is for a busy machine.
    expect(performance.now() - began).toBeLessThan(5000);
    await service.http().get('/health/live').expect(200);
    proxy.speak();
    expect(await asked).toEqual([503]);
    await until(async () => (await service.http().get('/health/ready')).status === 200);
    expect(await statuses()).toEqual([200]);
  });

  it('ends its connections also while the database is silent', async () => {
    const other = await startService({ database: { ...database, url: proxy.url } });
    const asked = other
      .http()
      .get(`${PLAN}/scorecard`)
      .then(({ status }) => status);
    await asked;
    proxy.silence();
    const unanswered = other.http().get(`${PLAN}/scorecard`);
    const told = unanswered.then(({ status }) => status);
    await until(() => other.log.length > 0);
    const began = performance.now();
    await closeDataSource(other.app.get(DataSource));
    expect(performance.now() - began).toBeLessThan(8000);
    expect(await told).toBe(503);
    proxy.speak();
    await other.app.close();
  });
});
