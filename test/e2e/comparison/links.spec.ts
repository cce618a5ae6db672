import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Json, pagesOf } from '../../support/api.js';
import { recordedDuring } from '../../support/explain.js';
import { startService, type TestService } from '../../support/service.js';

const PAIR = '/api/v1/comparisons/csto-2023-belarus/csto-2024-kazakhstan';
const LINKS = `${PAIR}/links`;
const NEXT = '/api/v1/comparisons/csto-2024-kazakhstan/csto-2025-kyrgyzstan/links';

let service: TestService;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

const link = (from: string, to: string, more: object = {}): object => ({
  from,
  to,
  relation: 'closeMatch',
  rationale: `${to} takes up ${from}.`,
  ...more,
});

async function proposed(path: string, body: object): Promise<Json> {
  const answer = await service.http().post(path).send(body).expect(201);
  expect(answer.headers.location).toBe(`${path}/${answer.body.id}`);
  return answer.body;
}

function decide(path: string, id: string, version: number, body: object) {
  return service.http().patch(`${path}/${id}`).set('If-Match', `"${version}"`).send(body);
}

async function revisions(): Promise<Record<string, number>> {
  const rows = await service.database.source.query('SELECT slug, revision FROM plan');
  return Object.fromEntries(rows.map(({ slug, revision }: Json) => [slug, revision]));
}

describe('the links that come with the program', () => {
  it('loads the eleven curated links as confirmed, with their rationales, in plan order', async () => {
    const { body } = await service.http().get(LINKS).expect(200);
    expect(body.items.map((item: Json) => `${item.from.code} ${item.relation} ${item.to.code}`)).toEqual([
      'INT-06 relatedMatch KZ2.1',
      'EXT-03 closeMatch KZ1.1',
      'EXT-05 closeMatch KZ1.2',
      'MIS-02 relatedMatch KZ3.1',
      'MIS-02 relatedMatch KZ3.2',
      'MIS-02 relatedMatch KZ3.3',
      'MIS-03 broadMatch KZ6.1',
      'MIS-04 broadMatch KZ4.1',
      'MIS-06 relatedMatch KZ4.1',
      'MIS-08 relatedMatch KZ2.5',
      'MIS-13 broadMatch KZ5.1',
    ]);
    expect(new Set(body.items.map((item: Json) => item.state))).toEqual(new Set(['confirmed']));
    expect(body.items[1].rationale).toBe('Both keep up the work with the United Nations.');
  });

  it('lists links by objective and state, page by page', async () => {
    const pages = await pagesOf<Json>(service, `${LINKS}?objective=MIS-02&limit=2`);
    expect(pages.map((page) => page.map((item) => item.to.code))).toEqual([['KZ3.1', 'KZ3.2'], ['KZ3.3']]);
    const none = await service.http().get(`${LINKS}?state=rejected`).expect(200);
    expect(none.body.items).toEqual([]);
  });
});

