import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Response } from 'supertest';
import {
  BELARUS,
  change,
  citing,
  fingerprint,
  type Json,
  transcribed,
  record,
  retract,
} from '../../support/api.js';
import { startService, type TestService } from '../../support/service.js';

const SNAPSHOTS = `${BELARUS}/snapshots`;

describe('a snapshot', () => {
  let service: TestService;
  let taken: Response;

  const take = (body: object): Promise<Response> => service.http().post(SNAPSHOTS).send(body);
  const live = async (snapshot: Json): Promise<Json> => {
    const { asOf, knownAt, assessor, scale } = snapshot;
    const query = { asOf, knownAt, assessor, ...(scale === null ? {} : { scale }) };
    return (await service.http().get(`${BELARUS}/scorecard`).query(query).expect(200)).body;
  };

  beforeAll(async () => {
    service = await startService();
    taken = await take({ asOf: '2023-12-31', label: 'End of the term' });
  });
  afterAll(() => service.stop());

  it('freezes figures, objectives, parameters, author and time', async () => {
    expect(taken.status).toBe(201);
    expect(taken.headers.location).toBe(`${SNAPSHOTS}/${taken.body.id}`);
    expect(taken.body).toMatchObject({
      plan: 'csto-2023-belarus',
      label: 'End of the term',
      asOf: '2023-12-31',
      assessor: 'presidency',
      scale: null,
      createdBy: expect.stringMatching(/\S/),
      scorecard: { total: { objectives: 34, complete: 32, percentComplete: 94.1 } },
    });
    expect(taken.body.objectives).toHaveLength(34);
    expect(taken.body.objectives[3]).toMatchObject({
      code: 'INT-04',
      level: 'not_implemented',
      strength: null,
    });
    const { body, headers } = await service
      .http()
      .get(taken.headers.location as string)
      .expect(200);
    expect(body).toEqual(taken.body);
    expect(headers['cache-control']).toBe('private, max-age=31536000, immutable');
    expect(headers.etag).toBe(`"${taken.body.digest}"`);
    await service
      .http()
      .get(taken.headers.location as string)
      .set('If-None-Match', headers.etag as string)
      .expect(304);
  });

  it('serves as .json exactly the bytes of its SHA-256', async () => {
    const { text } = await service.http().get(`${taken.headers.location}.json`).expect(200);
    expect(createHash('sha256').update(text).digest('hex')).toBe(taken.body.sha256);
    expect(Object.keys(JSON.parse(text))).toEqual(['objectives', 'scorecard']);
    expect(JSON.stringify(JSON.parse(text))).toBe(text);
  });

  it('of an earlier digest version still has its digest from the live scorecard, where that version is asked for', async () => {
    const { asOf, knownAt, digest, digestVersion } = taken.body;
    expect(digestVersion).toBe(2);
    const { body: older } = await service
      .http()
      .get(`${BELARUS}/scorecard`)
      .query({ asOf, knownAt, digestVersion: 1 })
      .expect(200);
    expect(older).toMatchObject({ digestVersion: 1, total: taken.body.scorecard.total });
    expect(older.digest).not.toBe(digest);
    await service.http().get(`${BELARUS}/scorecard`).query({ digestVersion: 3 }).expect(400);
  });

  it('moves no revision', async () => {
    const before = await fingerprint(service);
    await take({});
    expect(await fingerprint(service)).toEqual(before);
  });

  it('keeps the digest that the live scorecard gives for its two clocks', async () => {
    const { body: early } = await take({ asOf: '2023-09-30' });
    const { body: today } = await take({});
    const { body: mapped } = await take({ asOf: '2023-12-31', scale: 'g20-compliance' });
    const all = [taken.body, early, today, mapped];
    expect(new Set(all.map(({ digest }) => digest)).size).toBe(4);
    for (const snapshot of all) expect((await live(snapshot)).digest).toBe(snapshot.digest);

    const address = `${BELARUS}/objectives/INT-01`;
    const { body: history } = await service.http().get(`${address}/assessments`).expect(200);
    expect((await retract(service, address, history.items[0].id)).status).toBe(201);
    const downgrade = transcribed('not_implemented', '2023-06-30', {
      cause: 'internal',
      evidence: [citing('It failed.')],
    });
    expect((await record(service, `${BELARUS}/objectives/EXT-01`, downgrade)).status).toBe(201);
    await change(service, address, { title: 'Renamed', titles: { ru: 'Переименовано' }, area: 'external' });
    await change(service, `${BELARUS}/objectives/EXT-09`, { title: 'Renamed too' });
    await change(service, `${BELARUS}/areas/internal`, { name: 'Inside' });
    await change(service, BELARUS, {
      title: 'Another title',
      holder: { name: 'Somebody' },
      termEnd: '2024-01-31',
      provenanceNote: null,
    });
    const objective = { code: 'NEW-1', area: 'mission', title: 'One more', basis: 'reported' };
    await service.http().post(`${BELARUS}/objectives`).send(objective).expect(201);

    for (const snapshot of all) {
      const { digest, ...scorecard } = await live(snapshot);
      expect(digest).toBe(snapshot.digest);
      expect(scorecard).toMatchObject({
        total: snapshot.scorecard.total,
        notComplete: snapshot.scorecard.notComplete,
      });
      const { body: kept } = await service.http().get(`${SNAPSHOTS}/${snapshot.id}`).expect(200);
      expect(kept).toEqual(snapshot);
    }
    const { body: now } = await service.http().get(`${BELARUS}/scorecard?asOf=2023-12-31`).expect(200);
    expect(now.digest).not.toBe(taken.body.digest);

    // Taken today of what was known then, it is the same to the last byte.
    const { body: again } = await take({ asOf: '2023-12-31', knownAt: taken.body.knownAt });
    expect([again.digest, again.sha256]).toEqual([taken.body.digest, taken.body.sha256]);
  });

  it('compares totals, areas and moved objectives with another snapshot', async () => {
    const { body: later } = await take({ asOf: '2023-12-31' });
    const { body } = await service
      .http()
      .get(`${SNAPSHOTS}/${taken.body.id}/comparison/${later.id}`)
      .expect(200);
    expect(body.from).toMatchObject({ id: taken.body.id, digest: taken.body.digest });
    expect(body.to.id).toBe(later.id);
    expect(body.total).toMatchObject({
      from: { objectives: 34, complete: 32 },
      to: { objectives: 35, assessed: 33 },
    });
    expect(body.areas.map(({ code }: Json) => code)).toEqual(['internal', 'external', 'mission']);
    const moved = body.objectives.map(({ code, from, to }: Json) => [
      code,
      from?.level ?? null,
      to?.level ?? null,
    ]);
    expect(moved).toEqual([
      ['INT-01', 'implemented', 'not_assessed'],
      ['NEW-1', null, 'not_assessed'],
    ]);
    await service.http().get(`${SNAPSHOTS}/${taken.body.id}/comparison/none`).expect(404);
  });

  it('lists snapshots newest first, page by page', async () => {
    const { body: all } = await service.http().get(SNAPSHOTS).expect(200);
    const ids = all.items.map(({ id }: Json) => id);
    expect(ids.length).toBeGreaterThan(4);
    expect(ids.at(-1)).toBe(taken.body.id);
    expect(all.items[0]).not.toHaveProperty('scorecard');
    const { body: first } = await service.http().get(`${SNAPSHOTS}?limit=2`).expect(200);
    const { body: second } = await service
      .http()
      .get(`${SNAPSHOTS}?limit=2&cursor=${first.nextCursor}`)
      .expect(200);
    expect([...first.items, ...second.items].map(({ id }: Json) => id)).toEqual(ids.slice(0, 4));
    const { body: other } = await service.http().get('/api/v1/plans/csto-2026-russia/snapshots').expect(200);
    expect(other.items).toEqual([]);
    await service.http().get(`/api/v1/plans/csto-2026-russia/snapshots/${taken.body.id}`).expect(404);
    await service.http().get('/api/v1/plans/none/snapshots').expect(404);
  });

  it('takes a snapshot once per Idempotency-Key', async () => {
    const send = () =>
      service.http().post(SNAPSHOTS).set('Idempotency-Key', 'one').send({ label: 'Once' }).expect(201);
    const [one, two] = [await send(), await send()];
    expect(two.body).toEqual(one.body);
    expect(two.headers['idempotency-replayed']).toBe('true');
  });

  it.each([
    [{ asOf: '2023-02-30' }, '/asOf'],
    [{ knownAt: '2999-01-01T00:00:00Z' }, '/knownAt'],
    [{ assessor: 'nobody' }, '/assessor'],
    [{ scale: 'polimeter' }, '/scale'],
    [{ label: ' ' }, '/label'],
    [{ colour: 'red' }, '/colour'],
  ])('refuses a snapshot of %j and names the place', async (body, pointer) => {
    const answer = await take(body);
    expect(answer.status).toBe(422);
    expect(answer.body.errors).toEqual([{ pointer, message: expect.stringMatching(/\S/) }]);
  });

  it('refuses changed, removed and forged snapshots', async () => {
    const query = (sql: string): Promise<unknown> => service.database.source.query(sql);
    await expect(query(`UPDATE scorecard_snapshot SET label = 'x'`)).rejects.toThrow('append-only');
    await expect(query('DELETE FROM scorecard_snapshot')).rejects.toThrow('append-only');
    await expect(query('TRUNCATE scorecard_snapshot')).rejects.toThrow('append-only');
    const forged = `INSERT INTO scorecard_snapshot SELECT plan_id, gen_random_uuid(), label, as_of, known_at, assessor, scale,
        digest, content || ' ', content_sha256, created_at, created_by, digest_version FROM scorecard_snapshot LIMIT 1`;
    await expect(query(forged)).rejects.toThrow('ck_scorecard_snapshot_sha256');
  });
});
