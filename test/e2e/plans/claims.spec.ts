import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Response } from 'supertest';
import { citing, type Json, record } from '../../support/api.js';
import { startService, type TestService } from '../../support/service.js';

const PLAN = '/api/v1/plans/council-2031';
let service: TestService;

beforeAll(async () => {
  service = await startService({ seed: false });
  await service
    .http()
    .post('/api/v1/plans')
    .send({
      slug: 'council-2031',
      organization: { slug: 'council', name: 'A Council' },
      title: 'Promises of 2031',
      holder: { name: 'Nowhere' },
      termStart: '2025-01-01',
      termEnd: '2025-12-31',
      scale: 'politifact-promises',
      assessors: [{ slug: 'press', name: 'The press', kind: 'independent' }],
      areas: [
        { code: 'one', name: 'One' },
        { code: 'two', name: 'Two' },
      ],
    })
    .expect(201);
  await service.http().post('/api/v1/sources').send({ slug: 'report', title: 'A report' }).expect(201);
  for (const [code, area] of [
    ['A.1', 'one'],
    ['A.2', 'one'],
    ['B.1', 'two'],
  ])
    await service
      .http()
      .post(`${PLAN}/objectives`)
      .send({ code, area, title: `Promise ${code}`, basis: 'stated' })
      .expect(201);
});
afterAll(() => service.stop());

const claim = (body: object): Promise<Response> =>
  service
    .http()
    .post(`${PLAN}/claims`)
    .send({ source: 'report', summary: 'Says what was achieved', ...body });
const scorecard = async (query = ''): Promise<Json> =>
  (await service.http().get(`${PLAN}/scorecard${query}`).expect(200)).body;
const assess = (code: string, status: string): Promise<Response> =>
  record(service, `${PLAN}/objectives/${code}`, {
    status,
    effectiveOn: '2025-06-01',
    rationale: 'It was reported.',
    evidence: [{ ...citing('Says so'), source: 'report' }],
  });

describe('a claim made over the API', () => {
  it('is held against the levels that it names, and says why it differs', async () => {
    const whole = await claim({ text: 'One of three kept', complete: 1, total: 3 });
    const inPart = await claim({ complete: 2, total: 3, levels: ['promise_kept', 'compromise'] });
    const wrong = await claim({ complete: 3, total: 3 });
    const ofArea = await claim({ complete: 1, total: 2, area: 'one' });
    expect([whole, inPart, wrong, ofArea].map(({ status }) => status)).toEqual([201, 201, 201, 201]);
    expect(inPart.body).toMatchObject({
      text: 'Says what was achieved',
      levels: ['promise_kept', 'compromise'],
      area: null,
      retracted: null,
      passage: { source: 'report', summary: 'Says what was achieved' },
    });
    expect((await scorecard()).claims.map(({ verdict }: Json) => verdict)).toEqual([
      'incomplete',
      'incomplete',
      'incomplete',
      'incomplete',
    ]);
    for (const [code, status] of [
      ['A.1', 'promise_kept'],
      ['A.2', 'compromise'],
      ['B.1', 'promise_broken'],
    ] as const)
      expect((await assess(code, status)).status).toBe(201);
    const { claims } = await scorecard();
    expect(claims.map(({ verdict }: Json) => verdict)).toEqual(['matches', 'matches', 'differs', 'matches']);
    expect(claims[1]).toMatchObject({ levels: ['promise_kept', 'compromise'], complete: 2, total: 3 });
    expect(claims[3]).toMatchObject({ area: 'one', complete: 1, total: 2 });
    expect(claims[2].reason).toContain('1 of 3');
  });

  it('leaves later scorecards when it is retracted, and stays in what was known before', async () => {
    const made = await claim({ complete: 2, total: 3 });
    const before = await scorecard();
    const address = `${made.headers.location}/retraction`;
    await service.http().post(address).send({ rationale: 'The report was corrected.' }).expect(201);
    const again = await service.http().post(address).send({ rationale: 'Again.' }).expect(409);
    expect(again.body.type).toBe('/problems/already-retracted');
    const after = await scorecard();
    expect(after.claims).toHaveLength(before.claims.length - 1);
    expect(await scorecard(`?knownAt=${before.knownAt}&asOf=${before.asOf}`)).toEqual({
      ...before,
      origin: expect.anything(),
    });
    const { body } = await service.http().get(`${PLAN}/claims`).expect(200);
    expect(body.items.at(-1)).toMatchObject({
      id: made.body.id,
      retracted: { rationale: 'The report was corrected.' },
    });
    expect((await service.http().get(PLAN)).body.claims.map(({ id }: Json) => id)).not.toContain(
      made.body.id,
    );
  });

  it.each<[string, object, string]>([
    ['no total', { complete: 1 }, '/total'],
    ['no count of complete ones', { total: 3 }, '/complete'],
    ['more complete ones than there are', { complete: 4, total: 3 }, '/complete'],
    ['levels without a count', { levels: ['compromise'] }, '/levels'],
    ['an unknown level', { complete: 1, total: 3, levels: ['compromise', 'done'] }, '/levels/1'],
    ['no level', { complete: 1, total: 3, levels: [] }, '/levels'],
    ['a level twice', { complete: 1, total: 3, levels: ['compromise', 'compromise'] }, '/levels'],
    ['an unknown area', { complete: 1, total: 3, area: 'three' }, '/area'],
    ['an unknown source', { source: 'nobody' }, '/source'],
    ['neither a passage nor a source', { source: undefined }, ''],
    ['neither a quotation nor a summary', { summary: undefined }, '/exact'],
  ])('is refused with %s', async (_what, body, pointer) => {
    const before = await scorecard();
    const answer = await claim(body);
    expect([answer.status, answer.body.errors?.[0].pointer]).toEqual([422, pointer]);
    expect(await scorecard()).toEqual(before);
  });

  it('is made once per Idempotency-Key, by editors only', async () => {
    const body = { source: 'report', summary: 'Claims nothing countable', text: 'Much was done' };
    const post = (token?: string): Promise<Response> =>
      (token === undefined ? service.http() : service.as(token))
        .post(`${PLAN}/claims`)
        .set('Idempotency-Key', 'claim-1')
        .send(body);
    const [first, second] = [await post(), await post()];
    expect([first.status, second.body.id]).toEqual([201, first.body.id]);
    expect((await post(await service.token('analyst'))).status).toBe(403);
    expect((await scorecard()).claims.at(-1)).toMatchObject({ complete: null, verdict: 'incomplete' });
  });

  it('answers 404 for unknown claims', async () => {
    for (const id of ['999', 'x', '0'])
      expect((await service.http().get(`${PLAN}/claims/${id}`)).status).toBe(404);
  });
});
