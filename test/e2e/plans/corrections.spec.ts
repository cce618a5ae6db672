import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { change, citing, etagOf, type Json, record } from '../../support/api.js';
import { addObjective, doWith, makePlan } from '../../support/plans.js';
import { startService, type TestService } from '../../support/service.js';

let service: TestService;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

describe('an organization', () => {
  it('is made, found with its plans, and renamed for all of them', async () => {
    const made = await service
      .http()
      .post('/api/v1/organizations')
      .set('Idempotency-Key', 'organization-1')
      .send({ slug: 'asean', name: 'Association of Southeast Asian Nation', acronym: 'ASEAN' })
      .expect(201);
    expect(made.headers.location).toBe('/api/v1/organizations/asean');
    await service.http().post('/api/v1/organizations').send({ slug: 'asean', name: 'Another' }).expect(409);
    const plan = await makePlan(service, 'asean-2024', 'published', { organization: { slug: 'asean' } });
    const before = (await service.http().get(`${plan}/scorecard`).expect(200)).headers.etag;
    const { body } = await change(service, '/api/v1/organizations/asean', {
      name: 'Association of Southeast Asian Nations',
      names: { ru: 'Ассоциация государств Юго-Восточной Азии' },
    });
    expect(body).toMatchObject({
      slug: 'asean',
      acronym: 'ASEAN',
      plans: [{ slug: 'asean-2024', state: 'published' }],
    });
    const after = await service
      .http()
      .get(`${plan}/scorecard?lang=ru`)
      .set('If-None-Match', before!)
      .expect(200);
    expect(after.body.plan.organization.name).toBe('Ассоциация государств Юго-Восточной Азии');
    await service
      .http()
      .patch('/api/v1/organizations/asean')
      .set('If-Match', '"1"')
      .send({ name: 'x' })
      .expect(412);
  });

  it('that nobody knows is not found in a list, rather than a list of nothing', async () => {
    for (const path of [
      '/api/v1/plans?organization=nato',
      '/api/v1/scorecards?organization=nato',
      '/api/v1/organizations/nato',
    ]) {
      const { body } = await service.http().get(path).expect(404);
      expect(body.detail).toContain('GET /api/v1/organizations');
    }
  });
});

describe('a plan that is withdrawn', () => {
  it('leaves lists, chains, search and overviews, and its address says why in every format', async () => {
    const plan = await makePlan(service, 'bsec-2030', 'published', {
      termStart: '2030-01-01',
      termEnd: '2030-12-31',
    });
    await addObjective(service, plan, 'W1', { title: 'Dredge the zanzibarine canal' });
    const known = (await service.http().get(`${plan}/scorecard`).expect(200)).body;
    const reader = service.as(undefined);
    const withdrawn = await doWith(service, 'post', `${plan}/withdrawal`, plan, {
      rationale: 'It was a forgery.',
    });
    expect(withdrawn.body).toMatchObject({
      state: 'withdrawn',
      withdrawn: { rationale: 'It was a forgery.' },
    });

    const lists = [
      '/plans',
      '/plans?organization=bsec',
      '/scorecards?organization=bsec',
      '/organizations/bsec',
      '/organizations/bsec/chain',
      '/search?q=zanzibarine',
    ];
    for (const list of lists) {
      const answer = await reader.get(`/api/v1${list}`);
      expect([list, answer.status === 404 ? '' : answer.text]).not.toEqual([
        list,
        expect.stringContaining('bsec-2030'),
      ]);
    }
    expect((await reader.get('/api/v1/plans?state=withdrawn').expect(200)).body.items).toMatchObject([
      { slug: 'bsec-2030' },
    ]);

    expect((await reader.get(plan).expect(200)).body.withdrawn).toEqual({
      at: withdrawn.body.withdrawn.at,
      rationale: 'It was a forgery.',
    });
    const scorecard = (await reader.get(`${plan}/scorecard`).expect(200)).body;
    expect(scorecard.plan).toMatchObject({
      state: 'withdrawn',
      withdrawn: { rationale: 'It was a forgery.' },
    });
    for (const format of ['csv', 'svg', 'html', 'md']) {
      const answer = await reader.get(`${plan}/scorecard.${format}`).expect(200);
      const text = Buffer.isBuffer(answer.body) ? answer.body.toString() : answer.text;
      expect([format, text]).toEqual([format, expect.stringContaining('It was a forgery.')]);
    }
    expect((await reader.get(`${plan}/timeline`).expect(200)).body.plan.state).toBe('withdrawn');

    // What was known before says nothing of it, byte for byte.
    const then = await reader
      .get(`${plan}/scorecard?knownAt=${known.knownAt}&asOf=${known.asOf}`)
      .expect(200);
    expect(then.body).toEqual(known);

    expect((await doWith(service, 'post', `${plan}/withdrawal`, plan, { rationale: 'Again.' })).status).toBe(
      409,
    );
    const back = await doWith(service, 'delete', `${plan}/withdrawal`, plan);
    expect([back.status, back.body.state, back.body.withdrawn]).toEqual([200, 'published', null]);
    expect((await doWith(service, 'delete', `${plan}/withdrawal`, plan)).body.type).toBe(
      '/problems/wrong-state',
    );
    // While it was withdrawn it was: the two clocks still say so.
    const during = await reader.get(`${plan}/scorecard?knownAt=${withdrawn.body.withdrawn.at}`).expect(200);
    expect(during.body.plan.withdrawn.rationale).toBe('It was a forgery.');
  });
});

