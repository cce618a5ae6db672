import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Test } from 'supertest';
import { BELARUS, etagOf, transcribed } from '../../support/api.js';
import { type Refusals, refusalsOf } from '../../support/refusals.js';
import { startService, type TestService } from '../../support/service.js';

const EXT09 = `${BELARUS}/objectives/EXT-09`;
const HISTORY = `${EXT09}/assessments`;
const GOOD = transcribed('in_progress', '2024-02-01');
const UNKNOWN_ID = '00000000-0000-7000-8000-000000000000';

let service: TestService;
let etag: string;
let refusal: Refusals;

beforeAll(async () => {
  service = await startService();
  etag = await etagOf(service, EXT09);
  refusal = await refusalsOf(service);
});
afterAll(() => service.stop());

describe('a version that does not fit', () => {
  const patch = (ifMatch?: string): Test => {
    const request = service.http().patch(EXT09).send({ title: 'Reworded' });
    return ifMatch === undefined ? request : request.set('If-Match', ifMatch);
  };

  it.each([undefined, '', '*'])('refuses a change with If-Match %p as 428', async (ifMatch) => {
    const answer = await refusal(patch(ifMatch), 428, 'version-required');
    expect(answer.body.detail).toContain('If-Match: "3"');
  });

  it.each([
    '"1"',
    'W/"999"',
    '"1-gzip"',
    '"3-other"',
    '"999999999"',
    'nonsense',
    '"x", "y"',
    '"0"',
    `"${'9'.repeat(8000)}"`,
  ])('refuses a change with If-Match %.20p as 412', async (ifMatch) => {
    const answer = await refusal(patch(ifMatch), 412, 'stale-version');
    expect(answer.body.detail).toMatch(/is now at version \d+\. Read it again/);
  });

  it('checks versions of plans, areas and assessments', async () => {
    for (const path of [BELARUS, `${BELARUS}/areas/internal`]) {
      await refusal(service.http().patch(path).send({}), 428, 'version-required');
      await refusal(service.http().patch(path).set('If-Match', '"999"').send({}), 412, 'stale-version');
    }
    await refusal(service.http().post(HISTORY).send(GOOD), 428, 'version-required');
    await refusal(service.http().post(HISTORY).set('If-Match', '"999"').send(GOOD), 412, 'stale-version');
  });
});

describe('an address', () => {
  const none = `/api/v1/plans/csto-1999`;

  it.each([
    none,
    `${none}/scorecard`,
    `${none}/areas`,
    `${none}/objectives`,
    `${none}/objectives/A/assessments`,
    `${BELARUS}/areas/none`,
    `${BELARUS}/objectives/EXT-99`,
    `${BELARUS}/objectives/EXT-99/assessments`,
    `${HISTORY}/${UNKNOWN_ID}`,
    '/api/v1/scales/none',
    '/api/v1/sources/none',
    '/api/v1/sources/none/passages',
    `/api/v1/passages/${UNKNOWN_ID}`,
    '/api/v1/passages/1',
    '/api/v1',
    '/api/v1/nothing/',
    '//example.org/',
    '/api/v2/plans',
    '/favicon.ico',
    `${BELARUS}/objectives/a%00b`,
    '/api/v1/plans/a%00b',
    "/api/v1/plans/'; DROP TABLE plan; --",
    '/api/v1/plans/..%2f..%2fetc',
  ])('answers 404 and says so: %s', async (path) => {
    const answer = await refusal(
      service.http().get(encodeURI(path).replaceAll('%25', '%')),
      404,
      'not-found',
    );
    expect(answer.body.detail).toMatch(/^(There is no|Nothing was found)/);
  });

  it.each([
    ['put', BELARUS, 'GET, HEAD, PATCH'],
    ['patch', HISTORY, 'GET, HEAD, POST'],
    ['delete', `${HISTORY}/${UNKNOWN_ID}`, 'GET, HEAD'],
    ['post', `${BELARUS}/scorecard`, 'GET, HEAD'],
    ['put', '/', 'GET, HEAD'],
    ['delete', '/plans/csto-2023-belarus', 'GET, HEAD'],
  ] as const)('refuses the method %s at %s and lists the allowed ones', async (method, path, allowed) => {
    const answer = await refusal(service.http()[method](path).send({}), 405, 'method-not-allowed');
    const { allow = '' } = answer.headers;
    for (const each of allowed.split(', ')) expect(allow.split(', ')).toContain(each);
    expect(allow.split(', ')).not.toContain(method.toUpperCase());
    expect(answer.body.detail).toContain(`It takes ${allow}.`);
  });

  it.each([BELARUS, HISTORY, `${BELARUS}/scorecard.csv`, '/plans'])(
    'lists the allowed methods for OPTIONS: %s',
    async (path) => {
      const answer = await service.as(undefined).options(path).expect(204);
      expect(answer.headers.allow).toMatch(/^GET, HEAD(, [A-Z]+)*, OPTIONS$/);
    },
  );

  it('answers HEAD like GET without a body', async () => {
    const [head, get] = [await service.http().head(BELARUS), await service.http().get(BELARUS)];
    expect([head.status, head.headers.etag]).toEqual([200, get.headers.etag]);
  });

  it.each([
    ['/api/v1/plans/?limit=1', '/api/v1/plans?limit=1'],
    [`${BELARUS}/scorecard//`, `${BELARUS}/scorecard`],
    ['/plans/csto-2023-belarus/', '/plans/csto-2023-belarus'],
  ])('redirects an address with a trailing slash: %s', async (path, target) => {
    const answer = await service.http().get(path).expect(308);
    expect(answer.headers.location).toBe(target);
    await service.http().get(target).expect(200);
  });

  it('refuses an address with broken encoding', async () => {
    await refusal(service.http().get('/api/v1/plans/%zz'), 400, 'bad-request');
    await refusal(service.http().get('/api/v1/plans/%ff%fe'), 400, 'bad-request');
    await refusal(service.http().get(`/api/v1/plans/${'a'.repeat(400)}`), 414, 'address-too-long');
  });

  it('answers 404 to writes below an unknown plan or objective', async () => {
    const objective = { code: 'A', area: 'a', title: 'x', basis: 'stated' };
    await refusal(service.http().post(`${none}/objectives`).send(objective), 404, 'not-found');
    await refusal(service.http().post(`${none}/areas`).send({ code: 'a', name: 'x' }), 404, 'not-found');
    const unknown = `${BELARUS}/objectives/EXT-99/assessments`;
    await refusal(service.http().post(unknown).set('If-Match', etag).send(GOOD), 404, 'not-found');
  });
});

