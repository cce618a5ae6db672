import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AuditReader } from '../../../src/auth/audit.reader.js';
import { BELARUS, citing, etagOf, fingerprint, type Json, rating } from '../../support/api.js';
import { startService, type TestService } from '../../support/service.js';

const SOURCE = 'minutes-2024';
const TEXT = Array.from({ length: 40 }, (_, n) => `Item ${n} of the programme was carried out in full.`).join(
  ' ',
);

describe('many assessments in one request', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startService();
    await service.http().post('/api/v1/sources').send({ slug: SOURCE, title: 'Minutes' }).expect(201);
    const path = `/api/v1/sources/${SOURCE}`;
    await service
      .http()
      .put(`${path}/text`)
      .type('text/plain')
      .set('If-Match', await etagOf(service, path))
      .send(TEXT)
      .expect(200);
  });
  afterAll(() => service.stop());

  /** The objectives of the plan as they stand, with their versions. */
  async function objectives(plan = BELARUS): Promise<{ objective: string; version: number }[]> {
    const { items } = (await service.http().get(`${plan}/objectives?limit=200`).expect(200)).body;
    const found = [];
    for (const { code } of items as { code: string }[]) {
      const { headers } = await service.http().get(`${plan}/objectives/${code}`).expect(200);
      found.push({ objective: code, version: Number(headers.etag!.replaceAll('"', '')) });
    }
    return found;
  }
  const assessed = (named: object, n: number, more: object = {}): Json => ({
    ...named,
    ...rating('implemented', '2024-02-01', {
      evidence: [
        { source: SOURCE, exact: `Item ${n} of the programme was carried out`, bearing: 'supports' },
      ],
      ...more,
    }),
  });
  const send = (items: unknown[], plan = BELARUS): Json =>
    service.http().post(`${plan}/assessments`).send({ items });
  const revisionOf = async (): Promise<number> => {
    const [plan] = await service.database.source.query<{ revision: string }[]>(
      `SELECT revision FROM plan WHERE slug = 'csto-2023-belarus'`,
    );
    return Number(plan!.revision);
  };
  const faults = ({ body }: Json): unknown[][] =>
    body.errors.map(({ pointer, message }: Json) => [pointer, message]);

  it('records 34 objectives with their quotations as one change of the plan', async () => {
    const before = await objectives();
    expect(before).toHaveLength(34);
    const revision = await revisionOf();
    const answer = await send(before.map((named, n) => assessed(named, n)));
    expect(answer.status).toBe(201);
    expect(answer.body.items.map(({ objective, version }: Json) => ({ objective, version }))).toEqual(
      before.map(({ objective, version }) => ({ objective, version: version + 1 })),
    );
    expect(await objectives()).toEqual(
      answer.body.items.map(({ objective, version }: Json) => ({ objective, version })),
    );
    expect(await revisionOf()).toBe(revision + 1);
    const { objective, id } = answer.body.items[33];
    const kept = await service.http().get(`${BELARUS}/objectives/${objective}/assessments/${id}`).expect(200);
    expect(kept.body.evidence[0].exact).toBe('Item 33 of the programme was carried out');
    expect((await service.app.get(AuditReader).verify()).faults).toEqual([]);
  });

  it('stores nothing when the last item is wrong', async () => {
    const before = await fingerprint(service);
    const items = (await objectives()).map((named, n) => assessed(named, n));
    items[33].evidence[0].exact = 'Nobody wrote this';
    const answer = await send(items);
    expect(answer.status).toBe(422);
    expect(answer.body.type).toBe('/problems/passage-not-found');
    expect(faults(answer)).toEqual([['/items/33/evidence/0/exact', 'was not found in the text']]);
    expect(await fingerprint(service)).toEqual(before);
    expect((await service.app.get(AuditReader).verify()).faults).toEqual([]);
  });

  it('tells every fault at once, each by its place', async () => {
    const before = await fingerprint(service);
    const [a, b, c, d] = (await objectives()) as [Json, Json, Json, Json];
    const wrong = { evidence: [{ source: SOURCE, exact: 'Nobody wrote this', bearing: 'supports' }] };
    const answer = await send([
      assessed({ ...a, version: a.version + 7 }, 0),
      assessed(b, 1, { evidence: [] }),
      assessed({ objective: 'X-99', version: 1 }, 2),
      assessed(c, 3, wrong),
      assessed({ ...d, version: 999 }, 4, wrong),
    ]);
    expect(answer.status).toBe(422);
    expect(answer.body.type).toBe('/problems/invalid-input');
    expect(faults(answer)).toEqual([
      ['/items/0/version', expect.stringMatching(/has changed since\. Read it again/)],
      ['/items/1/evidence', expect.stringMatching(/^is required/)],
      ['/items/2/objective', expect.stringMatching(/no objective "X-99"/)],
      ['/items/3/evidence/0/exact', 'was not found in the text'],
      ['/items/4/evidence/0/exact', 'was not found in the text'],
      ['/items/4/version', expect.stringMatching(/has changed since/)],
    ]);
    expect(await fingerprint(service)).toEqual(before);
  });

  it('answers 412 when versions are stale and nothing else is wrong', async () => {
    const [a, b] = (await objectives()) as [Json, Json];
    const answer = await send([assessed({ ...a, version: a.version + 1 }, 0), assessed(b, 1)]);
    expect(answer.status).toBe(412);
    expect(faults(answer)).toEqual([['/items/0/version', expect.stringContaining(a.objective)]]);
  });

  it('takes the same objective twice only when the second version follows the first', async () => {
    const [a] = (await objectives()) as [Json];
    const first = { ...a, ...rating('not_assessed', '2024-03-01') };
    const refused = await send([first, { ...first, effectiveOn: '2024-03-02' }]);
    expect(refused.status).toBe(422);
    expect(faults(refused)).toEqual([
      [
        '/items/1/version',
        expect.stringMatching(`must be ${a.version + 1}: /items/0 is about the objective`),
      ],
    ]);
    const taken = await send([first, { ...first, version: a.version + 1, effectiveOn: '2024-03-02' }]);
    expect(taken.status).toBe(201);
    expect(taken.body.items[1]).toMatchObject({ objective: a.objective, version: a.version + 2 });
  });

  it('is done once for an Idempotency-Key', async () => {
    const [, b] = (await objectives()) as [Json, Json];
    const ask = (): Json => send([assessed(b, 1)]).set('Idempotency-Key', 'batch-1');
    const first = await ask();
    expect(first.status).toBe(201);
    const stored = await fingerprint(service);
    const again = await ask();
    expect([again.status, again.body]).toEqual([201, first.body]);
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect(await fingerprint(service)).toEqual(stored);
  });

  it('refuses no items, more than 500, what no item may have, and a reader', async () => {
    const [a] = (await objectives()) as [Json];
    expect(faults(await send([]))).toEqual([['/items', 'must have at least one item']]);
    const many = await send(Array.from({ length: 501 }, () => assessed(a, 0)));
    expect([many.status, faults(many)]).toEqual([422, [['/items', 'must have at most 500 items']]]);
    expect(faults(await send([{ ...assessed(a, 0), level: 'x' }]))[0]).toEqual([
      '/items/0/level',
      'is not a known property; remove it',
    ]);
    expect((await send([assessed(a, 0)], '/api/v1/plans/none')).status).toBe(404);
    const reader = await service.token('reader');
    const refused = await service
      .as(reader)
      .post(`${BELARUS}/assessments`)
      .send({ items: [assessed(a, 0)] });
    expect(refused.status).toBe(403);
  });

  it('has room for 500 objectives with two passages each, and for no more than 15,000 values', async () => {
    const plan = '/api/v1/plans/large-plan';
    const made = { slug: 'large-plan', title: 'A large plan', organization: { slug: 'csto' } };
    const rest = { holder: { name: 'Belarus' }, termStart: '2023-01-01', termEnd: '2023-12-31' };
    await service
      .http()
      .post('/api/v1/plans')
      .send({ ...made, ...rest, areas: [{ code: 'x', name: 'X' }] })
      .expect(201);
    await service.database.source.query(
      `INSERT INTO objective (plan_id, area_id, code, title, basis, position, known_from)
       SELECT p.id, a.id, 'L-' || n, 'Objective ' || n, 'stated', n, p.revised_at
         FROM plan p JOIN area a ON a.plan_id = p.id, generate_series(1, 500) n WHERE p.slug = 'large-plan'`,
    );
    const items = Array.from({ length: 500 }, (_, n) => ({
      objective: `L-${n + 1}`,
      version: 1,
      ...rating('implemented', '2023-06-01', {
        evidence: [citing(`It was done, ${n}.`), citing('Mostly.', 'qualifies')],
      }),
    }));
    const answer = await send(items, plan);
    expect([answer.status, answer.body.items?.length]).toEqual([201, 500]);
    const full = items.map((item) => ({
      ...item,
      evidence: Array<object>(8).fill({ ...citing('x'), note: 'y' }),
    }));
    const refused = await send(full, plan);
    expect(faults(refused)).toEqual([['', 'The request body has more than 15000 values; send fewer']]);
  });
});
