import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { change, record, retract } from '../../support/api.js';
import { addObjective, doWith, makePlan } from '../../support/plans.js';
import { startService, type TestService } from '../../support/service.js';

let service: TestService;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

describe('what was known before', () => {
  type Verb =
    | 'assess'
    | 'retract'
    | 'rename'
    | 'recode'
    | 'strike'
    | 'move'
    | 'order'
    | 'area'
    | 'title'
    | 'withdraw'
    | 'scale'
    | 'add'
    | 'removeArea';
  const VERBS: Verb[] = [
    'assess',
    'retract',
    'rename',
    'recode',
    'strike',
    'move',
    'order',
    'area',
    'title',
    'withdraw',
    'scale',
    'add',
    'removeArea',
  ];
  let round = 0;

  it('stays byte for byte what it was, whatever is corrected afterwards', async () => {
    const steps = fc.array(fc.tuple(fc.constantFrom(...VERBS), fc.nat(1000)), {
      minLength: 6,
      maxLength: 14,
    });
    await fc.assert(
      fc.asyncProperty(steps, async (history) => {
        round += 1;
        const slug = `history-${round}`;
        const plan = await makePlan(service, slug);
        const later = await makePlan(service, `${slug}-later`, 'published', {
          termStart: '2025-01-01',
          termEnd: '2025-12-31',
        });
        for (const code of ['a', 'b', 'c']) await addObjective(service, plan, code);
        await addObjective(service, later, 'z');
        await service
          .http()
          .post(`/api/v1/comparisons/${slug}/${slug}-later/links`)
          .send({ from: 'a', to: 'z', relation: 'closeMatch', rationale: 'Alike.', state: 'confirmed' })
          .expect(201);
        const seen: { address: string; text: string }[] = [];
        const look = async (): Promise<void> => {
          const { body } = await service.http().get(`${plan}/scorecard?asOf=2025-06-01`).expect(200);
          const at = `asOf=2025-06-01&knownAt=${body.knownAt}`;
          for (const address of [`${plan}/scorecard?${at}`, `${plan}/timeline?${at}`]) {
            seen.push({ address, text: (await service.http().get(address).expect(200)).text });
          }
          const compared = await service
            .http()
            .get(`/api/v1/comparisons/${slug}/${slug}-later?asOf=2025-06-01`)
            .expect(200);
          const address = `/api/v1/comparisons/${slug}/${slug}-later?asOf=2025-06-01&knownAt=${compared.body.knownAt}`;
          seen.push({ address, text: (await service.http().get(address).expect(200)).text });
        };
        await look();
        for (const [at, [verb, pick]] of history.entries()) {
          await apply(plan, verb, pick, at);
          await look();
        }
        for (const { address, text } of seen) {
          const now = (await service.http().get(address).expect(200)).text;
          if (now !== text) expect({ address, text: now, history }).toEqual({ address, text, history });
        }
      }),
      {
        numRuns: 8,
        examples: [
          [
            [
              ['area', 0],
              ['scale', 691],
            ],
          ],
        ],
      },
    );
  });

  async function apply(plan: string, verb: Verb, pick: number, at: number): Promise<void> {
    const { items } = (await service.http().get(`${plan}/objectives`).expect(200)).body;
    const one = items.length === 0 ? undefined : items[pick % items.length];
    const address = one === undefined ? '' : `${plan}/objectives/${encodeURIComponent(one.code)}`;
    if (verb === 'title') await change(service, plan, { title: `Title ${at}` });
    if (verb === 'area') await change(service, `${plan}/areas/1`, { name: `Area ${at}` });
    if (verb === 'add') await addObjective(service, plan, `n${at}`);
    if (verb === 'scale')
      await doWith(service, 'patch', plan, plan, { scale: pick % 2 ? 'polimeter' : 'completion' });
    if (verb === 'withdraw') {
      const state = (await service.http().get(plan)).body.state;
      if (state === 'withdrawn') await doWith(service, 'delete', `${plan}/withdrawal`, plan);
      else await doWith(service, 'post', `${plan}/withdrawal`, plan, { rationale: `Because of ${at}.` });
    }
    if (verb === 'removeArea') {
      await service
        .http()
        .post(`${plan}/areas`)
        .send({ code: `r${at}`, name: 'For a moment' })
        .expect(201);
      if (pick % 2) await doWith(service, 'delete', `${plan}/areas/r${at}`, `${plan}/areas/r${at}`);
    }
    if (one === undefined) return;
    if (verb === 'rename') await change(service, address, { title: `Objective ${at}` });
    if (verb === 'recode') await change(service, address, { code: `r/${at}` });
    if (verb === 'order') await change(service, address, { position: 1 + (pick % 4) });
    if (verb === 'move') await change(service, address, { area: pick % 2 ? '1' : '2' });
    if (verb === 'strike') await doWith(service, 'delete', address, address, { rationale: 'Struck.' });
    if (verb === 'assess') {
      await record(service, address, {
        status: pick % 2 ? 'in_progress' : 'not_started',
        effectiveOn: '2024-06-01',
        rationale: 'So it is.',
      });
    }
    if (verb === 'retract' && one.assessment !== null) await retract(service, address, one.assessment);
  }
});
