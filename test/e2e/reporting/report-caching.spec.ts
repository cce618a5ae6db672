import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BELARUS, change, citing, etagOf, rating, transcribed, record, retract } from '../../support/api.js';
import { recordedDuring } from '../../support/explain.js';
import { startService, type TestService } from '../../support/service.js';

const KAZAKHSTAN = '/api/v1/plans/csto-2024-kazakhstan';
const SOURCE = '/api/v1/sources/ciss-2023-12-04';
/** All that a reader of the first case may hold. */
const HELD = [
  `${BELARUS}/scorecard`,
  `${BELARUS}/scorecard.json`,
  `${BELARUS}/scorecard?asOf=2023-10-27&lang=ru`,
  `${BELARUS}/scorecard?asOf=2023-12-31&since=2023-10-01`,
  `${BELARUS}/timeline`,
];

let service: TestService;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

/** What a reader who comes back with what was given before is told: 304, or 200 with something new. */
async function comeBack(path: string, etag: string): Promise<number> {
  const answer = await service.http().get(path).set('If-None-Match', etag);
  if (answer.status === 304) expect([answer.text, answer.headers.etag]).toEqual(['', etag]);
  else expect(answer.headers.etag).not.toBe(etag);
  expect(answer.headers['cache-control']).toBe('private, no-cache');
  return answer.status;
}

/** Who holds what, before and after something is done. */
async function after(work: () => Promise<unknown>, paths: readonly string[] = HELD): Promise<number[]> {
  const tags = await Promise.all(paths.map((path) => etagOf(service, path)));
  for (const [at, path] of paths.entries()) expect(await comeBack(path, tags[at]!)).toBe(304);
  await work();
  return Promise.all(paths.map((path, at) => comeBack(path, tags[at]!)));
}

const NEW = HELD.map(() => 200);
const SAME = HELD.map(() => 304);

