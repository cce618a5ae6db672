import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Answered, bytesAt } from '../../support/answered.js';
import { ensureBuilt } from '../../support/processes/built-program.js';
import { csvRecords } from '../../support/read-formats.js';
import { runScorecard } from '../../support/processes/scorecard-program.js';
import { startService, type TestService } from '../../support/service.js';

const SIDE = '/api/v1/scorecards';
const QUERY = '?organization=csto&asOf=2023-12-31';
const SLUGS = ['csto-2026-russia', 'csto-2025-kyrgyzstan', 'csto-2024-kazakhstan', 'csto-2023-belarus'];

let service: TestService;
beforeAll(async () => {
  await ensureBuilt();
  service = await startService();
});
afterAll(() => service.stop());

const bytesOf = (path: string, headers?: Record<string, string>): Promise<Answered> =>
  bytesAt(service, path, headers);

const FORMS: [extension: string, type: string, begins: string][] = [
  ['.json', 'application/json', '{"language":"en"'],
  ['.html', 'text/html', '<!doctype html>'],
  ['.pdf', 'application/pdf', '%PDF-'],
  ['.xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'PK'],
  ['.csv', 'text/csv', 'organization,plan,'],
  ['.md', 'text/markdown', '# '],
  ['.svg', 'image/svg+xml', '<?xml'],
];

describe('the presidencies side by side', () => {
  it.each(FORMS)(
    'serves %s as %s by extension and Accept, with 304 when unchanged',
    async (extension, type, begins) => {
      const named = await bytesOf(`${SIDE}${extension}${QUERY}`);
      expect([named.status, (named.headers['content-type'] as string).split(';')[0]]).toEqual([200, type]);
      expect(named.bytes.toString('latin1').startsWith(begins)).toBe(true);
      const liked = await bytesOf(`${SIDE}${QUERY}`, { Accept: type });
      expect(liked.headers.vary).toContain('Accept');
      expect([liked.headers['content-type'], liked.headers.etag]).toEqual([
        named.headers['content-type'],
        named.headers.etag,
      ]);
      expect(liked.bytes.equals(named.bytes)).toBe(true);
      const again = await bytesOf(`${SIDE}${extension}${QUERY}`, {
        'If-None-Match': named.headers.etag as string,
      });
      expect([again.status, again.bytes.length]).toEqual([304, 0]);
    },
  );

  it('gives the same figures in CSV as in JSON, in the requested language', async () => {
    const { items } = (await service.http().get(`${SIDE}${QUERY}`).expect(200)).body;
    const rows = csvRecords((await bytesOf(`${SIDE}.csv${QUERY}`)).bytes.toString());
    expect(rows.map(({ plan }) => plan)).toEqual(SLUGS);
    for (const [at, { total, range, scorecard }] of items.entries())
      expect(rows[at]).toMatchObject({
        complete: String(total.complete),
        percent_complete: String(total.percentComplete ?? ''),
        strict: String(range.strict.complete),
        address: scorecard,
      });
    const russian = csvRecords((await bytesOf(`${SIDE}.csv${QUERY}&lang=ru`)).bytes.toString());
    expect(russian.at(-1)!.holder).toBe('Беларусь');
    const page = await bytesOf(`${SIDE}.html${QUERY}`, { 'Accept-Language': 'ru' });
    expect(page.bytes.toString()).toContain('<html lang="ru">');
  });

  it('names the sources of claims', async () => {
    const { items } = (await service.http().get(`${SIDE}${QUERY}`).expect(200)).body;
    for (const { claims, sources } of items) expect(sources.length > 0).toBe(claims.length > 0);
    expect(items.at(-1).sources.map(({ slug }: { slug: string }) => slug)).toEqual(['ciss-2023-12-04']);
  });

  it('holds up to 200 presidencies in a file and says where the next ones are', async () => {
    const [whole] = csvRecords((await bytesOf(`${SIDE}.csv${QUERY}`)).bytes.toString());
    expect([whole!.next_address, whole!.table_address]).toEqual(['', expect.stringContaining('limit=200')]);
    const first = await bytesOf(`${SIDE}.csv${QUERY}&limit=3`);
    expect(first.headers.link).toContain('rel="next"');
    const rows = csvRecords(first.bytes.toString());
    expect(rows.map(({ plan }) => plan)).toEqual(SLUGS.slice(0, 3));
    const next = rows[0]!.next_address!.replace('scorecards?', 'scorecards.csv?');
    const rest = csvRecords((await bytesOf(next)).bytes.toString());
    expect(rest.map(({ plan }) => plan)).toEqual(SLUGS.slice(3));
  });

  it('writes a byte order mark on request and names the download', async () => {
    const { bytes, headers } = await bytesOf(`${SIDE}.csv${QUERY}&bom=true`);
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(headers['content-disposition']).toBe('attachment; filename="csto-presidencies-2023-12-31.csv"');
  });

  it('refuses in every format alike', async () => {
    for (const query of ['.csv?asOf=yesterday', '.svg?cursor=x', '.xlsx?limit=201']) {
      const { body } = await service.http().get(`${SIDE}${query}`).expect(400);
      expect(body.type).toBe('/problems/invalid-query');
    }
    const { body } = await service.http().get(`${SIDE}.pdf?organization=nobody`).expect(404);
    expect(body.type).toBe('/problems/not-found');
  });

  it('describes every format in the OpenAPI document', async () => {
    const { paths } = (await service.http().get('/api/openapi.json').expect(200)).body;
    for (const [extension] of FORMS) expect(paths).toHaveProperty([`${SIDE}${extension}`]);
    const { content } = paths[SIDE].get.responses['200'];
    expect(Object.keys(content).sort()).toEqual(FORMS.map(([, type]) => type).sort());
  });
});

describe('scorecard overview', () => {
  const run = (...args: string[]) =>
    runScorecard(['overview', ...args], { DATABASE_URL: service.database.url });

  it('prints the presidencies newest first', async () => {
    const { code, stdout, stderr } = await run('csto', '--as-of', '2023-12-31');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.match(/^csto-\S+/gm)).toEqual(SLUGS);
    expect(stdout).toMatch(
      /^csto-2023-belarus \* +2023-01-01 to 2023-12-31 +34 of 34 +34 +32 +94\.1% +- +22 to 32 of 34 +32 +0 +matches +completion$/m,
    );
  });

  it('prints and writes the formats that the API serves', async () => {
    const json = await run('csto', '--as-of', '2023-12-31', '--format', 'json');
    const { body } = await service.http().get(`${SIDE}${QUERY}&limit=200`).expect(200);
    expect(JSON.parse(json.stdout)).toEqual(body);
    const folder = mkdtempSync(join(tmpdir(), 'overview-'));
    const file = join(folder, 'table.pdf');
    const { code } = await run('csto', '--as-of', '2023-12-31', '--format', 'pdf', '-o', file);
    expect(code).toBe(0);
    expect(readFileSync(file).equals((await bytesOf(`${SIDE}.pdf${QUERY}`)).bytes)).toBe(true);
    rmSync(folder, { recursive: true });
  });

  it('names an unknown organization', async () => {
    const { code, stderr } = await run('nobody');
    expect([code, stderr]).toEqual([1, expect.stringContaining('There is no organization "nobody"')]);
  });
});
