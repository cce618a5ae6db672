import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Json, record, transcribed } from '../../support/api.js';
import { startService, type TestService } from '../../support/service.js';

const PAIR = '/api/v1/comparisons/csto-2023-belarus/csto-2024-kazakhstan';

let service: TestService;
let before: Json;
beforeAll(async () => {
  service = await startService();
  before = await compared();
});
afterAll(() => service.stop());

async function compared(query = ''): Promise<Json> {
  return (await service.http().get(`${PAIR}${query}`).expect(200)).body;
}

const planOf = (slug: string, more: object = {}): object => ({
  slug,
  title: slug,
  state: 'published',
  organization: { slug: 'csto', name: 'Collective Security Treaty Organization' },
  holder: { name: 'Nobody' },
  termStart: '2031-01-01',
  termEnd: '2031-12-31',
  areas: [{ code: 'all', name: 'All' }],
  ...more,
});

async function made(slug: string, titles: string[], more: object = {}): Promise<void> {
  await service.http().post('/api/v1/plans').send(planOf(slug, more)).expect(201);
  for (const [at, title] of titles.entries()) {
    const objective = { code: `O${at + 1}`, area: 'all', title, basis: 'stated' };
    await service.http().post(`/api/v1/plans/${slug}/objectives`).send(objective).expect(201);
  }
}

describe('the comparison of 2023 with 2024', () => {
  it('counts what became of the 34 objectives of 2023 and what is new among the 14 of 2024', () => {
    expect(before.totals).toEqual({
      ...{ from: 34, to: 14, carriedOn: 2, widened: 3, narrowed: 0, related: 4 },
      notContinued: { all: 21, completed: 19, unfinished: 2, notAssessed: 0 },
      ...{ undecided: 4, new: 3, undecidedLater: 1 },
    });
    expect(before.compared).toBe('partly');
    expect(before.new.map(({ code }: Json) => code)).toEqual(['KZ2.2', 'KZ2.3', 'KZ4.2']);
    const codes = (list: Json[]): string[] => list.map(({ code }) => code);
    expect(codes(before.undecided)).toEqual(['EXT-06', 'MIS-07', 'MIS-16', 'MIS-17']);
    expect(codes(before.undecidedLater)).toEqual(['KZ2.4']);
    expect(before.notContinued.find(({ code }: Json) => code === 'INT-04')).toMatchObject({
      standing: 'unfinished',
      rationale: 'No Kazakh priority names Armenia.',
      decidedBy: 'seed',
    });
    expect(before.rows).toHaveLength(11);
    expect(before.rows).toContainEqual({
      ...{ suggestedReason: false, decidedBy: 'seed', decidedAt: expect.any(String) },
      from: 'EXT-03',
      to: 'KZ1.1',
      relation: 'closeMatch',
      state: 'confirmed',
      rationale: 'Both keep up the work with the United Nations.',
    });
  });

  it('shows that nothing takes up the two unfinished objectives', () => {
    expect(before.unfinished).toEqual([
      expect.objectContaining({ code: 'INT-04', level: 'not_implemented', cause: 'external', takenUpBy: [] }),
      expect.objectContaining({ code: 'EXT-09', fate: 'notContinued', takenUpBy: [] }),
    ]);
  });

  it('shows the ten objectives with qualified evidence and what takes them up', () => {
    expect(before.notFirm).toHaveLength(10);
    expect(new Set(before.notFirm.map(({ strength }: Json) => strength))).toEqual(new Set(['qualified']));
    const taken = before.notFirm.filter(({ takenUpBy }: Json) => takenUpBy.length > 0);
    expect(taken.map(({ code, takenUpBy }: Json) => [code, takenUpBy[0].code])).toEqual([
      ['EXT-03', 'KZ1.1'],
      ['EXT-05', 'KZ1.2'],
    ]);
  });

  it('shows completion and coverage of each area as the two scorecards do', async () => {
    const { body: card } = await service.http().get('/api/v1/plans/csto-2023-belarus/scorecard').expect(200);
    expect(before.from.total).toEqual(card.total);
    const areas = before.areas.map(({ plan, code, objectives, complete, linked, percentLinked }: Json) =>
      [plan.slice(5, 9), code, objectives, complete, linked, percentLinked].join(' '),
    );
    expect(areas.slice(0, 4)).toEqual([
      '2023 internal 7 6 1 14.3',
      '2023 external 9 8 2 ',
      '2023 mission 18 18 6 ',
      '2024 international-cooperation 2 0 2 100',
    ]);
    expect(before.sameScale).toBe(true);
    const went = before.flows.filter(({ from, to }: Json) => from !== null && to !== null);
    expect(went.map(({ from, to, earlier, later }: Json) => `${from} ${to} ${earlier} ${later}`)).toEqual([
      'internal military-cooperation 1 1',
      'external international-cooperation 2 2',
      'mission military-cooperation 1 1',
      'mission terrorism-and-extremism 1 3',
      'mission drugs-and-arms 1 1',
      'mission drugs-and-arms 1 0',
      'mission emergencies 1 1',
      'mission it-crime 1 1',
    ]);
  });

  it('answers 304 to an unchanged comparison', async () => {
    const { headers } = await service.http().get(PAIR).expect(200);
    await service.http().get(PAIR).set('If-None-Match', headers.etag!).expect(304);
  });
});