describe('a query', () => {
  const cursor = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

  it.each<[path: string, query: string, pointer: string]>([
    ['/scorecard', 'asOf=2023-02-30', '?asOf'],
    ['/scorecard', 'asOf=', '?asOf'],
    ['/scorecard', 'asOf=2023-01-01&asOf=2023-01-02', '?asOf'],
    ['/scorecard', 'knownAt=yesterday', '?knownAt'],
    ['/scorecard', 'knownAt=0001-01-01T00:00:00%2B23:59', '?knownAt'],
    ['/scorecard', 'knownAt=9999-12-31T23:59:59-23:59', '?knownAt'],
    ['/scorecard', 'asof=2023-01-01', '?asof'],
    ['/scorecard', '__proto__=1', '?__proto__'],
    ['/scorecard', 'constructor=1', '?constructor'],
    ['/scorecard', "assessor=x' OR 1=1 --", '?assessor'],
    ['/objectives', "status=x' OR 1=1 --", '?status'],
    ['/objectives', "area=x'; DROP TABLE plan; --", '?area'],
    ['/objectives', 'area=nowhere', '?area'],
    ['/objectives', 'status=nearly', '?status'],
    ['/objectives', 'strength=strong', '?strength'],
    ['/objectives', 'assessor=nobody', '?assessor'],
    ['/objectives', 'q=', '?q'],
    ['/objectives', 'q=%00', '?q'],
    ['/objectives', `q=${'x'.repeat(201)}`, '?q'],
    ['/objectives', 'q[a]=1', '?q[a]'],
    ['/objectives', 'limit=0', '?limit'],
    ['/objectives', 'limit=201', '?limit'],
    ['/objectives', 'limit=-1', '?limit'],
    ['/objectives', 'limit=1.5', '?limit'],
    ['/objectives', 'limit=many', '?limit'],
    ['/objectives', 'limit=99999999999999999999', '?limit'],
    ['/objectives', 'limit=1&limit=2', '?limit'],
    ['/objectives', 'cursor=nonsense', '?cursor'],
    ['/objectives', 'cursor=', '?cursor'],
    ['/objectives', `cursor=${cursor(['1 OR 1=1'])}`, '?cursor'],
    ['/objectives', `cursor=${cursor([1e300])}`, '?cursor'],
    ['/areas', `cursor=${cursor([1])}`, '?cursor'],
    ['/objectives/EXT-09/assessments', `cursor=${cursor(['2026-02-30T00:00:00Z', UNKNOWN_ID])}`, '?cursor'],
    ['/objectives/EXT-09/assessments', 'assessor=No One', '?assessor'],
  ])('refuses %s?%s and names the parameter', async (path, query, pointer) => {
    const request = service.http().get(`${BELARUS}${path}?${query.replaceAll(' ', '%20')}`);
    const answer = await refusal(request, 400, 'invalid-query');
    expect(answer.body.errors.map((error: { pointer: string }) => error.pointer)).toContain(pointer);
  });
});
