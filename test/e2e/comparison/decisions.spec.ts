import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Json, pagesOf } from '../../support/api.js';
import { startService, type TestService } from '../../support/service.js';

const PAIR = '/api/v1/comparisons/csto-2024-kazakhstan/csto-2025-kyrgyzstan';
const DECISIONS = `${PAIR}/decisions`;

let service: TestService;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

const notContinued = (objective: string, more: object = {}): object => ({
  objective,
  decision: 'notContinued',
  rationale: `Nothing of 2025 takes up ${objective}.`,
  ...more,
});

const post = (body: object, headers: Record<string, string> = {}) =>
  service.http().post(DECISIONS).set(headers).send(body);

async function revisions(): Promise<number[]> {
  const rows = await service.database.source.query(
    `SELECT revision FROM plan WHERE slug IN ('csto-2024-kazakhstan', 'csto-2025-kyrgyzstan') ORDER BY slug`,
  );
  return rows.map(({ revision }: Json) => revision);
}

describe('a decision about an objective', () => {
  it('is made, changed and set back, and its history tells who said what, newest first', async () => {
    const before = await revisions();
    const made = await post(notContinued('KZ1.1')).expect(201);
    expect(made.headers.location).toBe(`${DECISIONS}/${made.body.id}`);
    expect(made.headers.etag).toBe('"1"');
    expect(made.body).toMatchObject({
      objective: { code: 'KZ1.1' },
      laterObjective: null,
      decision: 'notContinued',
      version: 1,
    });
    const again = notContinued('KZ1.1', { rationale: 'Said better.' });
    await post(again, { 'If-Match': '"1"' }).expect(201);
    const back = notContinued('KZ1.1', { decision: 'undecided', rationale: 'Two readers differ.' });
    await post(back, { 'If-Match': '"2"' }).expect(201);

    const { body } = await service.http().get(`${DECISIONS}/${made.body.id}/history`).expect(200);
    expect(body.items.map((item: Json) => [item.version, item.decision, item.rationale])).toEqual([
      [3, 'undecided', 'Two readers differ.'],
      [2, 'notContinued', 'Said better.'],
      [1, 'notContinued', 'Nothing of 2025 takes up KZ1.1.'],
    ]);
    expect(body.items.every((item: Json) => item.decidedBy.length > 0)).toBe(true);
    expect(await revisions()).toEqual(before.map((revision) => revision + 3));
    const one = await service.http().get(`${DECISIONS}/${made.body.id}`).expect(200);
    expect(one.headers.etag).toBe('"3"');
  });

  it('is not overwritten by whoever has not read it, or has read an older one', async () => {
    await post(notContinued('KZ1.2')).expect(201);
    const unread = await post(notContinued('KZ1.2', { rationale: 'Mine.' })).expect(428);
    expect(unread.body.detail).toContain('"1"');
    await post(notContinued('KZ1.2', { rationale: 'Mine.' }), { 'If-Match': '"7"' }).expect(412);
    await post(notContinued('KZ2.1'), { 'If-Match': '"1"' }).expect(412);
    const { body } = await service.http().get(`${DECISIONS}?side=from&decision=notContinued`).expect(200);
    expect(body.items.map((item: Json) => [item.objective.code, item.rationale])).toEqual([
      ['KZ1.2', 'Nothing of 2025 takes up KZ1.2.'],
    ]);
  });

  it('with the same Idempotency-Key is made once', async () => {
    const key = { 'Idempotency-Key': 'decide-once' };
    const first = await post(notContinued('KZ2.1'), key).expect(201);
    const second = await post(notContinued('KZ2.1'), key).expect(201);
    expect(second.body).toEqual(first.body);
    const { body } = await service.http().get(`${DECISIONS}/${first.body.id}/history`).expect(200);
    expect(body.items).toHaveLength(1);
  });

  it.each([
    ['no objective', { decision: 'new', rationale: 'x' }, ''],
    ['two objectives', notContinued('KZ1.1', { laterObjective: 'KG01' }), ''],
    ['an earlier objective as new', notContinued('KZ1.1', { decision: 'new' }), '/decision'],
    [
      'a later objective as not continued',
      { ...notContinued('x'), objective: undefined, laterObjective: 'KG01' },
      '/decision',
    ],
    ['the rest as undecided', { rest: 'from', decision: 'undecided', rationale: 'x' }, '/decision'],
    ['an objective that is not there', notContinued('KZ9.9'), '/objective'],
    ['no reason', { objective: 'KZ1.1', decision: 'notContinued' }, '/rationale'],
    ['a blank reason', notContinued('KZ1.1', { rationale: ' ' }), '/rationale'],
  ])('is refused for %s, and the place is named', async (_what, body, pointer) => {
    const answer = await post(body).expect(422);
    expect(answer.body.errors[0].pointer).toBe(pointer);
  });

  it('takes an editor', async () => {
    const analyst = service.as(await service.token('analyst'));
    await analyst.post(DECISIONS).send(notContinued('KZ2.2')).expect(403);
    await service.as(undefined).get(DECISIONS).expect(200);
  });
});