describe('a link', () => {
  it('proposes, confirms, changes and rejects a link and keeps each decision, newest first', async () => {
    const before = await revisions();
    const made = await proposed(NEXT, link('KZ1.2', 'KG03', { relation: 'relatedMatch' }));
    expect(made).toMatchObject({
      state: 'suggested',
      version: 1,
      from: { code: 'KZ1.2' },
      to: { code: 'KG03' },
    });
    const confirmed = await decide(NEXT, made.id, 1, { state: 'confirmed' }).expect(200);
    expect(confirmed.headers.etag).toBe('"2"');
    expect(confirmed.body).toMatchObject({
      state: 'confirmed',
      relation: 'relatedMatch',
      rationale: made.rationale,
    });
    await decide(NEXT, made.id, 2, { relation: 'narrowMatch', rationale: 'Against terrorism only.' }).expect(
      200,
    );
    await decide(NEXT, made.id, 3, { state: 'rejected' }).expect(200);

    const { body } = await service.http().get(`${NEXT}/${made.id}/history`).expect(200);
    expect(body.items.map((item: Json) => [item.version, item.state, item.relation, item.rationale])).toEqual(
      [
        [4, 'rejected', 'narrowMatch', 'Against terrorism only.'],
        [3, 'confirmed', 'narrowMatch', 'Against terrorism only.'],
        [2, 'confirmed', 'relatedMatch', made.rationale],
        [1, 'suggested', 'relatedMatch', made.rationale],
      ],
    );
    const instants = body.items.map((item: Json) => item.decidedAt);
    expect(instants).toEqual([...new Set(instants)].toSorted().toReversed());
    expect(body.items.every((item: Json) => item.decidedBy.length > 0)).toBe(true);

    const after = await revisions();
    for (const plan of ['csto-2024-kazakhstan', 'csto-2025-kyrgyzstan'])
      expect(after[plan]).toBe(before[plan]! + 4);
    expect(after['csto-2023-belarus']).toBe(before['csto-2023-belarus']);
  });

  it('creates a rejected link, so that nobody proposes it again', async () => {
    const made = await proposed(NEXT, link('KZ2.3', 'KG08', { state: 'rejected' }));
    expect(made.state).toBe('rejected');
    await service.http().post(NEXT).send(link('KZ2.3', 'KG08')).expect(409);
  });

  it('creates a confirmed link and returns it with its version', async () => {
    const made = await proposed(NEXT, link('KZ4.1', 'KG13', { state: 'confirmed' }));
    const answer = await service.http().get(`${NEXT}/${made.id}`).expect(200);
    expect(answer.headers.etag).toBe('"1"');
    expect(answer.body).toEqual(made);
  });

  it('refuses a link for a pair that has one, and names it', async () => {
    const made = await proposed(NEXT, link('KZ2.5', 'KG09'));
    await decide(NEXT, made.id, 1, { state: 'rejected' }).expect(200);
    const again = await service.http().post(NEXT).send(link('KZ2.5', 'KG09')).expect(409);
    expect(again.body).toMatchObject({ type: '/problems/already-exists', link: made.id });
    expect(again.body.detail).toContain('closeMatch, rejected');
  });

  it('creates a link once for an Idempotency-Key', async () => {
    const post = () =>
      service.http().post(NEXT).set('Idempotency-Key', 'link-once').send(link('KZ2.1', 'KG06')).expect(201);
    const [first, second] = [await post(), await post()];
    expect(second.body).toEqual(first.body);
    expect(second.headers['idempotency-replayed']).toBe('true');
  });

  it('accepts the first of two decisions on a link and refuses the second as stale', async () => {
    const made = await proposed(NEXT, link('KZ6.1', 'KG12'));
    const answers = await Promise.all(
      ['confirmed', 'rejected'].map((state) => decide(NEXT, made.id, 1, { state })),
    );
    expect(answers.map((answer) => answer.status).toSorted()).toEqual([200, 412]);
    const won = answers.find((answer) => answer.status === 200)!;
    const { body } = await service.http().get(`${NEXT}/${made.id}`).expect(200);
    expect(body).toEqual(won.body);
  });

  it('requires the version of a link that was read', async () => {
    const { body } = await service.http().get(`${LINKS}?limit=1`).expect(200);
    const path = `${LINKS}/${body.items[0].id}`;
    await service.http().patch(path).send({ state: 'rejected' }).expect(428);
    await service.http().patch(path).set('If-Match', '"9"').send({ state: 'rejected' }).expect(412);
    const nothing = await service.http().patch(path).set('If-Match', '"1"').send({}).expect(422);
    expect(nothing.body.detail).toContain('give at least one of "state", "relation" and "rationale"');
  });

  it('avoids deadlocks among writers of a triangle of plans', async () => {
    const far = '/api/v1/comparisons/csto-2023-belarus/csto-2025-kyrgyzstan/links';
    const bodies = ['KG01', 'KG02', 'KG04', 'KG05', 'KG07', 'KG08'];
    const answers = await Promise.all(
      bodies.flatMap((to) => [
        service.http().post(far).send(link('INT-01', to)),
        service.http().post(NEXT).send(link('KZ2.2', to)),
        service
          .http()
          .post(LINKS)
          .send(link('INT-02', `KZ${1 + bodies.indexOf(to)}.1`)),
      ]),
    );
    expect(answers.map((answer) => answer.status)).toEqual(answers.map(() => 201));
  });

  it.each([
    ['an unknown objective', { ...link('EXT-99', 'KZ1.1') }, '/from'],
    ['an objective of the other plan', { ...link('EXT-01', 'EXT-02') }, '/to'],
    ['an unknown relation', link('EXT-01', 'KZ1.1', { relation: 'sameAs' }), '/relation'],
    ['an unknown state', link('EXT-01', 'KZ1.1', { state: 'perhaps' }), '/state'],
    ['no rationale', link('EXT-01', 'KZ1.1', { rationale: ' ' }), '/rationale'],
  ])('refuses a link with %s and names the place', async (_what, body, pointer) => {
    const answer = await service.http().post(LINKS).send(body).expect(422);
    expect(answer.body.errors[0].pointer).toBe(pointer);
  });
});

