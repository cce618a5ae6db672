import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Test } from 'supertest';
import { BELARUS, citing, etagOf, transcribed } from '../../support/api.js';
import { type Refusals, refusalsOf } from '../../support/refusals.js';
import { startService, type TestService } from '../../support/service.js';

const EXT09 = `${BELARUS}/objectives/EXT-09`;
const HISTORY = `${EXT09}/assessments`;
const GOOD = transcribed('in_progress', '2024-02-01');
const UNKNOWN_ID = '00000000-0000-7000-8000-000000000000';
const LONE = '\ud800';

let service: TestService;
let etag: string;
let refusal: Refusals;

beforeAll(async () => {
  service = await startService();
  etag = await etagOf(service, EXT09);
  refusal = await refusalsOf(service);
});
afterAll(() => service.stop());

const post = (body: unknown): Test =>
  service
    .http()
    .post(HISTORY)
    .set('If-Match', etag)
    .set('Content-Type', 'application/json')
    .send(typeof body === 'string' ? body : JSON.stringify(body));

describe('a status that cannot be recorded', () => {
  const evidence = (...pieces: unknown[]) => ({ ...GOOD, evidence: pieces });
  const cited = { source: 'ciss-2023-12-04', bearing: 'supports' };
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);

  it.each<[string, unknown, pointer: string, words: string]>([
    ['an unknown level', { ...GOOD, status: 'nearly_done' }, '/status', 'its levels are not_assessed, '],
    ['no level', { ...GOOD, status: undefined }, '/status', 'is required'],
    ['an unknown assessor', { ...GOOD, assessor: 'nobody' }, '/assessor', 'its assessors are presidency'],
    ['a day that is none', { ...GOOD, effectiveOn: '2023-02-30' }, '/effectiveOn', 'YYYY-MM-DD'],
    ['a malformed day', { ...GOOD, effectiveOn: '1 June 2023' }, '/effectiveOn', 'YYYY-MM-DD'],
    ['an instant for a day', { ...GOOD, effectiveOn: '2023-06-01T00:00:00Z' }, '/effectiveOn', 'YYYY-MM-DD'],
    ['a number for a day', { ...GOOD, effectiveOn: 20230601 }, '/effectiveOn', 'YYYY-MM-DD'],
    ['a day in the future', { ...GOOD, effectiveOn: tomorrow }, '/effectiveOn', 'must not be in the future'],
    [
      'a verdict without evidence',
      transcribed('implemented', '2024-02-01'),
      '/evidence',
      'needs at least one passage',
    ],
    [
      'a verdict with an empty list',
      transcribed('withdrawn', '2024-02-01', { evidence: [] }),
      '/evidence',
      'needs at least one passage as evidence',
    ],
    [
      'a cause of success',
      transcribed('implemented', '2024-02-01', { cause: 'external', evidence: [citing('x')] }),
      '/cause',
      'achieved',
    ],
    ['an unknown cause', { ...GOOD, cause: 'fate' }, '/cause', 'external, internal, mixed, unknown'],
    ['no rationale', { ...GOOD, rationale: undefined }, '/rationale', 'is required'],
    ['a blank rationale', { ...GOOD, rationale: ' \n' }, '/rationale', 'must not be blank'],
    [
      'a rationale beyond measure',
      { ...GOOD, rationale: 'x'.repeat(10_001) },
      '/rationale',
      '10000 characters',
    ],
    ['an unknown property', { ...GOOD, recordedBy: 'me' }, '/recordedBy', 'is not a known property'],
    [
      'a property that every object has',
      { ...GOOD, constructor: 1 },
      '/constructor',
      'is not a known property',
    ],
    [
      'a nested one',
      evidence({ ...citing('x'), toString: 1 }),
      '/evidence/0/toString',
      'is not a known property',
    ],
    [
      'an unknown property in evidence',
      evidence({ ...citing('x'), 'a/b~c': 1 }),
      '/evidence/0/a~1b~0c',
      'not a known property',
    ],
    ['null for the evidence', { ...GOOD, evidence: null }, '/evidence', 'must be a list'],
    ['an object for the evidence', { ...GOOD, evidence: {} }, '/evidence', 'must be a list'],
    ['a string for the evidence', { ...GOOD, evidence: 'x' }, '/evidence', 'must be a list'],
    ['null as evidence', evidence(null), '/evidence', 'must contain only objects'],
    ['a string as evidence', evidence('x'), '/evidence', 'must contain only objects'],
    ['a list as evidence', evidence([citing('x')]), '/evidence', 'must contain only objects'],
    ['nothing as evidence', evidence({}), '/evidence/0/bearing', 'is required'],
    [
      'too much evidence',
      evidence(...Array<object>(101).fill(citing('x'))),
      '/evidence',
      'at most 100 items',
    ],
    ['an unknown bearing', evidence(citing('x', 'proves')), '/evidence/0/bearing', 'supports, qualifies'],
    ['evidence without a place', evidence({ bearing: 'supports' }), '/evidence/0', 'must have either'],
    [
      'evidence with two places',
      evidence({ ...citing('x'), passage: UNKNOWN_ID }),
      '/evidence/0',
      'must have either',
    ],
    [
      'an unknown source',
      evidence({ ...citing('x'), source: 'rumour' }),
      '/evidence/0/source',
      'the source "rumour" does not exist',
    ],
    [
      'an unknown passage',
      evidence({ passage: UNKNOWN_ID, bearing: 'supports' }),
      '/evidence/0/passage',
      'no passage',
    ],
    [
      'a passage id that is none',
      evidence({ passage: '7', bearing: 'supports' }),
      '/evidence/0/passage',
      'returned by this service',
    ],
    [
      'a passage with other words',
      evidence({ passage: UNKNOWN_ID, exact: 'x', bearing: 'supports' }),
      '/evidence/0',
      'leave out its quotation',
    ],
    ['a source without words', evidence(cited), '/evidence/0/exact', 'is required'],
    ['an empty quotation', evidence({ ...cited, exact: '' }), '/evidence/0/exact', 'must not be empty'],
    ['a blank quotation', evidence({ ...cited, exact: ' \t ' }), '/evidence/0/exact', 'must not be blank'],
    [
      'surroundings of nothing',
      evidence({ ...citing('x'), prefix: 'a' }),
      '/evidence/0/exact',
      'is required where',
    ],
    [
      'a quotation beyond measure',
      evidence({ ...cited, exact: 'x'.repeat(10_001) }),
      '/evidence/0/exact',
      '10000',
    ],
    ['paragraph 0', evidence({ ...citing('x'), paragraph: 0 }), '/evidence/0/paragraph', 'at least 1'],
    [
      'half a paragraph',
      evidence({ ...citing('x'), paragraph: 1.5 }),
      '/evidence/0/paragraph',
      'whole number',
    ],
    ['a zero character', { ...GOOD, rationale: 'a\0b' }, '/rationale', 'control characters'],
    ['an escape character', evidence(citing('\u001b[31m')), '/evidence/0/summary', 'control characters'],
    ['half a character', { ...GOOD, rationale: LONE }, '/rationale', 'surrogate'],
    ['objects for texts', { ...GOOD, rationale: { toLowerCase: 1 } }, '/rationale', 'must be a string'],
    ['an empty object', {}, '/status', 'is required'],
    ['null for a body', null, '', 'must be a JSON object'],
    ['a list for a body', [GOOD], '', 'must be a JSON object'],
    ['a text for a body', '"text"', '', 'must be a JSON object'],
    ['a number for a body', 7, '', 'must be a JSON object'],
  ])('refuses an assessment with %s and says where and why', async (_what, body, pointer, words) => {
    const answer = await refusal(post(body), 422, 'invalid-input');
    const errors: { pointer: string; message: string }[] = answer.body.errors;
    const here = errors.find((error) => error.pointer === pointer);
    expect([here?.pointer, here?.message]).toEqual([pointer, expect.stringContaining(words)]);
    expect(answer.body.detail).toContain(errors[0]?.message);
  });

  it('reports all faults of an assessment at once', async () => {
    const answer = await refusal(post({ status: 7, effectiveOn: 'x', more: 1 }), 422, 'invalid-input');
    const pointers = answer.body.errors.map((error: { pointer: string }) => error.pointer);
    expect(pointers.toSorted()).toEqual(['/effectiveOn', '/more', '/rationale', '/status']);
    expect(answer.body.detail).toContain('(and 3 more)');
  });

  it('refuses endless nesting', async () => {
    const deep = `{"rationale":${'['.repeat(200_000)}${']'.repeat(200_000)}}`;
    await refusal(post(deep), 422, 'invalid-input');
  });

  it.each([
    ['{"status": "in_progress",\n  "effectiveOn" "2023-06-01"}', 'line 2, column 17 (position 42)'],
    ['{"a":1,}', 'line 1, column 8 (position 7)'],
    ["{'a':1}", 'line 1, column 2 (position 1)'],
    ['{"a":[1,2', 'line 1, column 10 (position 9)'],
    ['{"a":1} // why', 'line 1, column 9 (position 8)'],
    ['status=done', 'line 1, column 1 (position 0)'],
    ['', 'The request body is empty'],
    ['  \n', 'The request body is empty'],
    ['{"__proto__": {"admin": true}}', 'a property named __proto__'],
    ['{"evidence": [{"__proto__": 1}]}', 'a property named __proto__'],
    ['{"constructor": {"prototype": 1}}', 'constructor.prototype'],
  ])('refuses malformed JSON and says where: %j', async (body, words) => {
    const answer = await refusal(post(body), 400, 'malformed-json');
    expect(answer.body.detail).toContain(words);
  });

  it.each([
    'text/plain',
    'application/xml',
    'application/x-www-form-urlencoded',
    'multipart/form-data',
    'nonsense',
  ])('refuses %s and names the accepted media type', async (type) => {
    const request = service.http().post(HISTORY).set('If-Match', etag).set('Content-Type', type);
    const answer = await refusal(request.send(JSON.stringify(GOOD)), 415, 'unsupported-media-type');
    expect(answer.body.detail).toContain('application/json');
  });

  it('refuses a request without media type or body', async () => {
    const request = service.http().post(HISTORY).set('If-Match', etag);
    await refusal(request, 422, 'invalid-input');
    const url = `${(await service.app.getUrl()).replace('[::1]', 'localhost')}${HISTORY}`;
    const untyped = await fetch(url, {
      method: 'POST',
      body: new Uint8Array([123, 125]),
      headers: { 'If-Match': etag },
    });
    expect([untyped.status, untyped.headers.get('content-type')]).toEqual([
      415,
      'application/problem+json; charset=utf-8',
    ]);
  });

  it('refuses a body over 1 MiB, with and without a declared length', async () => {
    await refusal(post({ ...GOOD, rationale: 'x'.repeat(1024 * 1024) }), 413, 'body-too-large');
    // Its headers are sent with the first bytes.
    const chunked = post('')
      .set('X-Request-Id', 'my-request.1')
      .unset('Content-Length')
      .set('Transfer-Encoding', 'chunked');
    chunked.write(JSON.stringify({ ...GOOD, rationale: 'x'.repeat(1024 * 1024) }));
    await refusal(chunked, 413, 'body-too-large');
  });
});