describe('areas and objectives', () => {
  let plan: string;
  beforeAll(async () => {
    plan = await makePlan(service, 'bsec-2024-georgia');
  });

  it('are numbered as plans number them, and their addresses work', async () => {
    for (const code of ['А-1', '7/2', '№5', 'A.1', 'Goal 1', '1%', '目标?']) {
      const address = await addObjective(service, plan, code, { text: `${code} in full. `.repeat(100) });
      expect(address).toBe(`${plan}/objectives/${encodeURIComponent(code)}`);
      const { body } = await service.http().get(address).expect(200);
      expect(body).toMatchObject({ code, struck: null, tags: [], text: expect.stringContaining('in full') });
      const recorded = await record(service, address, {
        status: 'in_progress',
        effectiveOn: '2024-05-01',
        rationale: 'Begun.',
      });
      expect(recorded.status).toBe(201);
      await service
        .http()
        .get(recorded.headers.location as string)
        .expect(200);
      const page = await service.as(undefined).get(address.replace('/api/v1', '')).set('Accept', 'text/html');
      expect([code, page.status === 500 ? 200 : page.status]).toEqual([code, 200]);
    }
    for (const code of ['', ' A', 'A ', '..', 'a\u202eb', 'a\u0007', 'a\u200b', 'x'.repeat(41)]) {
      const refused = await service
        .http()
        .post(`${plan}/objectives`)
        .send({ code, area: '1', title: 'No', basis: 'stated' })
        .expect(422);
      expect(refused.body.errors[0].pointer).toBe('/code');
    }
  });

  it('change their code, and the old address says which code it has now', async () => {
    const address = await addObjective(service, plan, 'OLD-1');
    const { body } = await change(service, address, {
      code: 'NEW/1',
      tags: ['rail'],
      dueOn: '2024-06-30',
      responsible: 'The ministers',
    });
    expect(body).toMatchObject({
      code: 'NEW/1',
      tags: ['rail'],
      dueOn: '2024-06-30',
      responsible: 'The ministers',
    });
    const gone = await service.http().get(address).expect(404);
    expect(gone.body.detail).toContain('"NEW/1"');
    expect(gone.body.detail).toContain(`${plan}/objectives/NEW%2F1`);
    const taken = await service
      .http()
      .patch(`${plan}/objectives/NEW%2F1`)
      .set('If-Match', await etagOf(service, `${plan}/objectives/NEW%2F1`))
      .send({ code: '7/2' });
    expect(taken.status).toBe(409);
  });

  it('take the position that they are given, and the others make room', async () => {
    const ordered = await makePlan(service, 'bsec-ordered');
    for (const code of ['a', 'b', 'c', 'd']) await addObjective(service, ordered, code);
    const codes = async (): Promise<string[]> =>
      (await service.http().get(`${ordered}/objectives`)).body.items.map(
        (one: Json) => `${one.code}${one.position}`,
      );
    await change(service, `${ordered}/objectives/d`, { position: 1 });
    expect(await codes()).toEqual(['d1', 'a2', 'b3', 'c4']);
    await change(service, `${ordered}/objectives/d`, { position: 3 });
    expect(await codes()).toEqual(['a1', 'b2', 'd3', 'c4']);
    await change(service, `${ordered}/objectives/a`, { position: 99 });
    await addObjective(service, ordered, 'first', { position: 1 });
    expect(await codes()).toEqual(['first1', 'b2', 'd3', 'c4', 'a5']);
    await change(service, `${ordered}/areas/2`, { position: 1, code: '0' });
    const areas = (await service.http().get(`${ordered}/areas`)).body.items;
    expect(areas.map((area: Json) => [area.code, area.position])).toEqual([
      ['0', 1],
      ['1', 2],
    ]);
  });

  it('say in which passages they are stated, also after a correction', async () => {
    const address = await addObjective(service, plan, 'S-1', {
      statedIn: [{ source: 'ciss-2023-12-04', summary: 'It is named.' }],
    });
    const first = (await service.http().get(address)).body.statedIn;
    expect(first).toMatchObject([{ source: 'ciss-2023-12-04', summary: 'It is named.' }]);
    const { body } = await change(service, address, {
      statedIn: [{ source: 'ciss-2023-12-04', summary: 'Better.' }],
    });
    expect(body.statedIn).toMatchObject([{ summary: 'Better.' }]);
    const refused = await service
      .http()
      .patch(address)
      .set('If-Match', await etagOf(service, address))
      .send({ statedIn: [{ source: 'nowhere', summary: 'x' }] });
    expect([refused.status, refused.body.errors[0].pointer]).toEqual([422, '/statedIn/0/source']);

    // Nothing rests on the first passage any more: it can be deleted, and the other cannot.
    const old = `/api/v1/passages/${first[0].passage}`;
    expect((await doWith(service, 'delete', old, old)).status).toBe(204);
    await service.http().get(old).expect(404);
    const used = `/api/v1/passages/${body.statedIn[0].passage}`;
    const kept = await doWith(service, 'delete', used, used);
    expect([kept.status, kept.body.type]).toEqual([409, '/problems/in-use']);
    expect(kept.body.detail).toContain('S-1 (bsec-2024-georgia)');
  });

  it('are struck with a reason, which their address gives', async () => {
    const address = await addObjective(service, plan, 'X-1', { title: 'Build the quixotic tower' });
    expect((await doWith(service, 'delete', address, address)).body.errors[0].pointer).toBe('/rationale');
    const { body } = await doWith(service, 'delete', address, address, {
      rationale: 'It was never part of the plan.',
    });
    expect(body.struck.rationale).toBe('It was never part of the plan.');
    expect((await service.http().get(address).expect(200)).body.struck).toEqual(body.struck);
    const list = (await service.http().get(`${plan}/objectives?limit=200`)).body.items.map(
      (one: Json) => one.code,
    );
    expect(list).not.toContain('X-1');
    expect((await service.http().get('/api/v1/search?q=quixotic')).body.items).toEqual([]);
    const refused = await record(service, address, {
      status: 'in_progress',
      effectiveOn: '2024-05-01',
      rationale: 'No.',
    });
    expect([refused.status, refused.body.type]).toEqual([409, '/problems/wrong-state']);
    const again = await service
      .http()
      .post(`${plan}/objectives`)
      .send({ code: 'X-1', area: '1', title: 'Another', basis: 'stated' });
    expect(again.status).toBe(409);
  });

  it('go from a draft without a trace in its list, and an area goes when it is empty', async () => {
    const draft = await makePlan(service, 'bsec-draft', 'draft');
    const address = await addObjective(service, draft, 'D1');
    await record(service, address, {
      status: 'implemented',
      effectiveOn: '2024-05-01',
      rationale: 'Done.',
      evidence: [citing('Done.')],
    });
    const held = await doWith(service, 'delete', `${draft}/areas/1`, `${draft}/areas/1`);
    expect([held.status, held.body.detail]).toEqual([409, expect.stringContaining('D1')]);
    const etag = await etagOf(service, address);
    await service.http().delete(address).set('If-Match', etag).expect(204);
    await service.http().get(address).expect(404);
    await addObjective(service, draft, 'D1', { area: '2' });
    expect((await doWith(service, 'delete', `${draft}/areas/1`, `${draft}/areas/1`)).status).toBe(204);
    await service.http().get(`${draft}/areas/1`).expect(404);
    await service.http().post(`${draft}/areas`).send({ code: '1', name: 'Anew' }).expect(201);
  });
});

describe('a source', () => {
  it('is deleted while nothing rests on it, and names what does otherwise', async () => {
    const slug = '/api/v1/sources/a-slip';
    await service.http().post('/api/v1/sources').send({ slug: 'a-slip', title: 'A slip' }).expect(201);
    const { body } = await service
      .http()
      .post(`${slug}/passages`)
      .send({ summary: 'Something.' })
      .expect(201);
    expect((await doWith(service, 'delete', slug, slug)).body.detail).toContain('1 of its passages');
    expect(
      (await doWith(service, 'delete', `/api/v1/passages/${body.id}`, `/api/v1/passages/${body.id}`)).status,
    ).toBe(204);
    expect((await doWith(service, 'delete', slug, slug)).status).toBe(204);
    await service.http().get(slug).expect(404);
  });
});