describe('a reader who holds a report', () => {
  it("answers 304 from the plan's revision alone", async () => {
    for (const path of HELD) {
      const etag = await etagOf(service, path);
      const sent = await recordedDuring(() => comeBack(path, etag));
      const reads = sent.map(({ text }) => text).filter((text) => !text.includes('api_token'));
      expect(reads).toEqual(['SELECT p.id, p.revision FROM plan p WHERE p.slug = $1']);
    }
  });

  it('tags day, instant, assessor, language and format apart', async () => {
    const { body } = await service.http().get(`${BELARUS}/scorecard`).expect(200);
    const queries = [
      '',
      '.json?asOf=2023-10-27',
      '?asOf=2023-10-28',
      '?lang=ru',
      '?asOf=2023-12-31&since=2023-10-01',
      '?asOf=2023-12-31&since=2023-10-02',
      `?knownAt=${body.knownAt}`,
      '?assessor=presidency',
    ];
    const tags = await Promise.all(queries.map((query) => etagOf(service, `${BELARUS}/scorecard${query}`)));
    tags.push(await etagOf(service, `${BELARUS}/timeline`), await etagOf(service, `${KAZAKHSTAN}/scorecard`));
    expect(new Set(tags).size).toBe(tags.length);
    expect(tags.every((tag) => /^"[\w-]+"$/.test(tag))).toBe(true);
  });

  it('takes equal instants and weakened tags for the same report', async () => {
    const { body, headers } = await service.http().get(`${BELARUS}/scorecard`).expect(200);
    const shifted = new Date(Date.parse(body.knownAt) + 3_600_000).toISOString().replace('Z', '%2B01:00');
    const [one, other] = [body.knownAt, shifted].map((knownAt) => `${BELARUS}/scorecard?knownAt=${knownAt}`);
    expect(await comeBack(one!, await etagOf(service, other!))).toBe(304);
    const weakened = await service
      .http()
      .get(`${BELARUS}/scorecard`)
      .set('If-None-Match', `"other", W/${headers.etag}`);
    expect(weakened.status).toBe(304);
  });

  it('never answers 304 for an unknown plan or an invalid query', async () => {
    const tag = await etagOf(service, `${BELARUS}/scorecard`);
    const ask = (path: string) => service.http().get(path).set('If-None-Match', tag);
    await ask('/api/v1/plans/none/scorecard').expect(404);
    await ask(`${BELARUS}/scorecard?asOf=2023-01-01&since=2023-02-01`).expect(400);
    await service.http().get(`${BELARUS}/scorecard?assessor=nobody`).set('If-None-Match', '*').expect(400);
  });

  it('changes the ETag when a status is recorded or retracted or the plan is reworded', async () => {
    const objective = `${BELARUS}/objectives/EXT-09`;
    let id = '';
    const done = transcribed('implemented', '2024-02-01', { evidence: [citing('It was resumed.')] });
    expect(await after(async () => (id = (await record(service, objective, done)).body.id))).toEqual(NEW);
    expect(await after(() => retract(service, objective, id))).toEqual(NEW);
    expect(await after(() => change(service, `${BELARUS}/areas/internal`, { name: 'At home' }))).toEqual(NEW);
  });

  it("changes the ETag when a shown source's credit changes, and only then", async () => {
    for (const shown of [
      { title: 'Challenges and prospects' },
      { authors: ['A. Shpakovsky'] },
      { url: 'https://example.org/article' },
      { rights: 'Use with reference to CISS' },
    ]) {
      expect(await after(() => change(service, SOURCE, shown))).toEqual(NEW);
    }
    const { body } = await service.http().get(HELD[0]!).expect(200);
    expect(body.sources[0].citation).toBe(
      'A. Shpakovsky. “Challenges and prospects”. Caspian Institute for Strategic Studies, 2023-12-04. https://example.org/article',
    );
    expect(await after(() => change(service, SOURCE, { note: 'Read it again.' }))).toEqual(SAME);
    // A source of another plan is none of this one's.
    const { body: other } = await service.http().get(`${KAZAKHSTAN}/scorecard`).expect(200);
    const theirs = `/api/v1/sources/${other.sources[0].slug}`;
    expect(await after(() => change(service, theirs, { title: 'Other words' }))).toEqual(SAME);
    expect(
      await after(() => change(service, theirs, { title: 'Again others' }), [`${KAZAKHSTAN}/scorecard`]),
    ).toEqual([200]);
  });

  it('changes the ETag when a shown passage moves to another paragraph', async () => {
    const shift = (by: number): Promise<unknown> =>
      service.database.source.query(
        `UPDATE passage SET paragraph = paragraph + ${by} WHERE exact IS NOT NULL`,
      );
    expect(await after(() => shift(1))).toEqual(NEW);
    expect(await after(() => shift(0))).toEqual(SAME);
  });

  it.each([
    ['organization', `UPDATE organization SET acronym = 'C.S.T.O.'`],
    ['scale', `UPDATE rating_scale SET name = name || '.' WHERE slug = 'completion'`],
    ['level', `UPDATE rating_level SET label = 'Done' WHERE slug = 'implemented'`],
    ['assessor', `UPDATE assessor SET name = 'The authors' WHERE slug = 'presidency'`],
  ])('changes the ETag when a shared %s is renamed', async (_what, sql) => {
    expect(await after(() => service.database.source.query(sql))).toEqual(NEW);
    expect(await after(() => service.database.source.query(sql.replace(` || '.'`, '')))).toEqual(SAME);
  });

  it('keeps the ETag when another plan changes', async () => {
    const work = async (): Promise<void> => {
      const objective = (await service.http().get(`${KAZAKHSTAN}/objectives?limit=1`)).body.items[0];
      const path = `${KAZAKHSTAN}/objectives/${objective.code}`;
      expect((await record(service, path, rating('in_progress', '2024-05-05'))).status).toBe(201);
      await change(service, KAZAKHSTAN, { title: 'Another' });
    };
    expect(await after(work)).toEqual(SAME);
  });

  it('changes the ETag for a source corrected during a first quotation', async () => {
    const slug = 'late-report';
    await service.http().post('/api/v1/sources').send({ slug, title: 'Draft' }).expect(201);
    const path = `${BELARUS}/objectives/INT-02`;
    const etag = await etagOf(service, path);
    const evidence = [{ source: slug, summary: 'It went on.', bearing: 'supports' }];
    const [recorded] = await Promise.all([
      service
        .http()
        .post(`${path}/assessments`)
        .set('If-Match', etag)
        .send(transcribed('implemented', '2024-03-03', { evidence })),
      change(service, `/api/v1/sources/${slug}`, { title: 'Final' }),
    ]);
    expect(recorded.status).toBe(201);
    expect(await after(() => change(service, `/api/v1/sources/${slug}`, { title: 'Corrected' }))).toEqual(
      NEW,
    );
  });
});
