import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fingerprint, type Json } from '../../support/api.js';
import { bytesAt } from '../../support/answered.js';
import { startService, type TestService } from '../../support/service.js';

const SAMPLES = join(import.meta.dirname, '../../samples/import');
const IMPORTS = '/api/v1/imports';

/** A plan of another organization. */
const PLAN = {
  slug: 'norland-2023',
  title: 'The plan of Norland',
  organization: { slug: 'northern-council', name: 'Northern Council' },
  holder: { name: 'Norland' },
  termStart: '2023-01-01',
  termEnd: '2023-12-31',
};

let service: TestService;

beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

interface Sending {
  plan?: object | string;
  mapping?: object;
  query?: string;
  token?: string;
  key?: string;
}

function send(
  file: string | Buffer,
  { plan = PLAN, mapping, query = '', token, key }: Sending = {},
): Promise<Json> {
  const bytes = typeof file === 'string' ? readFileSync(join(SAMPLES, file)) : file;
  const asking = (token === undefined ? service.http() : service.as(token)).post(IMPORTS + query);
  if (key !== undefined) void asking.set('Idempotency-Key', key);
  void asking.field('plan', typeof plan === 'string' ? plan : JSON.stringify(plan));
  if (mapping !== undefined) void asking.field('mapping', JSON.stringify(mapping));
  return asking.attach('file', bytes, typeof file === 'string' ? file : 'table.csv');
}

const csv = (...lines: string[]): Buffer => Buffer.from(`${lines.join('\n')}\n`);

async function totals(plan: string): Promise<Json> {
  return (await service.http().get(`/api/v1/plans/${plan}/scorecard`).expect(200)).body.total;
}