describe('who may do what', () => {
  it('lets readers read, analysts propose and only editors confirm links', async () => {
    const far = '/api/v1/comparisons/csto-2023-belarus/csto-2026-russia/links';
    const [reader, analyst, editor] = await Promise.all(
      (['reader', 'analyst', 'editor'] as const).map(async (role) => service.as(await service.token(role))),
    );
    await reader!.get(far).expect(200);
    await reader!.post(far).send(link('EXT-06', 'RU16')).expect(403);
    const refused = await analyst!
      .post(far)
      .send(link('EXT-06', 'RU16', { state: 'confirmed' }))
      .expect(403);
    expect(refused.body).toMatchObject({ type: '/problems/not-allowed' });
    const { body } = await analyst!.post(far).send(link('EXT-06', 'RU16')).expect(201);
    await analyst!.patch(`${far}/${body.id}`).set('If-Match', '"1"').send({ state: 'confirmed' }).expect(403);
    await editor!.patch(`${far}/${body.id}`).set('If-Match', '"1"').send({ state: 'confirmed' }).expect(200);
    await editor!
      .post(far)
      .send(link('MIS-05', 'RU08', { state: 'confirmed' }))
      .expect(201);
  });
});

describe('two plans', () => {
  it('compares from the earlier plan to the later one only, and no plan with itself', async () => {
    const back = '/api/v1/comparisons/csto-2024-kazakhstan/csto-2023-belarus';
    const same = '/api/v1/comparisons/csto-2024-kazakhstan/csto-2024-kazakhstan';
    const wrong = await service.http().get(`${back}/links`).expect(422);
    expect(wrong.body.detail).toContain('use /api/v1/comparisons/csto-2023-belarus/csto-2024-kazakhstan');
    const one = await service.http().post(`${same}/links`).send(link('KZ1.1', 'KZ1.2')).expect(422);
    expect(one.body.detail).toContain('cannot be compared with itself');
    await service.http().get('/api/v1/comparisons/csto-1999/csto-2024-kazakhstan/links').expect(404);
    await service.http().get(`${LINKS}/00000000-0000-7000-8000-000000000000`).expect(404);
    await service.http().get(`${LINKS}/1/history`).expect(404);
  });

  it('keeps the order of two linked plans when a term is corrected', async () => {
    const plan = '/api/v1/plans/csto-2023-belarus';
    const { headers } = await service.http().get(plan).expect(200);
    const moved = { termStart: '2029-01-01', termEnd: '2029-12-31' };
    const answer = await service.http().patch(plan).set('If-Match', headers.etag!).send(moved).expect(200);
    await service.http().get(LINKS).expect(200);
    const restored = { termStart: '2023-01-01', termEnd: '2023-12-31' };
    await service.http().patch(plan).set('If-Match', answer.headers.etag!).send(restored).expect(200);
  });
});

describe('the database', () => {
  it.each([
    'DELETE FROM objective_link',
    'TRUNCATE objective_link CASCADE',
    `UPDATE link_decision SET rationale = 'x'`,
    'DELETE FROM link_decision',
  ])('refuses %s in the database', async (sql) => {
    await expect(service.database.source.query(sql)).rejects.toThrow(/append-only/);
  });
});

