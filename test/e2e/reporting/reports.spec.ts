import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { ReportObjective } from '../../../src/reporting/scorecard/report.js';
import { ReportReader } from '../../../src/reporting/scorecard/report.reader.js';
import { BELARUS, change, citing, type Json, pagesOf, rating, record } from '../../support/api.js';
import { recordedDuring } from '../../support/explain.js';
import { startService, type TestService } from '../../support/service.js';

const CARD = `${BELARUS}/scorecard`;
const TIMELINE = `${BELARUS}/timeline`;
const SLUG = 'csto-2023-belarus';

let service: TestService;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

async function get(path: string, query: object = {}): Promise<Json> {
  return (await service.http().get(path).query(query).expect(200)).body;
}

async function all(objectives: AsyncIterable<ReportObjective>): Promise<ReportObjective[]> {
  const found: ReportObjective[] = [];
  for await (const objective of objectives) found.push(objective);
  return found;
}

describe('the timeline', () => {
  it("has a timeline point for each day of change, with that day's figures", async () => {
    const { points, objectives, asOf, knownAt } = await get(TIMELINE, { asOf: '2023-12-31' });
    expect(objectives).toBe(34);
    expect(points.map(({ date, complete }: Json) => [date, complete]).slice(-2)).toEqual([
      ['2023-10-27', 6],
      ['2023-11-23', 32],
    ]);
    for (const { date, ...figures } of points) {
      const { total } = await get(CARD, { asOf: date, knownAt });
      expect(total).toMatchObject(figures);
    }
    expect(asOf).toBe('2023-12-31');
    const half = await get(TIMELINE, { asOf: '2023-10-27' });
    expect(half.points).toEqual(points.slice(0, -1));
  });

  it('has no timeline point where nothing is assessed', async () => {
    expect((await get('/api/v1/plans/csto-2026-russia/timeline')).points).toEqual([]);
    await service.http().get('/api/v1/plans/none/timeline').expect(404);
    await service.http().get(TIMELINE).query({ assessor: 'nobody' }).expect(400);
  });

  it('returns the same timeline at the address it names', async () => {
    const { body, text } = await service.http().get(TIMELINE).expect(200);
    expect((await service.http().get(body.origin.address).expect(200)).text).toBe(text);
  });
});

describe('the report behind every form', () => {
  it('has one square per objective and evidence that adds up to the scorecard', async () => {
    const report = await service.app.get(ReportReader).get(SLUG, { asOf: '2023-12-31' });
    expect(report.scorecard).toEqual(await get(CARD, { asOf: '2023-12-31' }));
    expect(report.timeline).toEqual((await get(TIMELINE, { asOf: '2023-12-31' })).points);
    const objectives = await all(report.objectives());
    expect(report.cells).toEqual(
      objectives.map(({ area, code, title, level, strength, late, effectiveOn, evidence }) => ({
        area,
        code,
        title,
        level,
        strength,
        late,
        effectiveOn,
        hasEvidence: evidence.length > 0,
      })),
    );
    expect(objectives).toHaveLength(34);
    const of = (strength: string) => objectives.filter((each) => each.strength === strength).length;
    expect([of('firm'), of('qualified')]).toEqual([22, 10]);
    const [unfinished] = report.scorecard.notComplete;
    const same = objectives.find(({ code }) => code === unfinished?.code);
    expect(same).toMatchObject({
      levelLabel: 'Not implemented',
      basis: 'stated',
      rationale: unfinished?.rationale,
      evidence: unfinished?.passages,
      recordedAt: expect.stringMatching(/Z$/),
    });
  });

  it('shows one moment throughout, whatever is recorded meanwhile', async () => {
    const slug = 'many';
    await service
      .http()
      .post('/api/v1/plans')
      .send({
        slug,
        state: 'published',
        organization: { slug: 'csto' },
        title: 'Many',
        holder: { name: 'Somewhere' },
        termStart: '2024-01-01',
        termEnd: '2024-12-31',
        areas: [{ code: 'one', name: 'One' }],
      })
      .expect(201);
    await service.database.source.query(
      `INSERT INTO objective (plan_id, area_id, code, title, basis, position, known_from)
       SELECT p.id, a.id, 'O-' || n, 'Objective ' || n, 'stated', n, p.known_from
         FROM plan p JOIN area a ON a.plan_id = p.id CROSS JOIN generate_series(1, 1201) n WHERE p.slug = '${slug}'`,
    );
    const path = `/api/v1/plans/${slug}/objectives`;
    expect((await record(service, `${path}/O-1150`, rating('in_progress', '2024-05-01'))).status).toBe(201);
    const report = await service.app.get(ReportReader).get(slug);
    const seen: ReportObjective[] = [];
    for await (const objective of report.objectives()) {
      seen.push(objective);
      if (seen.length === 1) {
        for (const code of ['O-600', 'O-1150', 'O-1201']) {
          const done = rating('implemented', '2024-06-01', { evidence: [citing(`${code} is done.`)] });
          expect((await record(service, `${path}/${code}`, done)).status).toBe(201);
        }
        await change(service, `${path}/O-700`, { title: 'Another title' });
        await service
          .http()
          .post(path)
          .send({ code: 'O-NEW', area: 'one', title: 'One more', basis: 'stated' })
          .expect(201);
      }
    }
    expect(seen.map(({ code }) => code)).toEqual(Array.from({ length: 1201 }, (_, at) => `O-${at + 1}`));
    expect(
      seen.filter(({ level }) => level !== 'not_assessed').map(({ code, level }) => [code, level]),
    ).toEqual([['O-1150', 'in_progress']]);
    expect(seen[699]?.title).toBe('Objective 700');
    expect(report.scorecard.total).toMatchObject({ objectives: 1201, assessed: 1, complete: 0 });
    // Once more, from the start: the same. Asked anew, it is another report.
    expect(await all(report.objectives())).toEqual(seen);
    const { scorecard } = await service.app.get(ReportReader).get(slug);
    expect(scorecard.total).toMatchObject({ objectives: 1202, assessed: 3, complete: 3 });
  });

  it('names objectives completed after the term and counts them as complete', async () => {
    const slug = 'csto-2024-kazakhstan';
    const objective = (await get(`/api/v1/plans/${slug}/objectives?limit=1`)).items[0];
    const done = rating('implemented', '2025-03-01', { evidence: [citing('It came in March.')] });
    expect((await record(service, `/api/v1/plans/${slug}/objectives/${objective.code}`, done)).status).toBe(
      201,
    );
    const late = {
      code: objective.code,
      title: objective.title,
      level: 'implemented',
      effectiveOn: '2025-03-01',
    };
    const card = await get(`/api/v1/plans/${slug}/scorecard`);
    expect(card.late).toEqual([late]);
    expect(card.total.complete).toBe(1);
    expect(card.sources.map(({ slug }: Json) => slug)).toContain('ciss-2023-12-04');
    const { cells } = await service.app.get(ReportReader).get(slug);
    expect(cells?.filter((cell) => cell.late).map(({ code }) => code)).toEqual([objective.code]);
    const before = await get(`/api/v1/plans/${slug}/scorecard`, { asOf: '2024-12-31' });
    expect([before.late, before.sources.some(({ slug }: Json) => slug === 'ciss-2023-12-04')]).toEqual([
      [],
      false,
    ]);
  });
});

