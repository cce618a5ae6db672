import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Seeds } from '../../../src/interchange/seeds.js';
import { BELARUS, change, etagOf, type Json, rating, record } from '../../support/api.js';
import { startService, type TestService } from '../../support/service.js';

const ASSESSORS = `${BELARUS}/assessors`;
const KAZAKHSTAN = '/api/v1/plans/csto-2024-kazakhstan';

describe('the assessors of a plan', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startService();
  });
  afterAll(() => service.stop());

  async function add(plan: string, body: object): Promise<Json> {
    return service
      .http()
      .post(`${plan}/assessors`)
      .set('If-Match', await etagOf(service, plan))
      .send(body);
  }

  it('get, once and at the next start, the one that the program shipped later, beside what people did', async () => {
    const { source } = service.database;
    await source.query(
      `DELETE FROM plan_assessor WHERE assessor_id = (SELECT id FROM assessor WHERE slug = 'analysts')`,
    );
    await change(service, BELARUS, { title: 'A title that people gave' });
    const slugs = async (): Promise<string[]> =>
      (await service.http().get(ASSESSORS).expect(200)).body.items.map(({ slug }: Json) => slug);
    expect(await slugs()).toEqual(['presidency']);
    await service.app.get(Seeds).loadPlans();
    expect(await slugs()).toEqual(['presidency', 'analysts']);
    const etag = await etagOf(service, BELARUS);
    await service.app.get(Seeds).loadPlans();
    expect(await etagOf(service, BELARUS)).toBe(etag);
    const { body } = await service.http().get(BELARUS).expect(200);
    expect(body.title).toBe('A title that people gave');
  });

  it('adds an assessor to an existing plan', async () => {
    const critics = { slug: 'critics', name: 'The critics', kind: 'independent' };
    const before = await etagOf(service, BELARUS);
    const added = await add(BELARUS, critics);
    expect(added.status).toBe(201);
    expect(added.headers.location).toBe(`${ASSESSORS}/critics`);
    expect(added.body).toEqual({ ...critics, names: {}, default: false });
    expect(added.headers.etag).toBe(await etagOf(service, BELARUS));
    expect(added.headers.etag).not.toBe(before);
    const { body } = await service.http().get(ASSESSORS).expect(200);
    expect(body.items.map(({ slug }: Json) => slug)).toContain('critics');
    const recorded = await record(
      service,
      `${BELARUS}/objectives/INT-02`,
      rating('in_progress', '2023-12-01', { assessor: 'critics' }),
    );
    expect(recorded.status).toBe(201);
    const audit = await service.http().get('/api/v1/audit').query({ limit: 50 }).expect(200);
    const rows = audit.body.items;
    expect(rows.map(({ subject }: Json) => subject)).toContain('plan_assessor');
  });

  it('leaves earlier knowledge without a later assessor', async () => {
    const before = await service.http().get(`${KAZAKHSTAN}/agreement`).expect(200);
    const { asOf, knownAt } = before.body;
    const scorecard = await service
      .http()
      .get(`${KAZAKHSTAN}/scorecard`)
      .query({ asOf, knownAt })
      .expect(200);
    expect((await add(KAZAKHSTAN, { slug: 'late', name: 'Late', kind: 'independent' })).status).toBe(201);
    const again = await service.http().get(`${KAZAKHSTAN}/agreement`).query({ asOf, knownAt }).expect(200);
    expect(again.body).toEqual(before.body);
    const card = await service.http().get(`${KAZAKHSTAN}/scorecard`).query({ asOf, knownAt }).expect(200);
    expect(card.body).toEqual(scorecard.body);
    const now = await service.http().get(`${KAZAKHSTAN}/agreement`).expect(200);
    expect(now.body.assessors.map(({ slug }: Json) => slug)).toEqual(['press-reports', 'late']);
  });

  it('renames an assessor in every plan under a new ETag', async () => {
    const shared = { slug: 'shared', name: 'Shared', kind: 'independent' };
    expect((await add(BELARUS, shared)).status).toBe(201);
    expect((await add(KAZAKHSTAN, shared)).status).toBe(201);
    const elsewhere = await etagOf(service, KAZAKHSTAN);
    const card = await service.http().get(`${KAZAKHSTAN}/agreement`).expect(200);
    const rename = async (body: object): Promise<Json> =>
      service
        .http()
        .patch(`${ASSESSORS}/shared`)
        .set('If-Match', await etagOf(service, BELARUS))
        .send(body);
    const renamed = await rename({ name: 'The common desk', names: { ru: 'Общая редакция' } });
    expect([renamed.status, renamed.body.name, renamed.body.names]).toEqual([
      200,
      'The common desk',
      { ru: 'Общая редакция' },
    ]);
    expect(await etagOf(service, KAZAKHSTAN)).not.toBe(elsewhere);
    const after = await service.http().get(`${KAZAKHSTAN}/agreement`).expect(200);
    expect(after.headers.etag).not.toBe(card.headers.etag);
    expect(after.body.assessors.map(({ name }: Json) => name)).toContain('The common desk');
    const refused = await rename({ kind: 'self_reported' });
    expect([refused.status, refused.body.errors[0].pointer]).toEqual([422, '/kind']);
  });

  it('refuses a stale version and a known assessor', async () => {
    const body = { slug: 'twice', name: 'Twice', kind: 'independent' };
    await service.http().post(ASSESSORS).send(body).expect(428);
    await service.http().post(ASSESSORS).set('If-Match', '"999999"').send(body).expect(412);
    expect((await add(BELARUS, body)).status).toBe(201);
    expect((await add(BELARUS, body)).status).toBe(409);
    const other = await add(KAZAKHSTAN, { ...body, name: 'Somebody else' });
    expect([other.status, other.body.errors[0].pointer]).toEqual([422, '/slug']);
    expect(other.body.errors[0].message).toContain('already exists as "Twice" (independent)');
    const nobody = await service.http().get(`${ASSESSORS}/nobody`).expect(404);
    expect(nobody.body.detail).toContain(`GET ${ASSESSORS}`);
  });

  it('adds an assessor once per Idempotency-Key, for editors only', async () => {
    const body = { slug: 'retried', name: 'Retried', kind: 'independent' };
    const etag = await etagOf(service, BELARUS);
    const send = (): Promise<Json> =>
      service.http().post(ASSESSORS).set('If-Match', etag).set('Idempotency-Key', 'a1').send(body) as never;
    const [first, second] = [await send(), await send()];
    expect([first.status, second.status, second.headers['idempotency-replayed']]).toEqual([201, 201, 'true']);
    const analyst = service.as(await service.token('analyst'));
    await analyst.post(ASSESSORS).set('If-Match', etag).send(body).expect(403);
  });
});
