import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  type Json,
  BELARUS,
  citing,
  etagOf,
  fingerprint,
  rating,
  record,
  retract,
} from '../../support/api.js';
import { startService, type TestService } from '../../support/service.js';

const EXT09 = `${BELARUS}/objectives/EXT-09`;
const DONE = rating('implemented', '2024-02-01', { evidence: [citing('It was resumed.')] });

describe('recording a status', () => {
  let service: TestService;
  /** A plan of this test alone, with one objective that was not implemented and one that nobody has assessed. */
  let plan: string;
  let objective: string;
  let untouched: string;

  beforeAll(async () => {
    service = await startService();
  });
  afterAll(() => service.stop());

  beforeEach(async () => {
    const slug = `case-${randomUUID()}`;
    plan = `/api/v1/plans/${slug}`;
    objective = `${plan}/objectives/X-1`;
    untouched = `${plan}/objectives/X-2`;
    const frame = {
      slug,
      state: 'published',
      title: 'A plan',
      organization: { slug: 'csto' },
      holder: { name: 'Belarus' },
    };
    const term = { termStart: '2023-01-01', termEnd: '2023-12-31' };
    await service
      .http()
      .post('/api/v1/plans')
      .send({ ...frame, ...term, areas: [{ code: 'x', name: 'X' }] })
      .expect(201);
    for (const code of ['X-1', 'X-2']) {
      const input = { code, area: 'x', title: `Promise ${code}`, basis: 'stated' };
      await service.http().post(`${plan}/objectives`).send(input).expect(201);
    }
    const { status } = await record(
      service,
      objective,
      rating('not_implemented', '2023-11-23', { cause: 'external', evidence: [citing('It failed.')] }),
    );
    expect(status).toBe(201);
  });

  const total = async (): Promise<Json> =>
    (await service.http().get(`${plan}/scorecard`).expect(200)).body.total;
  const history = async (path = objective): Promise<Json[]> =>
    (await service.http().get(`${path}/assessments`).expect(200)).body.items;
  const status = async (path = objective): Promise<string> =>
    (await service.http().get(path).expect(200)).body.status;

  it("answers 201 with the entry's address and the next ETag, and updates history and scorecard", async () => {
    const before = await etagOf(service, EXT09);
    const answer = await service
      .http()
      .post(`${EXT09}/assessments`)
      .set('If-Match', before)
      .send({ ...DONE, assessor: 'presidency', rationale: 'Talks were resumed.' })
      .expect(201);
    expect(answer.body).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      assessor: 'presidency',
      status: 'implemented',
      effectiveOn: '2024-02-01',
      cause: null,
      rationale: 'Talks were resumed.',
      recordedAt: expect.stringMatching(/Z$/),
      recordedBy: expect.stringMatching(/^token:test /),
      importedFrom: null,
      retracts: null,
      retractedBy: null,
      evidence: [expect.objectContaining({ bearing: 'supports', summary: 'It was resumed.', exact: null })],
    });
    expect(answer.headers.etag).not.toBe(before);
    expect(await etagOf(service, EXT09)).toBe(answer.headers.etag);
    expect(answer.headers.location).toBe(`${EXT09}/assessments/${answer.body.id}`);
    const there = await service
      .http()
      .get(answer.headers.location as string)
      .expect(200);
    expect(there.body).toEqual(answer.body);
    expect((await history(EXT09))[0]).toEqual(answer.body);
    const { body: card } = await service.http().get(`${BELARUS}/scorecard`).expect(200);
    expect(card.total).toMatchObject({ complete: 33, percentComplete: 97.1, evidence: { firm: 23 } });
    const { body: now } = await service.http().get(EXT09);
    expect(now).toMatchObject({
      status: 'implemented',
      effectiveOn: '2024-02-01',
      strength: 'firm',
      evidence: { supports: 1, qualifies: 0, contradicts: 0 },
      assessment: answer.body.id,
    });
  });

  it('records nothing when one of several passages is refused', async () => {
    const before = await fingerprint(service);
    const evidence = [
      citing('A new passage.'),
      { source: 'no-such-source', summary: 'x', bearing: 'supports' },
    ];
    const answer = await record(service, objective, { ...DONE, evidence });
    expect([answer.status, answer.body.errors[0].pointer]).toEqual([422, '/evidence/1/source']);
    expect(await fingerprint(service)).toEqual(before);
  });

  it("keeps a later day's status when an earlier one is recorded", async () => {
    await record(service, objective, DONE);
    const { body } = await record(service, objective, rating('in_progress', '2024-01-01'));
    expect((await history())[0].id).toBe(body.id);
    expect(await status()).toBe('implemented');
    const january = await service.http().get(`${plan}/scorecard?asOf=2024-01-15`).expect(200);
    expect(january.body.total.byLevel).toEqual({ not_assessed: 1, in_progress: 1 });
  });

  it('takes the assessment recorded last when two share a day', async () => {
    await record(service, objective, DONE);
    await record(service, objective, rating('in_progress', '2024-02-01'));
    expect(await status()).toBe('in_progress');
  });

  it('records evidence by passage id or by place in a source without duplicating passages', async () => {
    const place = {
      source: 'ciss-2023-12-04',
      exact: 'a quotation of ours',
      prefix: 'before it',
      suffix: 'after it',
      paragraph: 3,
    };
    const first = await record(service, objective, {
      ...DONE,
      evidence: [{ ...place, bearing: 'supports' }],
    });
    const { passage } = first.body.evidence[0];
    expect((await service.http().get(`/api/v1/passages/${passage}`).expect(200)).body).toMatchObject(place);
    const byId = await record(service, objective, {
      ...DONE,
      evidence: [{ passage, bearing: 'qualifies', note: 'a draft only' }],
    });
    const byWords = await record(service, objective, {
      ...DONE,
      evidence: [{ ...place, bearing: 'supports' }],
    });
    expect([byId, byWords].map(({ body }) => body.evidence[0].passage)).toEqual([passage, passage]);
    expect(byId.body.evidence[0]).toMatchObject({ bearing: 'qualifies', note: 'a draft only', ...place });
    const twice = [
      { ...place, bearing: 'supports' },
      { passage, bearing: 'qualifies' },
    ];
    const refused = await record(service, objective, { ...DONE, evidence: twice });
    expect([refused.status, refused.body.errors[0]]).toEqual([
      422,
      { pointer: '/evidence/1', message: expect.stringContaining('same passage') },
    ]);
  });

  describe('and taking it back', () => {
    it('falls back to the earlier assessment after a retraction and keeps the entry readable', async () => {
      const { body: wrong } = await record(service, objective, DONE);
      const answer = await retract(service, objective, wrong.id);
      expect(answer.status).toBe(201);
      expect(answer.body).toMatchObject({
        retracts: wrong.id,
        status: null,
        effectiveOn: null,
        rationale: 'It was a slip.',
      });
      expect(answer.headers.location).toBe(`${objective}/assessments/${answer.body.id}`);
      expect(await etagOf(service, objective)).toBe(answer.headers.etag);
      expect((await history()).map(({ id }) => id).slice(0, 2)).toEqual([answer.body.id, wrong.id]);
      expect((await history())[1]).toEqual({ ...wrong, retractedBy: answer.body.id });
      expect(await status()).toBe('not_implemented');
      expect(await total()).toMatchObject({ complete: 0, assessed: 1 });
    });

    it('leaves an objective not assessed when its only assessment is retracted', async () => {
      const { body } = await record(service, untouched, rating('in_progress', '2026-02-01'));
      expect(await status(untouched)).toBe('in_progress');
      await retract(service, untouched, body.id);
      expect(await status(untouched)).toBe('not_assessed');
    });

    it('refuses to retract an assessment twice, or a retraction', async () => {
      const { body: wrong } = await record(service, objective, DONE);
      const { body: retraction } = await retract(service, objective, wrong.id);
      for (const id of [wrong.id, retraction.id]) {
        const again = await retract(service, objective, id);
        expect([again.status, again.body.type]).toEqual([409, '/problems/already-retracted']);
      }
    });

    it('refuses to retract an entry of another objective or a stale version', async () => {
      const { body } = await record(service, objective, DONE);
      const other = await retract(service, untouched, body.id);
      expect(other.status).toBe(404);
      expect((await retract(service, objective, 'no-id')).status).toBe(404);
      expect((await service.http().get(`${objective}/assessments/no-id`)).status).toBe(404);
      expect((await service.http().get(`${untouched}/assessments/${body.id}`)).status).toBe(404);
      const address = `${objective}/assessments/${body.id}/retraction`;
      await service.http().post(address).send({ rationale: 'x' }).expect(428);
      await service.http().post(address).set('If-Match', '"1"').send({ rationale: 'x' }).expect(412);
    });
  });

  describe('with an Idempotency-Key', () => {
    const post = (key: string, etag: string, body: object) =>
      service
        .http()
        .post(`${objective}/assessments`)
        .set({ 'If-Match': etag, 'Idempotency-Key': key })
        .send(body);

    it('returns the first response to a repeated request and records once', async () => {
      const etag = await etagOf(service, objective);
      const first = await post('key-1', etag, DONE).expect(201);
      const second = await post('key-1', etag, DONE).expect(201);
      expect(second.text).toBe(first.text);
      expect([second.headers.etag, second.headers.location]).toEqual([
        first.headers.etag,
        first.headers.location,
      ]);
      expect(second.headers['idempotency-replayed']).toBe('true');
      expect(await history()).toHaveLength(2);
    });

    it('accepts a repeated body with its properties in another order', async () => {
      const etag = await etagOf(service, objective);
      const first = await post('key-1', etag, DONE).expect(201);
      const reordered = Object.fromEntries(Object.entries(DONE).reverse());
      const second = await post('key-1', etag, reordered).expect(201);
      expect(second.text).toBe(first.text);
      expect(await history()).toHaveLength(2);
    });

    it('refuses a different request under the same key', async () => {
      const etag = await etagOf(service, objective);
      await post('key-1', etag, DONE).expect(201);
      const { body } = await post('key-1', etag, { ...DONE, rationale: 'Another.' }).expect(409);
      expect(body.type).toBe('/problems/key-reused');
      expect(await history()).toHaveLength(2);
    });

    it('records once when the same request is sent several times at once', async () => {
      const etag = await etagOf(service, objective);
      const answers = await Promise.all(Array.from({ length: 8 }, () => post('key-1', etag, DONE)));
      expect(answers.map((answer) => answer.status)).toEqual(Array.from({ length: 8 }, () => 201));
      expect(new Set(answers.map((answer) => answer.text)).size).toBe(1);
      expect(await history()).toHaveLength(2);
    });

    it('frees the key when the request failed', async () => {
      await post('key-1', '"1"', DONE).expect(412);
      await post('key-1', await etagOf(service, objective), { ...DONE, status: 'unheard_of' }).expect(422);
      await post('key-1', await etagOf(service, objective), DONE).expect(201);
    });

    it('refuses a malformed key', async () => {
      for (const key of ['with space', 'k'.repeat(201), 'cl\u00e9']) {
        const { body } = await post(key, await etagOf(service, objective), DONE).expect(422);
        expect(body.detail).toContain('Idempotency-Key');
      }
    });
  });

  describe('is append-only, whoever asks the database', () => {
    const sql = (text: string): Promise<unknown> => service.database.source.query(text);

    it.each(['assessment', 'evidence', 'claim'])('refuses to change or delete rows of %s', async (table) => {
      for (const text of [
        `UPDATE ${table} SET plan_id = plan_id`,
        `UPDATE ${table} SET plan_id = 0 WHERE false`,
        `DELETE FROM ${table}`,
        `TRUNCATE ${table} CASCADE`,
      ]) {
        await expect(sql(text)).rejects.toThrow('append-only');
      }
      await expect(sql('DELETE FROM plan')).rejects.toThrow();
      expect(await total()).toMatchObject({ objectives: 2, assessed: 1 });
    });

    it('refuses evidence added to an earlier assessment, and a final status without any', async () => {
      const passage = '(SELECT id FROM passage ORDER BY id DESC LIMIT 1)';
      const slipped = `INSERT INTO evidence (plan_id, assessment_id, position, passage_id, bearing)
        SELECT plan_id, id, 99, ${passage}, 'supports' FROM assessment ORDER BY recorded_at LIMIT 1`;
      await expect(sql(slipped)).rejects.toThrow('pieces of evidence');
      const verdict = (count: number): string => `INSERT INTO assessment
          (plan_id, id, objective_id, assessor_id, scale_id, level, effective_on, recorded_at, recorded_by, rationale, evidence_count)
        SELECT plan_id, gen_random_uuid(), objective_id, assessor_id, scale_id, 'implemented', effective_on, now(), 'me', 'r', ${count}
          FROM assessment ORDER BY recorded_at LIMIT 1`;
      await expect(sql(verdict(0))).rejects.toThrow('final level without evidence');
      await expect(sql(verdict(1))).rejects.toThrow('pieces of evidence');
      expect(await history()).toHaveLength(1);
    });
  });
});
