import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BELARUS, change, etagOf, record } from '../../support/api.js';
import { startService, type TestService } from '../../support/service.js';

const EXPORT = `${BELARUS}/export`;
let service: TestService;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

/** The cells of a CSV without line breaks in them that matter: rows of cells. */
function cells(csv: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    rows.at(-1)!.push(quoted?.replaceAll('""', '"') ?? plain!);
    if (end === '\r\n') rows.push([]);
  }
  return rows.slice(0, -1);
}

async function csvOf(address: string): Promise<Record<string, string>[]> {
  const { text } = await service.http().get(address).expect(200);
  const [names, ...rows] = cells(text);
  return rows.map((row) => Object.fromEntries(names!.map((name, at) => [name, row[at] ?? ''])));
}

describe('GET /plans/:plan/export', () => {
  it('gives one row an objective, and one for each further piece of evidence', async () => {
    const rows = await csvOf(`${EXPORT}?format=csv`);
    expect(new Set(rows.map(({ code }) => code)).size).toBe(34);
    const [first] = rows;
    expect(first).toMatchObject({
      code: 'INT-01',
      area: 'internal',
      status: 'implemented',
      assessor: 'presidency',
    });
    const further = rows.filter(({ title }) => title === '');
    expect(further.length).toBeGreaterThan(0);
    for (const row of further)
      expect([row.status, row.evidence !== '', row.bearing !== '']).toEqual(['', true, true]);
    // As many pieces of evidence as the scorecard's own table counts.
    const { body } = await service.http().get(`${BELARUS}/scorecard`);
    expect(rows.filter(({ status }) => status === 'implemented')).toHaveLength(body.total.complete);
  });

  it('names the file by plan and day, and says what it is', async () => {
    for (const [format, type] of [
      ['csv', 'text/csv'],
      ['xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
    ]) {
      const { headers } = await service.http().get(`${EXPORT}?format=${format}&asOf=2023-10-27`).expect(200);
      expect(headers['content-type']!.split(';')[0]).toBe(type);
      expect(headers['content-disposition']).toBe(
        `attachment; filename="csto-2023-belarus-2023-10-27.${format}"`,
      );
    }
  });

  it('gives the status of the day and of the assessor that were asked for', async () => {
    const early = await csvOf(`${EXPORT}?format=csv&asOf=2023-01-01`);
    expect(early.filter(({ status }) => status !== '')).toEqual([]);
    const analysts = await csvOf(`${EXPORT}?format=csv&assessor=analysts`);
    expect(analysts).toHaveLength(34);
    expect(new Set(analysts.map(({ status }) => status))).toEqual(new Set(['']));
  });

  it('gives columns of their own to what a file said and has no place', async () => {
    await service.database.source.query(
      `INSERT INTO objective_extra (plan_id, objective_id, position, name, value, path)
       SELECT o.plan_id, o.id, x.position, x.name, x.value, x.path FROM objective o JOIN plan p ON p.id = o.plan_id,
              (VALUES (1, 'Budget', '12 m', NULL), (2, 'Target', '40', '/a'), (3, 'Target', '=50', '/b'), (4, 'code', 'X', NULL))
                AS x (position, name, value, path)
        WHERE p.slug = 'csto-2023-belarus' AND o.code = 'INT-03'`,
    );
    const rows = await csvOf(`${EXPORT}?format=csv`);
    const row = rows.find(({ code }) => code === 'INT-03');
    expect(Object.keys(row!).slice(-3)).toEqual(['Budget', 'Target', 'code (file)']);
    expect(row).toMatchObject({ Budget: '12 m', Target: '40\n=50', 'code (file)': 'X' });
    expect(rows.find(({ code }) => code === 'INT-01')).toMatchObject({ Budget: '', 'code (file)': '' });
    const { body } = await service.http().get(`${BELARUS}/objectives/INT-03`).expect(200);
    expect(body.extras[1]).toEqual({ name: 'Target', value: '40', path: '/a' });
    const { text } = await service.http().get('/plans/csto-2023-belarus/objectives/INT-03').expect(200);
    expect(text).toContain('Also in the imported file');
    expect(text).toMatch(/<dt>Budget<\/dt><dd>12 m<\/dd>/);
  });

  it('is not sent again to whoever holds it, and is once the plan has changed', async () => {
    const address = `${EXPORT}?format=csv&asOf=2023-12-31`;
    const etag = await etagOf(service, address);
    await service.http().get(address).set('If-None-Match', etag).expect(304);
    await service.http().get(`${EXPORT}?format=xlsx&asOf=2023-12-31`).set('If-None-Match', etag).expect(200);
    const { body: before } = await service.http().get(`${BELARUS}/scorecard`);
    await change(service, `${BELARUS}/objectives/INT-01`, {
      text: '=HYPERLINK("http://x")',
      tags: ['a', 'b'],
    });
    await service.http().get(address).set('If-None-Match', etag).expect(200);
    const [row] = await csvOf(address);
    expect(row).toMatchObject({ text: `'=HYPERLINK("http://x")`, tags: 'a|b' });
    await record(service, `${BELARUS}/objectives/INT-01`, {
      assessor: 'presidency',
      status: 'in_progress',
      effectiveOn: '2023-12-30',
      rationale: '',
    });
    // As far as was known before, it is as it was.
    const [then] = await csvOf(`${address}&knownAt=${before.knownAt}`);
    expect(then).toMatchObject({ status: 'implemented' });
  });

  it('shows a draft to nobody but those who write', async () => {
    const made = await service
      .http()
      .post('/api/v1/plans')
      .send({
        slug: 'draft-2027',
        organization: { slug: 'csto' },
        title: 'Draft',
        holder: { name: 'Nobody' },
        termStart: '2027-01-01',
        termEnd: '2027-12-31',
      });
    expect(made.status).toBe(201);
    await service.as(undefined).get('/api/v1/plans/draft-2027/export?format=csv').expect(404);
    await service.http().get('/api/v1/plans/draft-2027/export?format=csv').expect(200);
  });

  it('names the formats there are to whoever asks for another', async () => {
    const { body } = await service.http().get(`${EXPORT}?format=docx`).expect(400);
    expect(body.errors[0]).toMatchObject({ pointer: '?format' });
    expect(body.errors[0].message).toContain('csv, xlsx');
  });
});
