import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type LabelledPair,
  ours,
  placesOf,
  storeLabelledPairs,
  trigrams,
} from '../../../bench/labelled-plans.js';
import { type Json } from '../../support/api.js';
import { ensureBuilt } from '../../support/processes/built-program.js';
import { startService, type TestService } from '../../support/service.js';

const PAIR = '/api/v1/comparisons/csto-2023-belarus/csto-2024-kazakhstan';

let service: TestService;
let pairs: LabelledPair[];
beforeAll(async () => {
  await ensureBuilt();
  service = await startService({ seed: false });
  pairs = await storeLabelledPairs(service.app);
});
afterAll(() => service.stop());

async function suggestions(query = ''): Promise<Json[]> {
  return (await service.http().get(`${PAIR}/suggestions${query}`).expect(200)).body.items;
}

const codes = (items: Json[]): string[] => items.map(({ from, to }) => `${from.code} ${to.code}`);

describe('suggestions of links', () => {
  it('ranks at least eight of the eleven curated links among the first three suggestions', async () => {
    const [pair] = pairs;
    const places = await placesOf(pair!, ours(service.app));
    expect(places).toHaveLength(11);
    expect(places.filter((place) => place <= 3).length).toBeGreaterThanOrEqual(8);
  });

  it('finds more links than trigrams do, on plans it was not fitted to', async () => {
    const heldOut = pairs.filter(({ use }) => use === 'held out');
    const found = async (method: ReturnType<typeof ours>): Promise<number> => {
      const places = await Promise.all(heldOut.map((pair) => placesOf(pair, method)));
      return places.flat().filter((place) => place <= 3).length;
    };
    expect(heldOut.length).toBeGreaterThanOrEqual(4);
    expect(await found(ours(service.app))).toBeGreaterThan(await found(trigrams(service.app)));
  });

  it('orders suggestions best first with their reasons, the same each time', async () => {
    const [first, second] = [await suggestions(), await suggestions()];
    expect(first).toEqual(second);
    const scores = first.map(({ score }) => score as number);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
    expect(first[0]).toMatchObject({
      from: { code: 'EXT-05', area: 'External contour: international cooperation' },
      to: { code: 'KZ1.2' },
      relation: 'closeMatch',
      link: null,
    });
    expect(first[0].reason).toContain('“SCO”, “CIS”');
    expect(await suggestions('?limit=3')).toEqual(first.slice(0, 3));
  });

  it('suggests for one objective and refuses an unknown one', async () => {
    const items = await suggestions('?objective=MIS-02');
    expect(codes(items).slice(0, 3)).toEqual(['MIS-02 KZ3.1', 'MIS-02 KZ3.3', 'MIS-02 KZ3.2']);
    for (const query of ['?objective=KZ3.1', '?limit=0', '?limit=201', '?objective=a b'])
      await service
        .http()
        .get(`${PAIR}/suggestions${query.replace(' ', '%20')}`)
        .expect(400);
  });

  it('shows proposed links and hides confirmed or rejected ones', async () => {
    const body = { from: 'EXT-05', to: 'KZ1.2', relation: 'closeMatch', rationale: 'Both name them.' };
    const made = await service.http().post(`${PAIR}/links`).send(body).expect(201);
    const [open] = await suggestions('?objective=EXT-05&limit=1');
    expect(open.link).toMatchObject({ id: made.body.id, version: 1, rationale: 'Both name them.' });
    const decide = (state: string, version: number) =>
      service
        .http()
        .patch(`${PAIR}/links/${made.body.id}`)
        .set('If-Match', `"${version}"`)
        .send({ state })
        .expect(200);
    await decide('rejected', 1);
    expect(codes(await suggestions('?limit=200'))).not.toContain('EXT-05 KZ1.2');
    await decide('confirmed', 2);
    expect(codes(await suggestions('?objective=EXT-05'))).not.toContain('EXT-05 KZ1.2');
    await decide('suggested', 3);
    expect(codes(await suggestions('?objective=EXT-05'))).toContain('EXT-05 KZ1.2');
  });

  it('returns no suggestions for empty plans and refuses a plan with itself', async () => {
    const plan = (slug: string, year: number): object => ({
      slug,
      title: slug,
      state: 'published',
      organization: { slug: 'csto', name: 'Collective Security Treaty Organization' },
      holder: { name: 'Nobody' },
      termStart: `${year}-01-01`,
      termEnd: `${year}-12-31`,
    });
    await service.http().post('/api/v1/plans').send(plan('empty-2027', 2027)).expect(201);
    await service.http().post('/api/v1/plans').send(plan('empty-2028', 2028)).expect(201);
    const none = await service
      .http()
      .get('/api/v1/comparisons/empty-2027/empty-2028/suggestions')
      .expect(200);
    expect(none.body).toEqual({ items: [] });
    await service.http().get('/api/v1/comparisons/empty-2027/empty-2027/suggestions').expect(422);
  });
});