describe('the thread of an objective', () => {
  const thread = async (plan: string, code: string): Promise<Json> =>
    (await service.http().get(`/api/v1/plans/${plan}/objectives/${code}/thread`).expect(200)).body;

  it('follows confirmed links through all presidencies, both ways', async () => {
    const belarus = await thread('csto-2023-belarus', 'MIS-04');
    expect(belarus).toMatchObject({
      plan: { slug: 'csto-2023-belarus', holder: 'Belarus' },
      code: 'MIS-04',
      titles: { ru: expect.stringMatching(/^[А-Я]/) },
      level: 'implemented',
      earlier: [],
      later: [
        {
          plan: { slug: 'csto-2024-kazakhstan' },
          code: 'KZ4.1',
          relation: 'broadMatch',
          next: { code: 'MIS-04' },
        },
        {
          plan: { slug: 'csto-2025-kyrgyzstan' },
          code: 'KG13',
          level: 'not_assessed',
          relation: 'closeMatch',
          rationale: 'KG13 takes up KZ4.1.',
          next: { plan: 'csto-2024-kazakhstan', code: 'KZ4.1' },
        },
      ],
    });
    const kyrgyzstan = await thread('csto-2025-kyrgyzstan', 'KG13');
    expect(kyrgyzstan.later).toEqual([]);
    expect(kyrgyzstan.earlier.map((step: Json) => `${step.code} to ${step.next.code}`)).toEqual([
      'MIS-04 to KZ4.1',
      'MIS-06 to KZ4.1',
      'KZ4.1 to KG13',
    ]);
  });

  it('leaves suggested and rejected links out of a thread', async () => {
    const { later } = await thread('csto-2024-kazakhstan', 'KZ1.2');
    expect(later).toEqual([]);
    await service.http().get('/api/v1/plans/csto-2023-belarus/objectives/EXT-99/thread').expect(404);
  });
});

describe('the seeds', () => {
  it('leaves decided links unchanged when seeds are loaded again', async () => {
    const { Seeds } = await import('../../../src/interchange/seeds.js');
    const { body } = await service.http().get(`${LINKS}?objective=EXT-03`).expect(200);
    await decide(LINKS, body.items[0].id, 1, { state: 'rejected' }).expect(200);
    const before = await revisions();
    await service.app.get(Seeds).loadPlans();
    expect(await revisions()).toEqual(before);
    const after = await service.http().get(`${LINKS}?objective=EXT-03`).expect(200);
    expect(after.body.items).toMatchObject([{ state: 'rejected', version: 2 }]);
  });
});

describe('a database that had the links before there were decisions', () => {
  it('gets the shipped decisions once, and none over what a person decided', async () => {
    const upgraded = await startService();
    try {
      const { Seeds } = await import('../../../src/interchange/seeds.js');
      const pair = '/api/v1/comparisons/csto-2023-belarus/csto-2024-kazakhstan';
      const totals = async (): Promise<Json> => (await upgraded.http().get(pair).expect(200)).body.totals;
      const shipped = await totals();
      expect(shipped).toMatchObject({
        notContinued: { all: 21, completed: 19, unfinished: 2 },
        undecided: 4,
      });
      // As the version before left it: past the triggers, since nothing may delete a decision.
      await upgraded.database.source.transaction(async (tx) => {
        await tx.query('SET LOCAL session_replication_role = replica');
        await tx.query('DELETE FROM objective_decision_history');
        await tx.query('DELETE FROM objective_decision');
      });
      expect(await totals()).toMatchObject({ notContinued: { all: 0 }, undecided: 25 });
      await upgraded
        .http()
        .post(`${pair}/decisions`)
        .send({ objective: 'EXT-09', decision: 'undecided', rationale: 'Two readers differ.' })
        .expect(201);
      await upgraded.app.get(Seeds).loadPlans();
      const loaded = await totals();
      expect(loaded).toMatchObject({ notContinued: { all: 20, completed: 19, unfinished: 1 }, undecided: 5 });
      await upgraded.app.get(Seeds).loadPlans();
      expect(await totals()).toEqual(loaded);
    } finally {
      await upgraded.stop();
    }
  });
});

describe('a pair of plans', () => {
  it.each([
    ['the comparison', PAIR],
    ['its links', LINKS],
    ['its suggestions', `${PAIR}/suggestions?limit=1`],
    ['its page', '/compare/csto-2023-belarus/csto-2024-kazakhstan'],
  ])('looks a pair of plans up once per request for %s', async (_what, address) => {
    const statements = await recordedDuring(() => service.http().get(address).expect(200));
    expect(statements.filter(({ text }) => text.includes('AS "inOrder"'))).toHaveLength(1);
  });

  it('looks a pair of plans up once when a link is proposed', async () => {
    const statements = await recordedDuring(() =>
      service.http().post(LINKS).send(link('INT-03', 'KZ5.1')).expect(201),
    );
    expect(statements.filter(({ text }) => text.includes('AS "inOrder"'))).toHaveLength(1);
  });
});
