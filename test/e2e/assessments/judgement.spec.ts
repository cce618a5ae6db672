import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BELARUS, citing, etagOf, type Json, rating, record, transcribed } from '../../support/api.js';
import { startService, type TestService } from '../../support/service.js';

const PLAN = '/api/v1/plans/river-2022';

describe('a recorded judgement', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startService();
    const made = await service
      .http()
      .post('/api/v1/plans')
      .send({
        slug: 'river-2022',
        organization: { slug: 'river-council', name: 'The River Council' },
        title: 'The presidency of the Upper River',
        holder: { name: 'Upper River' },
        termStart: '2022-01-01',
        termEnd: '2022-12-31',
        assessors: [{ slug: 'upper-river', name: 'Upper River itself', kind: 'self_reported' }],
        areas: [{ code: 'water', name: 'Water' }],
      });
    expect(made.status).toBe(201);
    for (const code of ['W1', 'W2']) {
      const objective = { code, area: 'water', title: `Objective ${code}`, basis: 'stated' };
      await service.http().post(`${PLAN}/objectives`).send(objective).expect(201);
    }
  });
  afterAll(() => service.stop());

  const errorOf = ({ status, body }: Json): unknown => [
    status,
    body.errors?.[0]?.pointer,
    body.errors?.[0]?.message,
  ];

  it('is not called complete on a passage that says the opposite', async () => {
    const objective = `${BELARUS}/objectives/INT-01`;
    const against = citing('The talks broke down in May.', 'contradicts');
    const refused = await record(
      service,
      objective,
      transcribed('implemented', '2023-05-31', { evidence: [against] }),
    );
    expect(errorOf(refused)).toEqual([
      422,
      '/evidence/0/bearing',
      expect.stringMatching(
        /"The talks broke down in May\." contradicts this status.*Add a passage that supports/,
      ),
    ]);
    const qualified = [against, citing('They were resumed in part.', 'qualifies')];
    const more = { evidence: qualified };
    expect((await record(service, objective, transcribed('implemented', '2023-05-31', more))).status).toBe(
      201,
    );
    const failed = transcribed('not_implemented', '2023-06-30', { evidence: [against] });
    expect((await record(service, objective, failed)).status).toBe(201);
  });

  it('keeps what an earlier version called complete on a passage that only contradicts', async () => {
    const objective = `${BELARUS}/objectives/INT-02`;
    const more = { evidence: [citing('It was put off.', 'supports')] };
    const { body } = await record(service, objective, transcribed('implemented', '2023-06-30', more));
    await service.database.source.query(`ALTER TABLE evidence DISABLE TRIGGER USER`);
    await service.database.source.query(
      `UPDATE evidence SET bearing = 'contradicts' WHERE assessment_id = $1`,
      [body.id],
    );
    await service.database.source.query(`ALTER TABLE evidence ENABLE TRIGGER USER`);
    const read = await service.http().get(`${objective}/assessments/${body.id}`).expect(200);
    expect(read.body).toMatchObject({ status: 'implemented', evidence: [{ bearing: 'contradicts' }] });
    expect((await record(service, objective, transcribed('in_progress', '2023-07-31'))).status).toBe(201);
  });

  it("is never signed as the presidency's own where nobody was named", async () => {
    const refused = await record(service, `${PLAN}/objectives/W1`, rating('in_progress', '2022-06-01'));
    expect(errorOf(refused)).toEqual([
      422,
      '/assessor',
      expect.stringContaining(
        `no independent assessor yet. To record your own assessments, add one with POST ${PLAN}/assessors`,
      ),
    ]);
    const named = rating('in_progress', '2022-06-01', { assessor: 'upper-river' });
    expect((await record(service, `${PLAN}/objectives/W1`, named)).status).toBe(201);
    const added = await service
      .http()
      .post(`${PLAN}/assessors`)
      .set('If-Match', await etagOf(service, PLAN))
      .send({ slug: 'watchers', name: 'The watchers', kind: 'independent' });
    expect(added.status).toBe(201);
    const { body } = await record(service, `${PLAN}/objectives/W1`, rating('in_progress', '2022-07-01'));
    expect(body.assessor).toBe('watchers');
    const shown = await service.http().get(`${PLAN}/objectives/W1`).expect(200);
    expect([shown.body.assessor, shown.body.effectiveOn]).toEqual(['upper-river', '2022-06-01']);
  });

  it('of the first case is the analysts’ where nobody was named', async () => {
    const { body } = await record(
      service,
      `${BELARUS}/objectives/EXT-01`,
      rating('in_progress', '2023-06-01'),
    );
    expect(body.assessor).toBe('analysts');
    const { body: card } = await service.http().get(`${BELARUS}/scorecard`).expect(200);
    expect([card.assessor.slug, card.total.assessed]).toEqual(['presidency', 34]);
  });

  it('does not date from the year 203 because a digit was left out', async () => {
    const objective = `${PLAN}/objectives/W2`;
    const slip = rating('in_progress', '0203-11-23', { assessor: 'upper-river' });
    const refused = await record(service, objective, slip);
    expect(errorOf(refused)).toEqual([
      422,
      '/effectiveOn',
      '0203-11-23 lies more than ten years before the term begins, on 2022-01-01. Correct the day, or have an editor record it with outsideTerm set',
    ]);
    expect(refused.body.outsideTerm).toEqual({ termStart: '2022-01-01', termEnd: '2022-12-31' });
    const analyst = service.as(await service.token('analyst'));
    const insisting = { ...slip, effectiveOn: '2011-12-31', outsideTerm: true };
    const etag = await etagOf(service, objective);
    const post = (agent: Json, body: object): Promise<Json> =>
      agent.post(`${objective}/assessments`).set('If-Match', etag).send(body);
    const notAllowed = await post(analyst, insisting);
    expect([notAllowed.status, notAllowed.body.errors[0].pointer]).toEqual([403, '/outsideTerm']);
    const near = await post(analyst, { ...insisting, effectiveOn: '2012-01-01' });
    expect(near.status).toBe(201);
    const far = await record(service, objective, insisting);
    expect(far.status).toBe(201);
  });
});