describe('a decision and a confirmed link', () => {
  const LINKS = `${PAIR}/links`;
  const link = { from: 'KZ3.1', to: 'KG05', relation: 'relatedMatch', rationale: 'Both are about drills.' };

  it('cannot stand together: confirming a link of a decided objective says how to set the decision back', async () => {
    await post(notContinued('KZ3.1')).expect(201);
    const refused = await service
      .http()
      .post(LINKS)
      .send({ ...link, state: 'confirmed' })
      .expect(409);
    expect(refused.body.type).toBe('/problems/contradicting-decision');
    expect(refused.body.detail).toContain('"decision": "undecided"');
    const proposed = await service.http().post(LINKS).send(link).expect(201);
    const confirm = () =>
      service
        .http()
        .patch(`${LINKS}/${proposed.body.id}`)
        .set('If-Match', '"1"')
        .send({ state: 'confirmed' });
    await confirm().expect(409);
    await post(notContinued('KZ3.1', { decision: 'undecided' }), { 'If-Match': '"1"' }).expect(201);
    await confirm().expect(200);
  });

  it('cannot stand together: deciding about a linked objective says which link to reject, at both ends', async () => {
    const later = { laterObjective: 'KG05', decision: 'new', rationale: 'Nothing before.' };
    for (const [body, headers] of [
      [notContinued('KZ3.1'), { 'If-Match': '"2"' }],
      [later, {}],
    ] as [object, Record<string, string>][]) {
      const refused = await post(body, headers).expect(409);
      expect(refused.body.detail).toMatch(/PATCH .*\/links\/.*"rejected".*If-Match: "2"/);
    }
  });

  it('cannot stand together in the database either, whoever writes', async () => {
    const write = service.database.source.query(
      `UPDATE objective_decision d SET decision = 'notContinued', version = d.version + 1
         FROM objective o WHERE o.plan_id = d.plan_id AND o.id = d.objective_id AND o.code = 'KZ3.1'`,
    );
    await expect(write).rejects.toThrow('contradicts a confirmed link');
  });
});

describe('deciding the rest of a plan', () => {
  it('decides all that are undecided, one history entry each, and leaves links and decisions alone', async () => {
    const { body: before } = await service.http().get(`${DECISIONS}?limit=200`).expect(200);
    const decided = before.items.filter((item: Json) => item.decision === 'notContinued');
    const { body } = await post({
      rest: 'from',
      decision: 'notContinued',
      rationale: 'Looked for one by one.',
    }).expect(201);
    expect(body.decided).toBe(14 - decided.length - 1);
    expect(body.objectives).toHaveLength(body.decided);
    expect(body.objectives).toContain('KZ1.1');
    expect(body.objectives).not.toContain('KZ3.1');
    const pages = await pagesOf<Json>(service, `${DECISIONS}?limit=4&side=from&decision=notContinued`);
    expect(pages.flat()).toHaveLength(13);
    const again = pages.flat().find((item) => item.objective.code === 'KZ1.1')!;
    const { body: history } = await service.http().get(`${DECISIONS}/${again.id}/history`).expect(200);
    expect(history.items.map((item: Json) => item.decision)).toEqual([
      'notContinued',
      'undecided',
      'notContinued',
      'notContinued',
    ]);
    const none = { rest: 'from', decision: 'notContinued', rationale: 'Once more.' };
    expect((await post(none).expect(201)).body).toEqual({ decided: 0, objectives: [] });
  });
});