describe('the two clocks of a comparison', () => {
  it('show what was decided then, whatever was decided since, under another entity tag', async () => {
    const { headers } = await service.http().get(PAIR).expect(200);
    const body = { objective: 'EXT-06', decision: 'notContinued', rationale: 'Looked for.' };
    await service.http().post(`${PAIR}/decisions`).send(body).expect(201);
    const after = await service.http().get(PAIR).set('If-None-Match', headers.etag!).expect(200);
    expect(after.body.totals).toMatchObject({ notContinued: { all: 22 }, undecided: 3 });
    expect(await compared(`?knownAt=${before.knownAt}`)).toEqual(before);
    const back = { ...body, decision: 'undecided', rationale: 'Two readers differ.' };
    await service.http().post(`${PAIR}/decisions`).set('If-Match', '"1"').send(back).expect(201);
    expect((await compared()).totals).toEqual(before.totals);
  });

  it('reproduces a comparison as known at an earlier instant, byte for byte', async () => {
    const { text } = await service.http().get(`${PAIR}?knownAt=${before.knownAt}`).expect(200);
    expect(JSON.parse(text)).toEqual(before);
    const links: Json = await service.http().get(`${PAIR}/links?objective=EXT-03`).expect(200);
    const { id } = links.body.items[0];
    await service
      .http()
      .patch(`${PAIR}/links/${id}`)
      .set('If-Match', '"1"')
      .send({ state: 'rejected' })
      .expect(200);
    const after = await compared();
    expect(after.totals).toMatchObject({ carriedOn: 1, undecided: 5, new: 3, undecidedLater: 2 });
    expect(after.rows).toHaveLength(10);
    const then = await service.http().get(`${PAIR}?knownAt=${before.knownAt}`).expect(200);
    expect(then.text).toBe(text);
    await service
      .http()
      .patch(`${PAIR}/links/${id}`)
      .set('If-Match', '"2"')
      .send({ state: 'confirmed' })
      .expect(200);
    expect((await compared()).totals).toEqual(before.totals);
  });

  it('shows the state of a day: nothing is unfinished before anything was done', async () => {
    const early = await compared('?asOf=2023-01-01');
    expect(early).toMatchObject({ asOf: '2023-01-01', unfinished: [], notFirm: [] });
    const notContinued = { all: 21, completed: 0, unfinished: 0, notAssessed: 21 };
    expect(early.totals).toEqual({ ...before.totals, notContinued });
    expect(early.from.total.assessed).toBe(0);
  });

  it('shows an objective in the words it had then', async () => {
    const path = '/api/v1/plans/csto-2024-kazakhstan/objectives/KZ1.1';
    const { headers } = await service.http().get(path).expect(200);
    const { knownAt } = await compared();
    const change = { title: 'Reworded', area: 'it-crime' };
    await service.http().patch(path).set('If-Match', headers.etag!).send(change).expect(200);
    const title = (body: Json): string =>
      body.notFirm.find(({ code }: Json) => code === 'EXT-03').takenUpBy[0].title;
    expect(title(await compared())).toBe('Reworded');
    expect(title(await compared(`?knownAt=${knownAt}`))).toMatch(/^Keep up the existing level/);
    const way = { from: 'external', to: 'it-crime', outcome: 'carriedOn', standing: null };
    const flow = { ...way, earlier: 1, later: 1 };
    expect((await compared()).flows).toContainEqual(flow);
    expect((await compared(`?knownAt=${knownAt}`)).flows).not.toContainEqual(flow);
  });

  it('refuses an instant in the future and invalid days', async () => {
    for (const query of ['knownAt=2999-01-01T00:00:00Z', 'asOf=2023-02-30', 'assessor=presidency'])
      await service.http().get(`${PAIR}?${query}`).expect(400);
  });

  it('takes an objective off the unfinished ones when it is assessed anew', async () => {
    const done = transcribed('implemented', '2024-06-01', {
      evidence: [{ source: 'ciss-2023-12-04', summary: 'It came about.', bearing: 'qualifies' }],
    });
    await record(service, '/api/v1/plans/csto-2023-belarus/objectives/INT-04', done);
    const { unfinished, notFirm } = await compared();
    expect(unfinished.map(({ code }: Json) => code)).toEqual(['EXT-09']);
    expect(notFirm).toContainEqual(expect.objectContaining({ code: 'INT-04', strength: 'qualified' }));
  });
});

