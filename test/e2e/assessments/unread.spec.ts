import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AssessmentResolver } from '../../../src/assessments/assessment-resolver.js';
import { AssessmentsService } from '../../../src/assessments/assessments.service.js';
import { STRENGTHS, strengthSql } from '../../../src/assessments/strength.js';
import type { Bearing } from '../../../src/assessments/evidence.entity.js';
import { Transactions } from '../../../src/database/transactions.js';
import { BELARUS, citing, etagOf, type Json, rating, record } from '../../support/api.js';
import { signedIn } from '../../support/hostile-records.js';
import { startService, type TestService } from '../../support/service.js';

const SLUG = 'summit-2025';
const PLAN = `/api/v1/plans/${SLUG}`;

describe('evidence that came with a file', () => {
  let service: TestService;
  /** The assessment that brought the unread passages, by objective. */
  const brought = new Map<string, Json>();

  /** Records as an import does: a complete status on passages that nobody has read. */
  async function bring(code: string, bearings: readonly Bearing[]): Promise<void> {
    const evidence = bearings.map((bearing, at) => ({
      source: 'ciss-2023-12-04',
      summary: `From the file: ${code}, ${at}`,
      bearing,
      unread: true,
    }));
    const resolved = await service.app
      .get(AssessmentResolver)
      .resolve({ status: 'implemented', effectiveOn: '2025-06-01', rationale: 'From the file.', evidence });
    await service.app
      .get(Transactions)
      .run((tx) => service.app.get(AssessmentsService).record(tx, { plan: SLUG, objective: code }, resolved));
    brought.set(code, (await service.http().get(`${PLAN}/objectives/${code}/assessments`)).body.items[0]);
  }

  const reading = (code: string, position: number | string): string =>
    `${PLAN}/objectives/${code}/assessments/${brought.get(code).id}/evidence/${position}/reading`;
  async function read(code: string, position: number): Promise<Json> {
    const etag = await etagOf(service, `${PLAN}/objectives/${code}`);
    return service.http().post(reading(code, position)).set('If-Match', etag).send();
  }
  const strength = async (code: string): Promise<string> =>
    (await service.http().get(`${PLAN}/objectives/${code}`).expect(200)).body.strength;
  const scorecard = async (query = ''): Promise<Json> =>
    (await service.http().get(`${PLAN}/scorecard${query}`).expect(200)).body;

  beforeAll(async () => {
    service = await startService();
    await service
      .http()
      .post('/api/v1/plans')
      .send({
        slug: SLUG,
        state: 'published',
        title: 'Ein Gipfel',
        organization: { slug: 'summit', name: 'Gipfel' },
        holder: { name: 'Wien' },
        termStart: '2025-01-01',
        termEnd: '2025-12-31',
        areas: [{ code: 'a', name: 'Eins' }],
      })
      .expect(201);
    for (const code of ['A-1', 'A-2', 'A-3', 'A-4']) {
      const input = { code, area: 'a', title: `Ziel ${code}`, basis: 'stated' };
      await service.http().post(`${PLAN}/objectives`).send(input).expect(201);
    }
    await bring('A-1', ['supports', 'supports']);
    await bring('A-2', ['supports', 'qualifies', 'contradicts']);
    await bring('A-3', ['supports', 'contradicts']);
  });
  afterAll(() => service.stop());

  it('is never firmer than what was read, and every combination has one strength', async () => {
    const three = [0, 1, 2];
    const cases = three.flatMap((s) =>
      three.flatMap((q) =>
        three.flatMap((c) =>
          three.flatMap((us) => three.flatMap((uq) => three.map((uc) => ({ s, q, c, us, uq, uc })))),
        ),
      ),
    );
    const values = cases.map(
      ({ s, q, c, us, uq, uc }, at) =>
        `(${at}, ${s + us}, ${q + uq}, ${c + uc}, ${us + uq + uc}, ${uq}, ${uc})`,
    );
    const rows = await service.database.source.query<{ strength: string }[]>(
      `SELECT ${strengthSql('true', 'r')} AS strength
         FROM (VALUES ${values.join(',')}) r (at, supports, qualifies, contradicts, unread, unread_qualifies, unread_contradicts)
        ORDER BY r.at`,
    );
    expect(rows).toHaveLength(729);
    for (const [at, { s, q, c, us, uq, uc }] of cases.entries()) {
      const isUnread = us + uq + uc > 0;
      const told =
        c > 0
          ? 'contested'
          : q > 0 && uc === 0
            ? 'qualified'
            : isUnread
              ? 'unread'
              : s > 0
                ? 'firm'
                : 'unsupported';
      expect({ s, q, c, us, uq, uc, strength: rows[at]?.strength }).toEqual({
        s,
        q,
        c,
        us,
        uq,
        uc,
        strength: told,
      });
      if (rows[at]?.strength === 'firm') expect(isUnread || q > 0 || c > 0).toBe(false);
    }
  });

  it('is unread until each passage is read, and an earlier scorecard still says so', async () => {
    expect(await strength('A-1')).toBe('unread');
    const before = await scorecard();
    expect(before.total).toMatchObject({
      complete: 3,
      evidence: { firm: 0, qualified: 0, contested: 0, unsupported: 0, unread: 3 },
    });
    expect(before.areas[0].evidence).toEqual(before.total.evidence);
    expect(before.range).toMatchObject({ strict: { complete: 0 }, lenient: { complete: 3 } });

    const first = await read('A-1', 1);
    expect(first.status).toBe(201);
    expect(first.headers.etag).toBe(await etagOf(service, `${PLAN}/objectives/A-1`));
    expect(
      first.body.evidence.map(({ position, unread, reading: by }: Json) => [position, unread, by]),
    ).toEqual([
      [1, false, { at: expect.stringMatching(/Z$/), by: expect.any(String) }],
      [2, true, null],
    ]);
    expect(await strength('A-1')).toBe('unread');
    expect((await read('A-1', 2)).status).toBe(201);
    expect(await strength('A-1')).toBe('firm');

    const after = await scorecard();
    expect(after.total.evidence).toEqual({ firm: 1, qualified: 0, contested: 0, unsupported: 0, unread: 2 });
    expect(after.range).toMatchObject({ strict: { complete: 1 }, lenient: { complete: 3 } });
    // The two clocks: from the histories the same, and what was known before still is.
    expect((await scorecard(`?asOf=${after.asOf}&knownAt=${after.knownAt}`)).total).toEqual(after.total);
    const then = await scorecard(`?asOf=${before.asOf}&knownAt=${before.knownAt}`);
    expect({ total: then.total, digest: then.digest }).toEqual({
      total: before.total,
      digest: before.digest,
    });
    expect(after.digest).not.toBe(before.digest);
  });

  it('tells a caveat as soon as it was read', async () => {
    await read('A-2', 2);
    // The file says of another passage that it contradicts, and nobody has looked at that one.
    expect(await strength('A-2')).toBe('unread');
    await read('A-2', 3);
    expect(await strength('A-2')).toBe('contested');
  });

  it('is listed as what is to be read, with how many passages', async () => {
    const { body } = await service.http().get(`${PLAN}/objectives?strength=unread`).expect(200);
    expect(body.items.map(({ code, evidence }: Json) => [code, evidence])).toEqual([
      ['A-3', { supports: 1, qualifies: 0, contradicts: 1, unread: 2 }],
    ]);
  });

  it('is counted by every format', async () => {
    const format = async (name: string): Promise<string> =>
      (await service.http().get(`${PLAN}/scorecard.${name}`).expect(200)).text;
    expect(await format('md')).toMatch(/\| unread +\| +1 \|/);
    expect(await format('html')).toContain('unread');
    expect(await format('csv')).toMatch(/A-3,.*,unread,/);
    const svg = await service.http().get(`${PLAN}/scorecard.svg`).expect(200);
    expect(String(svg.body)).toContain('Implemented, unread');
  });

  it('refuses a reading of what a person attached, of what was read, and of what is not there', async () => {
    const done = rating('implemented', '2025-07-01', { evidence: [citing('Es gelang.')] });
    brought.set('A-4', (await record(service, `${PLAN}/objectives/A-4`, done)).body);
    expect(await strength('A-4')).toBe('firm');
    expect([(await read('A-4', 1)).status, (await read('A-1', 1)).body.type]).toEqual([
      409,
      '/problems/wrong-state',
    ]);
    expect((await read('A-1', 3)).status).toBe(404);
    await service.http().post(reading('A-3', 1)).expect(428);
    await service.http().post(reading('A-3', 1)).set('If-Match', '"1"').expect(412);
    const reader = service.as(await service.token('reader'));
    await reader.post(reading('A-3', 1)).set('If-Match', '"1"').expect(403);
    const unknown = { ...done, evidence: [{ ...citing('Es gelang.'), unread: true }] };
    const refused = await record(service, `${PLAN}/objectives/A-4`, unknown);
    expect([refused.status, refused.body.errors[0].pointer]).toEqual([422, '/evidence/0/unread']);
  });

  it('cannot be unread again, nor read before, behind the back of the program', async () => {
    const change = (sql: string): Promise<unknown> => service.database.source.query(sql);
    await expect(change('UPDATE evidence_reading SET read_by = $$x$$')).rejects.toThrow('append-only');
    await expect(change('DELETE FROM evidence_reading')).rejects.toThrow('append-only');
    await expect(
      change(
        `INSERT INTO evidence_reading SELECT plan_id, assessment_id, position, now(), 'x' FROM evidence WHERE NOT unread LIMIT 1`,
      ),
    ).rejects.toThrow('was not recorded as unread');
  });

  it.each([
    ['en', 'Not read yet: brought in with a file.', 'I have read it: it contradicts this status'],
    ['ru', 'Ещё не прочитано: загружено из файла.', 'Прочитано: противоречит этому статусу'],
  ])(
    'offers an analyst one button a passage on the page (%s), and nobody else',
    async (lang, says, offers) => {
      const page = `/plans/${SLUG}/objectives/A-3`;
      const seen = await service.as(undefined).get(`${page}?lang=${lang}`).set('Accept', 'text/html');
      expect(seen.text).toContain(says);
      expect(seen.text).not.toContain(offers);
      const { cookie } = await signedIn(service, 'analyst', `Ada ${lang}`);
      const own = await service
        .as(undefined)
        .get(`${page}?lang=${lang}`)
        .set('Accept', 'text/html')
        .set('Cookie', cookie);
      expect(own.text.split('/reading').length - 1).toBe(2);
      expect(own.text).toContain(offers);
    },
  );

  it('is read from the page, and a form sent twice says so', async () => {
    const { cookie, csrf } = await signedIn(service, 'analyst', 'Ada');
    const page = `/plans/${SLUG}/objectives/A-3`;
    const path = `${page}/assessments/${brought.get('A-3').id}/evidence/1/reading`;
    const version = (await etagOf(service, `${PLAN}/objectives/A-3`)).replaceAll('"', '');
    const send = (sent: string) =>
      service
        .as(undefined)
        .post(path)
        .set('Cookie', cookie)
        .type('form')
        .send({ _csrf: csrf, version: sent });
    expect((await send(version)).headers.location).toBe(page);
    const again = await send(version);
    expect(again.status).toBe(412);
    expect(again.text).toContain('this record has changed');
    const later = await send(String(Number(version) + 1));
    expect(later.status).toBe(409);
    expect(later.text).toContain('A person has already read this passage.');
  });

  it('leaves plans without it as they were', async () => {
    const { body } = await service.http().get(`${BELARUS}/scorecard`).expect(200);
    expect(Object.keys(body.total.evidence)).toEqual([...STRENGTHS]);
    expect(body.total.evidence).toMatchObject({ firm: 22, qualified: 10, unread: 0 });
  });
});
