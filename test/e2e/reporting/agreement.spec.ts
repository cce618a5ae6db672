import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startService, type TestService } from '../../support/service.js';

const PLAN = '/api/v1/plans/two-views';
const AREA = { code: 'all', name: 'All' };

describe('agreement between the assessors of a plan', () => {
  let service: TestService;
  /** The instant at which the two had rated all but the last. */
  let before: string;

  beforeAll(async () => {
    service = await startService({ seed: false });
    const { http } = service;
    await http()
      .post('/api/v1/plans')
      .send({
        slug: 'two-views',
        state: 'published',
        organization: { slug: 'org', name: 'Organization' },
        title: 'Two views',
        holder: { name: 'Holder' },
        termStart: '2023-01-01',
        termEnd: '2023-12-31',
        assessors: [{ slug: 'presidency', name: 'The presidency', kind: 'self_reported' }],
        areas: [AREA],
      })
      .expect(201);
    await http().post('/api/v1/sources').send({ slug: 'report', title: 'Report' }).expect(201);
    for (const code of ['O1', 'O2', 'O3', 'O4', 'O5', 'O6', 'O7']) {
      await http()
        .post(`${PLAN}/objectives`)
        .send({ code, area: 'all', title: `Objective ${code}`, basis: 'stated' })
        .expect(201);
    }
    const plan = await http().get(PLAN).expect(200);
    await http()
      .patch(PLAN)
      .set('If-Match', plan.headers.etag!)
      .send({ assessors: [{ slug: 'institute', name: 'An institute', kind: 'independent' }] })
      .expect(200);

    await rate('O1', 'presidency', 'implemented');
    await rate('O1', 'institute', 'implemented');
    await rate('O2', 'presidency', 'implemented');
    await rate('O2', 'institute', 'not_implemented');
    await rate('O3', 'presidency', 'implemented');
    await rate('O3', 'institute', 'implemented');
    await rate('O4', 'presidency', 'in_progress');
    await rate('O4', 'institute', 'in_progress');
    await rate('O5', 'presidency', 'implemented');
    await rate('O5', 'institute', 'not_applicable');
    await rate('O6', 'presidency', 'implemented');
    const { body } = await http().get(`${PLAN}/agreement`).expect(200);
    before = body.knownAt;
    await rate('O6', 'institute', 'withdrawn', '2023-12-20');
    // "Not assessed" is a level that can be recorded, but no rating.
    await rate('O7', 'institute', 'not_assessed');
  });
  afterAll(() => service.stop());

  async function rate(code: string, assessor: string, status: string, effectiveOn = '2023-11-23') {
    const objective = await service.http().get(`${PLAN}/objectives/${code}`).expect(200);
    const evidence = [{ source: 'report', summary: `On ${code}`, bearing: 'supports' }];
    await service
      .http()
      .post(`${PLAN}/objectives/${code}/assessments`)
      .set('If-Match', objective.headers.etag!)
      .send({ assessor, status, effectiveOn, rationale: 'Because.', evidence })
      .expect(201);
  }

  it('computes counts, percentage, kappa and alpha as by hand', async () => {
    const { body } = await service.http().get(`${PLAN}/agreement`).expect(200);
    expect(body.plan).toMatchObject({ slug: 'two-views', holder: 'Holder', termEnd: '2023-12-31' });
    expect(body.objectives).toBe(7);
    expect(body.assessors).toEqual([
      { slug: 'presidency', name: 'The presidency', kind: 'self_reported', rated: 6 },
      { slug: 'institute', name: 'An institute', kind: 'independent', rated: 6 },
    ]);
    // O1 to O6; they agree on O1, O3 and O4. The presidency: 5 implemented, 1 in progress. The institute:
    // 2 implemented, 1 each of not implemented, in progress, not applicable, withdrawn.
    // p_o = 3/6, p_e = (5·2 + 1·1) / 36 = 11/36, kappa = (18 - 11) / (36 - 11) = 7/25.
    expect(body.pairs).toEqual([
      {
        assessors: ['presidency', 'institute'],
        units: 6,
        agreeing: 3,
        percentAgreement: { value: 50 },
        kappa: { value: 0.28 },
      },
    ]);
    // Nominal: n = 12, levels 7, 2, 1, 1, 1. Pairs that differ: (144 - 49 - 4 - 3) / 2 = 44; observed 3.
    // alpha = 1 - 11·3/44 = 0.25.
    expect(body.alpha.nominal).toEqual({ value: 0.25, units: 6, ratings: 12 });
    // Ordinal, by credit, O5 left out: n = 10, six 1s, four 0s, observed 2 (O2, O6): alpha = 1 - 9·2/24 = 0.25.
    expect(body.alpha.ordinal).toEqual({ value: 0.25, units: 5, ratings: 10 });
  });

  it('lists exactly the objectives on which assessors differ', async () => {
    const { body } = await service.http().get(`${PLAN}/agreement`).expect(200);
    expect(body.differences).toEqual([
      {
        code: 'O2',
        title: 'Objective O2',
        ratings: { presidency: 'implemented', institute: 'not_implemented' },
      },
      {
        code: 'O5',
        title: 'Objective O5',
        ratings: { presidency: 'implemented', institute: 'not_applicable' },
      },
      { code: 'O6', title: 'Objective O6', ratings: { presidency: 'implemented', institute: 'withdrawn' } },
    ]);
  });

  it('keeps the scorecards of two assessors apart', async () => {
    const own = await service.http().get(`${PLAN}/scorecard`).expect(200);
    const other = await service.http().get(`${PLAN}/scorecard?assessor=institute`).expect(200);
    // Neither has assessed O7; the institute finds that O5 does not apply.
    expect(own.body.total).toMatchObject({
      complete: 5,
      applicable: 7,
      percentComplete: null,
      possible: { least: 5, most: 6 },
    });
    expect(other.body.total).toMatchObject({
      complete: 2,
      applicable: 6,
      percentComplete: null,
      possible: { least: 2, most: 3 },
    });
  });

  it('answers for an earlier day and as known earlier', async () => {
    const onDay = await service.http().get(`${PLAN}/agreement?asOf=2023-12-01`).expect(200);
    const known = await service.http().get(`${PLAN}/agreement`).query({ knownAt: before }).expect(200);
    for (const { body } of [onDay, known]) {
      expect(body.assessors.map(({ rated }: { rated: number }) => rated)).toEqual([6, 5]);
      expect(body.pairs[0]).toMatchObject({ units: 5, agreeing: 3, percentAgreement: { value: 60 } });
    }
    expect(known.body.knownAt).toBe(before);
    // The history gives the same figures for now as the current rows do.
    const { body: now } = await service.http().get(`${PLAN}/agreement`).expect(200);
    const { body: then } = await service
      .http()
      .get(`${PLAN}/agreement`)
      .query({ asOf: now.asOf, knownAt: now.knownAt })
      .expect(200);
    expect(then).toEqual(now);
  });

  it('says that one assessor has nobody to agree with', async () => {
    await service
      .http()
      .post('/api/v1/plans')
      .send({
        slug: 'one-view',
        state: 'published',
        organization: { slug: 'org' },
        title: 'One view',
        holder: { name: 'Holder' },
        termStart: '2023-01-01',
        termEnd: '2023-12-31',
      })
      .expect(201);
    const { body } = await service.http().get('/api/v1/plans/one-view/agreement').expect(200);
    expect(body).toMatchObject({ objectives: 0, pairs: [], differences: [] });
    expect(body.assessors).toHaveLength(1);
    const reason = 'No objective is assessed by two assessors.';
    expect(body.alpha).toEqual({
      nominal: { value: null, reason, units: 0, ratings: 0 },
      ordinal: { value: null, reason, units: 0, ratings: 0 },
    });
  });

  it('refuses unanswerable questions', async () => {
    await service.http().get('/api/v1/plans/nowhere/agreement').expect(404);
    await service.http().get(`${PLAN}/agreement?asOf=2023-02-30`).expect(400);
    await service.http().get(`${PLAN}/agreement?assessor=institute`).expect(400);
    const future = await service.http().get(`${PLAN}/agreement?knownAt=2999-01-01T00:00:00Z`).expect(400);
    expect(future.body.errors[0].pointer).toBe('?knownAt');
  });
});