describe('other plans', () => {
  it('compares plans of other organizations and scales, and says that their shares are not comparable', async () => {
    const levels = [
      { slug: 'open', label: 'Open', assessed: false },
      { slug: 'done', label: 'Done', credit: 1, complete: true, final: true },
    ];
    await service
      .http()
      .post('/api/v1/scales')
      .send({ slug: 'two-step', name: 'Two steps', levels })
      .expect(201);
    await made('other-2031', ['Speak with Armenia'], {
      scale: 'two-step',
      organization: { slug: 'other', name: 'Another body' },
    });
    const { body } = await service.http().get('/api/v1/comparisons/csto-2023-belarus/other-2031').expect(200);
    expect(body).toMatchObject({
      sameScale: false,
      commonScale: null,
      to: { scale: 'two-step' },
      totals: { from: 34, to: 1 },
    });
  });

  it('orders plans with equal terms and names the right order when refused', async () => {
    await made('twin-a', ['One']);
    await made('twin-b', []);
    const { body } = await service.http().get('/api/v1/comparisons/twin-a/twin-b').expect(200);
    expect(body.totals).toEqual({ from: 1, to: 0 });
    expect(body.compared).toBe('not');
    const wrong = await service.http().get('/api/v1/comparisons/twin-b/twin-a').expect(422);
    expect(wrong.body.detail).toContain('/api/v1/comparisons/twin-a/twin-b');
    await service.http().get('/api/v1/comparisons/twin-a/twin-a').expect(422);
    await service.http().get('/api/v1/comparisons/twin-a/nowhere').expect(404);
  });
});

describe('the presidencies of an organization', () => {
  it('compares each presidency with the next, and the whole chain', async () => {
    const { body } = await service.http().get('/api/v1/comparisons?organization=csto').expect(200);
    expect(body.steps.slice(0, 3).map(({ from, to }: Json) => `${from} ${to}`)).toEqual([
      'csto-2023-belarus csto-2024-kazakhstan',
      'csto-2024-kazakhstan csto-2025-kyrgyzstan',
      'csto-2025-kyrgyzstan csto-2026-russia',
    ]);
    expect(body.steps[0].totals).toEqual((await compared()).totals);
    expect(body.steps[1]).toMatchObject({ compared: 'not', totals: { from: 14, to: 18 } });
    expect(Object.keys(body.steps[1].totals)).toEqual(['from', 'to']);
    const objectives = body.plans.reduce((sum: number, plan: Json) => sum + plan.objectives, 0);
    expect(body.reach.reduce((sum: number, each: Json) => sum + each.objectives, 0)).toBe(objectives);
    expect(body.reach[1]).toEqual({ presidencies: 2, threads: 8, objectives: 19 });
  });

  it('refuses an unknown organization', async () => {
    await service.http().get('/api/v1/comparisons').expect(400);
    await service.http().get('/api/v1/comparisons?organization=nowhere').expect(404);
  });
});