describe('a spreadsheet of another organization', () => {
  it('is looked at first, and stores nothing', async () => {
    const before = await fingerprint(service);
    const { status, body } = await send('ru-semicolon-cp1251.csv', { query: '?dryRun=true' });
    expect([status, body.applied, body.plan]).toEqual([200, false, 'norland-2023']);
    expect(body).toMatchObject({ encoding: 'windows-1251', delimiter: ';', faults: [] });
    expect(body.counts).toMatchObject({
      areas: { created: 2 },
      objectives: { created: 4 },
      assessments: { created: 3 },
      sources: { created: 3 },
      passages: { created: 3 },
    });
    expect(await fingerprint(service)).toEqual(before);
  });

  it('becomes a draft with its statuses, of which none is firm before somebody has looked', async () => {
    const { status, body } = await send('ru-semicolon-cp1251.csv', { key: 'first' });
    expect([status, body.applied]).toEqual([201, true]);
    const total = await totals('norland-2023');
    expect(total).toMatchObject({
      objectives: 4,
      assessed: 3,
      complete: 1,
      evidence: { firm: 0, unread: 1 },
    });
    const plan = await service.http().get('/api/v1/plans/norland-2023').expect(200);
    expect([plan.body.state, plan.body.organization.slug]).toEqual(['draft', 'northern-council']);
    await service.as(undefined).get('/api/v1/plans/norland-2023').expect(404);
    const path = `/api/v1/plans/norland-2023/objectives/${encodeURIComponent('№ 2/1')}/assessments`;
    const history = await service.http().get(path).expect(200);
    expect(history.body.items[0]).toMatchObject({
      status: 'not_implemented',
      rationale: 'Стороны не договорились',
      importedFrom: { file: 'ru-semicolon-cp1251.csv' },
    });
  });

  it('sent again with its key gives the first answer, and without it changes nothing', async () => {
    const again = await send('ru-semicolon-cp1251.csv', { key: 'first' });
    expect([again.status, again.headers['idempotency-replayed']]).toEqual([201, 'true']);
    const before = await fingerprint(service);
    const { status, body } = await send('ru-semicolon-cp1251.csv', { plan: 'norland-2023' });
    expect(status).toBe(201);
    expect(body.counts).toMatchObject({
      areas: { created: 0, unchanged: 2 },
      objectives: { created: 0, changed: 0, unchanged: 4 },
      assessments: { created: 0, unchanged: 3 },
      sources: { created: 0, unchanged: 3 },
    });
    const after = await fingerprint(service);
    // The plan's clock has moved; nothing that it shows has.
    expect({ ...(after as object), plans: [] }).toEqual({ ...(before as object), plans: [] });
  });

  it('changed in two cells changes these two, the status as a new assessment', async () => {
    const file = csv(
      'code,area,title,status,date,rationale,evidence',
      '1.2,Политика,Учредить группу,Выполнено,2023-11-01,Группа работает,https://example.org/b',
    );
    const { status, body } = await send(file, { plan: 'norland-2023' });
    expect([status, body.faults]).toEqual([201, []]);
    expect(body.counts).toMatchObject({
      objectives: { created: 0, changed: 1 },
      assessments: { created: 1 },
      sources: { created: 0, unchanged: 1 },
    });
    expect(await totals('norland-2023')).toMatchObject({ complete: 2 });
    const history = await service
      .http()
      .get('/api/v1/plans/norland-2023/objectives/1.2/assessments')
      .expect(200);
    expect(history.body.items).toHaveLength(2);
  });

  it('is whole or not at all: every fault is told with its row, and what would answer it', async () => {
    const before = await fingerprint(service);
    const mapping = {
      columns: { A: 'rowType', B: 'code', C: 'title', D: 'status', E: 'effectiveOn', F: 'evidence' },
    };
    const { status, body } = await send('no-header-cat-item.csv', {
      plan: { ...PLAN, slug: 'other' },
      mapping,
    });
    expect([status, body.applied]).toEqual([422, false]);
    expect(body.faults.map(({ row, value, asks }: Json) => [row, value, asks])).toEqual([
      [3, 'SUCCES', 'statuses'],
      [6, '2.1', 'codes'],
      [6, 'PARTIAL', 'statuses'],
      [6, 'PARTIAL', 'source'],
    ]);
    expect(await fingerprint(service)).toEqual(before);
  });

  it('answered as it asks is in', async () => {
    const { status, body } = await send('totals-and-blank-rows.csv', {
      plan: { ...PLAN, slug: 'summit-2023', state: 'draft' },
      query: '?publish=true',
      mapping: {
        effectiveOn: '2023-12-31',
        statuses: { 'Partially fulfilled': 'in_progress' },
        source: { title: 'Table of the summit', url: 'https://example.org/summit' },
      },
    });
    expect([status, body.faults]).toEqual([201, []]);
    expect(await totals('summit-2023')).toMatchObject({
      objectives: 3,
      complete: 1,
      evidence: { unread: 1 },
    });
    await service.as(undefined).get('/api/v1/plans/summit-2023').expect(200);
    // What was said of this organization's file holds for its next one.
    const next = await send(csv('No,Aim,Status', '1,Plant,Partially fulfilled'), {
      plan: { ...PLAN, slug: 'summit-2024' },
      mapping: { effectiveOn: '2024-01-01' },
      query: '?dryRun=true',
    });
    expect([next.status, next.body.statuses]).toMatchObject([200, [{ level: 'in_progress' }]]);
  });

  it('on a scale of its own brings the scale', async () => {
    const newScale = {
      slug: 'lights',
      name: 'Lights',
      levels: [
        { slug: 'off', label: 'Off', assessed: false },
        { slug: 'green', label: 'Green', credit: 1, complete: true, final: true },
        { slug: 'red', label: 'Red', credit: 0 },
      ],
    };
    const file = csv(
      'No,Aim,Status,Date,Link',
      '1,Plant,Green,2023-02-01,https://example.org/g',
      '2,Dig,Red,2023-02-01,',
    );
    const { status, body } = await send(file, { plan: { ...PLAN, slug: 'lit' }, mapping: { newScale } });
    expect([status, body]).toMatchObject([201, { faults: [] }]);
    expect(await totals('lit')).toMatchObject({ objectives: 2, complete: 1, byLevel: { green: 1, red: 1 } });
  });
});

describe('statuses for a plan that is there', () => {
  it('name the row of an objective that is not, and write nothing', async () => {
    const before = await fingerprint(service);
    const { status, body } = await send('statuses-only.csv', {
      plan: 'csto-2024-kazakhstan',
      query: '?dryRun=true',
    });
    expect(status).toBe(422);
    expect(body.counts.assessments).toMatchObject({ created: 2 });
    expect(body.faults).toMatchObject([{ row: 5, value: 'KZ9.9' }]);
    expect(await fingerprint(service)).toEqual(before);
  });
});

