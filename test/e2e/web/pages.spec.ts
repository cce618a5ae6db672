import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startService, type TestService } from '../../support/service.js';

const PLAN = '/plans/csto-2023-belarus';
const HTML = 'text/html,application/xhtml+xml,*/*;q=0.8';

describe('the address of a page', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startService();
  });
  afterAll(() => service.stop());
  const person = (): ReturnType<TestService['as']> => service.as(undefined);

  it("returns the API's figures at .json", async () => {
    const page = await person().get(`${PLAN}.json?asOf=2023-12-31`).expect(200);
    const api = await person().get(`/api/v1${PLAN}/scorecard?asOf=2023-12-31&lang=en`).expect(200);
    expect(page.body).toEqual(api.body);
    const all = await person().get('/index.json?asOf=2023-12-31').expect(200);
    expect(all.body).toEqual((await person().get('/api/v1/scorecards?asOf=2023-12-31').expect(200)).body);
    const list = await person().get(`${PLAN}/objectives.json?status=not_implemented`).expect(200);
    expect(list.body).toEqual(
      (await person().get(`/api/v1${PLAN}/objectives?status=not_implemented`).expect(200)).body,
    );
  });

  it("returns the API's table at .csv under a file name", async () => {
    const page = await person().get(`${PLAN}.csv?asOf=2023-12-31`).expect(200);
    const api = await person().get(`/api/v1${PLAN}/scorecard.csv?asOf=2023-12-31&lang=en`).expect(200);
    expect(page.text).toBe(api.text);
    expect(page.headers['content-disposition']).toBe(
      'attachment; filename="csto-2023-belarus-2023-12-31.csv"',
    );
    const all = await person().get('/index.csv?asOf=2023-12-31').expect(200);
    expect(all.text).toBe(
      (await person().get('/api/v1/scorecards.csv?asOf=2023-12-31&lang=en').expect(200)).text,
    );
    const list = await person().get(`${PLAN}/objectives.csv?status=not_implemented`).expect(200);
    expect(list.text.split('\r\n').map((line) => line.split(',', 1)[0])).toEqual([
      'code',
      'INT-04',
      'EXT-09',
      '',
    ]);
  });

  it('compresses pages under a weak tag and answers 304', async () => {
    const zipped = await person()
      .get(PLAN)
      .set('Accept', HTML)
      .set('Accept-Encoding', 'br, gzip;q=0.5')
      .expect(200);
    expect(zipped.headers).toMatchObject({
      'content-encoding': 'gzip',
      etag: expect.stringMatching(/^W\/"/),
    });
    expect(zipped.headers.vary).toContain('Accept-Encoding');
    const plain = await person().get(PLAN).set('Accept', HTML).set('Accept-Encoding', 'identity').expect(200);
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(plain.text).toBe(zipped.text);
    await person()
      .get(PLAN)
      .set('Accept', HTML)
      .set('If-None-Match', zipped.headers.etag as string)
      .expect(304);
  });

  it('answers a mistake with a page to people and a problem document to programs', async () => {
    const page = await person().get('/plans/csto-1999').set('Accept', HTML).expect(404);
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(page.text).toContain('There is no plan “csto-1999”');
    const problem = await person().get('/plans/csto-1999').expect(404);
    expect(problem.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(problem.body).toMatchObject({ type: '/problems/not-found', instance: '/plans/csto-1999' });
    await person().get(`${PLAN}?asOf=yesterday`).set('Accept', HTML).expect(400);
  });

  it('treats a blank field as absent on pages but not in the API', async () => {
    await person().get(`${PLAN}?asOf=&assessor=`).set('Accept', HTML).expect(200);
    await person().get(`/api/v1${PLAN}/scorecard?asOf=`).expect(400);
  });

  it('ignores form members that are not text', async () => {
    const admin = service.http();
    for (const form of ['/tokens', `${PLAN}/objectives/INT-01/rating`]) {
      const answer = await admin.post(form).send({ do: 'record', '/name': 5, '/rationale': { a: 1 } });
      expect([form, answer.status]).toEqual([form, 422]);
    }
  });

  it('redirects a shortened address to the list of presidencies', async () => {
    await person().get('/plans').expect(301).expect('location', '/');
  });

  it('pages a long list', async () => {
    const levels = await person().get(`${PLAN}/objectives?limit=2`).set('Accept', HTML).expect(200);
    expect(levels.text.match(/<tr /g)).toHaveLength(3);
    expect(levels.text).toMatch(/<a class="button" href="[^"]*cursor=[^"]+" rel="next">/);
  });
});
