import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Test } from 'supertest';
import { BELARUS, etagOf, fingerprint, type Json } from '../../support/api.js';
import { startService, type TestService } from '../../support/service.js';

const KAZAKHSTAN = '/api/v1/plans/csto-2024-kazakhstan';

let service: TestService;
/** An objective of Belarus's plan, the area and an assessment of it; an objective of Kazakhstan's. */
let theirs: { objective: string; area: string; assessment: string };
let ours: string;

beforeAll(async () => {
  service = await startService();
  const objectives: Json[] = (await service.http().get(`${BELARUS}/objectives?limit=200`)).body.items;
  ours = (await service.http().get(`${KAZAKHSTAN}/objectives?limit=200`)).body.items[0].code;
  const objective = objectives.find(({ code }) => code === 'EXT-09');
  const history = (await service.http().get(`${BELARUS}/objectives/EXT-09/assessments`)).body.items;
  theirs = { objective: 'EXT-09', area: objective.area, assessment: history[0].id };
});
afterAll(() => service.stop());

/** Refused as not there (or, below, as not usable), and nothing has changed. */
async function refused(request: Test, status: number): Promise<Json> {
  const before = await fingerprint(service);
  const answer = await request;
  expect([answer.status, answer.headers['content-type']]).toEqual([
    status,
    'application/problem+json; charset=utf-8',
  ]);
  expect(await fingerprint(service)).toEqual(before);
  return answer.body;
}

describe('under the address of another plan, nobody gets at', () => {
  it("refuses to read or change an objective under another plan's address", async () => {
    const path = `${KAZAKHSTAN}/objectives/${theirs.objective}`;
    const etag = await etagOf(service, `${BELARUS}/objectives/${theirs.objective}`);
    await refused(service.http().get(path), 404);
    await refused(service.http().get(`${path}/assessments`), 404);
    await refused(service.http().patch(path).set('If-Match', etag).send({ title: 'Taken over' }), 404);
    const rating = { status: 'in_progress', effectiveOn: '2024-02-01', rationale: 'Taken over.' };
    await refused(service.http().post(`${path}/assessments`).set('If-Match', etag).send(rating), 404);
  });

  it("refuses to read or change an area under another plan's address", async () => {
    const path = `${KAZAKHSTAN}/areas/external`;
    const isOurs = (await service.http().get(path)).status === 200;
    const code = isOurs ? 'internal' : 'external';
    await service.http().get(`${BELARUS}/areas/${code}`).expect(200);
    await refused(service.http().get(`${KAZAKHSTAN}/areas/${code}`), 404);
    const etag = await etagOf(service, `${BELARUS}/areas/${code}`);
    const change = service.http().patch(`${KAZAKHSTAN}/areas/${code}`).set('If-Match', etag);
    await refused(change.send({ name: 'Taken over' }), 404);
  });

  it("refuses to read or retract an assessment under another plan's address", async () => {
    const etag = await etagOf(service, `${KAZAKHSTAN}/objectives/${ours}`);
    for (const objective of [theirs.objective, ours]) {
      const path = `${KAZAKHSTAN}/objectives/${objective}/assessments/${theirs.assessment}`;
      await refused(service.http().get(path), 404);
      const withdraw = service.http().post(`${path}/retraction`).set('If-Match', etag);
      await refused(withdraw.send({ rationale: 'Not ours.' }), 404);
    }
  });

  it('refuses an assessment under another objective of the same plan', async () => {
    const path = `${BELARUS}/objectives/EXT-08/assessments/${theirs.assessment}`;
    await refused(service.http().get(path), 404);
    const withdraw = service
      .http()
      .post(`${path}/retraction`)
      .set('If-Match', await etagOf(service, `${BELARUS}/objectives/EXT-08`));
    await refused(withdraw.send({ rationale: 'Not this one.' }), 404);
  });
});

describe('in a body, nobody puts', () => {
  it("refuses to put an objective into another plan's area", async () => {
    const codes = (items: Json[]): string[] => items.map(({ code }) => code as string);
    const own = codes((await service.http().get(`${KAZAKHSTAN}/areas`)).body.items);
    const area = codes((await service.http().get(`${BELARUS}/areas`)).body.items).find(
      (code) => !own.includes(code),
    );
    const path = `${KAZAKHSTAN}/objectives/${ours}`;
    const move = service
      .http()
      .patch(path)
      .set('If-Match', await etagOf(service, path));
    const body = await refused(move.send({ area }), 422);
    expect(body.errors[0].pointer).toBe('/area');
  });

  it('refuses an assessor or a status that the plan does not have', async () => {
    const etag = await etagOf(service, BELARUS);
    const stranger = { slug: 'belarus-alone', name: 'An observer of Belarus', kind: 'independent' };
    const added = await service
      .http()
      .patch(BELARUS)
      .set('If-Match', etag)
      .send({ assessors: [stranger] });
    expect(added.status).toBe(200);
    const path = `${KAZAKHSTAN}/objectives/${ours}`;
    const rating = { status: 'in_progress', effectiveOn: '2024-02-01', rationale: 'Not mine to rate.' };
    const version = await etagOf(service, path);
    const post = (more: object): Test =>
      service
        .http()
        .post(`${path}/assessments`)
        .set('If-Match', version)
        .send({ ...rating, ...more });
    const byStranger = await refused(post({ assessor: 'belarus-alone' }), 422);
    expect(byStranger.errors[0].pointer).toBe('/assessor');
    const atStrangeLevel = await refused(post({ status: 'no_such_level' }), 422);
    expect(atStrangeLevel.errors[0].pointer).toBe('/status');
  });
});

describe('the cursor of one list', () => {
  it('refuses the cursor of another list or another plan', async () => {
    const first = (await service.http().get(`${BELARUS}/objectives?limit=1`)).body.nextCursor;
    const there = await service.http().get(`${KAZAKHSTAN}/objectives?cursor=${first}`).expect(200);
    const codes = (await service.http().get(`${KAZAKHSTAN}/objectives?limit=200`)).body.items.map(
      ({ code }: Json) => code,
    );
    for (const { code } of there.body.items) expect(codes).toContain(code);
    await refused(service.http().get(`/api/v1/sources?cursor=${first}`), 400);
    await refused(service.http().get(`/api/v1/audit?cursor=${first}`), 400);
  });
});