describe('a plan that was exported', () => {
  it.each(['csv', 'xlsx'])('as %s comes back unchanged', async (format) => {
    const exported = await bytesAt(service, `/api/v1/plans/csto-2023-belarus/export?format=${format}`);
    const { status, body } = await send(exported.bytes, { plan: 'csto-2023-belarus', query: '?dryRun=true' });
    expect([status, body.faults]).toEqual([200, []]);
    expect(body.counts).toEqual({
      areas: { created: 0, changed: 0, unchanged: 3 },
      objectives: { created: 0, changed: 0, unchanged: 34 },
      assessments: { created: 0, changed: 0, unchanged: 34 },
      sources: expect.objectContaining({ created: 0, changed: 0 }),
      passages: expect.objectContaining({ created: 0, changed: 0 }),
    });
  });

  it('with cells that a spreadsheet would run gives the same texts back', async () => {
    const sent = await send('formula-like.csv', {
      plan: { ...PLAN, slug: 'formulas' },
      mapping: { statuses: { '@x': null } },
    });
    expect(sent.status).toBe(201);
    const exported = await bytesAt(service, '/api/v1/plans/formulas/export?format=csv');
    expect(exported.bytes.toString()).toContain(`"'=HYPERLINK(""https://example.org"",""x"")"`);
    const { body } = await send(exported.bytes, { plan: 'formulas', query: '?dryRun=true' });
    expect(body.counts.objectives).toEqual({ created: 0, changed: 0, unchanged: 2 });
  });
});

describe('what cannot be imported', () => {
  it.each<[string, Sending & { file?: Buffer }, number, string]>([
    ['without a plan', { plan: '' }, 422, '/plan'],
    ['into a plan that is not there', { plan: 'nowhere' }, 404, ''],
    ['with a plan that is no plan', { plan: { slug: 'x' } }, 422, '/organization'],
    ['with a plan that is no JSON', { plan: '{x' }, 422, '/plan'],
    ['with an unknown field', { mapping: { columns: { A: 'colour' } } }, 422, '/mapping/columns/A'],
    ['with another member', { mapping: { colour: 1 } }, 422, '/mapping/colour'],
    ['with a plan that exists', { plan: { ...PLAN, slug: 'csto-2023-belarus' } }, 409, ''],
    ['without anything in it', { file: Buffer.alloc(0) }, 422, '/file'],
  ])('is refused %s', async (_what, { file, ...sending }, status, pointer) => {
    const before = await fingerprint(service);
    const answer = await send(file ?? csv('No,Aim', '1,Plant'), sending);
    expect([answer.status, answer.headers['content-type']]).toEqual([
      status,
      'application/problem+json; charset=utf-8',
    ]);
    if (pointer !== '') expect(answer.body.errors.map((error: Json) => error.pointer)).toContain(pointer);
    expect(await fingerprint(service)).toEqual(before);
  });

  it('is refused to analysts, and before a file is read to anybody', async () => {
    expect((await send('cr-line-ends.csv', { token: await service.token('analyst') })).status).toBe(403);
    const answer = await service.as(undefined).post(IMPORTS).attach('file', csv('a'), 'a.csv');
    expect(answer.status).toBe(401);
  });

  it('is one of two files at once into one new plan: the other finds it there', async () => {
    const plan = { ...PLAN, slug: 'twice' };
    const answers = await Promise.all([1, 2].map(() => send(csv('No,Aim', '1,Plant'), { plan })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(await totals('twice')).toMatchObject({ objectives: 1 });
  });

  it('is a whole dataset by the same address', async () => {
    const exported = await bytesAt(service, '/api/v1/plans/csto-2023-belarus/export?format=json');
    const answer = await service
      .http()
      .post(`${IMPORTS}?dryRun=true`)
      .set('Content-Type', 'application/octet-stream')
      .send(exported.bytes);
    expect([answer.status, answer.body.format, answer.body.faults]).toEqual([200, 'dataset', []]);
  });
});