describe('the presidencies side by side', () => {
  const SIDE = '/api/v1/scorecards';

  it('lists presidencies newest first with totals, claims and addresses', async () => {
    const { items, organization, asOf } = await get(SIDE, { organization: 'csto', asOf: '2023-12-31' });
    expect([organization.acronym, asOf]).toEqual(['CSTO', '2023-12-31']);
    expect(
      items.map(({ plan }: Json) => plan.slug).filter((slug: string) => slug.startsWith('csto')),
    ).toEqual(['csto-2026-russia', 'csto-2025-kyrgyzstan', 'csto-2024-kazakhstan', SLUG]);
    for (const row of items) {
      const { total, range, claims, provenanceNote, assessor, knownAt, plan } = await get(row.scorecard);
      expect(row).toMatchObject({ total, range, claims, provenanceNote, assessor, knownAt });
      expect(plan).toMatchObject(row.plan);
    }
    expect(items.at(-1)).toMatchObject({
      total: { objectives: 34, complete: 32, percentComplete: 94.1 },
      range: { strict: { complete: 22, of: 34 } },
      claims: [{ verdict: 'matches' }],
    });
  });

  it('pages presidencies in the requested language', async () => {
    const pages = await pagesOf<Json>(service, `${SIDE}?organization=csto&limit=2&lang=ru`);
    const whole = await get(SIDE, { organization: 'csto', lang: 'ru' });
    expect(pages.map((page) => page.length)).toEqual([2, 2, 1]);
    expect(pages.flat()).toEqual(whole.items);
    expect(whole.items.at(-1).plan.holder).toBe('Беларусь');
    expect(whole.organization.name).toContain('Организация');
  });

  it('reads a page of presidencies with one statement', async () => {
    const statements = async (limit: number): Promise<number> =>
      (await recordedDuring(() => get(SIDE, { organization: 'csto', limit }))).filter(
        ({ text }) => !text.includes('api_token'),
      ).length;
    expect([await statements(1), await statements(4)]).toEqual([3, 3]);
  });

  it('refuses an unknown organization of presidencies', async () => {
    const { body } = await service.http().get(SIDE).query({ organization: 'nobody' }).expect(404);
    expect(body).toMatchObject({
      type: '/problems/not-found',
      detail: 'There is no organization "nobody". GET /api/v1/organizations lists the organizations.',
    });
  });
});

describe('the OpenAPI document', () => {
  it('describes reports exactly as they are', async () => {
    const { paths } = await get('/api/openapi.json');
    const ajv = formats.default(new Ajv2020({ strict: false, allErrors: true }));
    const questions = {
      '/scorecard': [
        {},
        { asOf: '2023-10-27' },
        { asOf: '2023-12-31', since: '2023-10-01' },
        { asOf: '0001-01-01', knownAt: '0001-01-01T00:00:00Z' },
      ],
      '/timeline': [{}, { asOf: '2023-10-27' }],
    };
    for (const [name, queries] of Object.entries(questions)) {
      const route = paths[`/api/v1/plans/{plan}${name}`].get;
      const fits = ajv.compile(route.responses['200'].content['application/json'].schema);
      for (const plan of [SLUG, 'csto-2024-kazakhstan', 'csto-2025-kyrgyzstan', 'csto-2026-russia']) {
        for (const query of queries) {
          fits(await get(`/api/v1/plans/${plan}${name}`, query));
          expect(fits.errors).toBeNull();
        }
      }
    }
    const side = paths['/api/v1/scorecards'].get.responses['200'].content['application/json'].schema;
    const fits = ajv.compile(side);
    for (const query of [{}, { organization: 'csto', lang: 'ru', limit: 1 }]) {
      fits(await get('/api/v1/scorecards', query));
      expect(fits.errors).toBeNull();
    }
  });
});
