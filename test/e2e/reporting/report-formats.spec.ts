import { createHash } from 'node:crypto';
import { get as httpGet } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BELARUS } from '../../support/api.js';
import { type Answered, bytesAt } from '../../support/answered.js';
import { startService, type TestService } from '../../support/service.js';

const CARD = `${BELARUS}/scorecard`;
const QUERY = '?asOf=2023-12-31';
const PLAN = 'csto-2023-belarus';

let service: TestService;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

const bytesOf = (path: string, headers?: Record<string, string>): Promise<Answered> =>
  bytesAt(service, path, headers);

const FORMS: [extension: string, type: string, begins: string][] = [
  ['.json', 'application/json', '{"language":"en"'],
  ['.html', 'text/html', '<!DOCTYPE html>'],
  ['.pdf', 'application/pdf', '%PDF-'],
  ['.xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'PK'],
  ['.csv', 'text/csv', 'plan,area,area_name,code,'],
  ['.md', 'text/markdown', '# '],
  ['.svg', 'image/svg+xml', '<svg'],
];

describe('a report', () => {
  it.each(FORMS)('serves the report as %s (%s) by extension and Accept', async (extension, type, begins) => {
    const named = await bytesOf(`${CARD}${extension}${QUERY}`);
    expect([named.status, (named.headers['content-type'] as string).split(';')[0]]).toEqual([200, type]);
    expect(named.bytes.toString('latin1').toLowerCase()).toContain(begins.toLowerCase());
    const liked = await bytesOf(`${CARD}${QUERY}`, { Accept: type });
    expect(liked.headers['content-type']).toBe(named.headers['content-type']);
    expect(liked.headers.vary).toContain('Accept');
    expect(liked.headers.etag).toBe(named.headers.etag);
    // A strong tag promises the same bytes.
    expect(liked.bytes.equals(named.bytes)).toBe(true);
  });

  it.each(FORMS)('answers 304 to an unchanged report as %s', async (extension) => {
    const path = `${CARD}${extension}${QUERY}`;
    const { headers } = await bytesOf(path);
    const again = await bytesOf(path, { 'If-None-Match': headers.etag as string });
    expect([again.status, again.bytes.length, again.headers.etag]).toEqual([304, 0, headers.etag]);
    const head = await service.http().head(path).expect(200);
    expect([head.headers.etag, head.headers['content-type']]).toEqual([
      headers.etag,
      headers['content-type'],
    ]);
  });

  it.each([
    `${CARD}.html`,
    '/api/v1/scorecards.html',
    `/api/v1/comparisons/${PLAN}/csto-2024-kazakhstan.html`,
  ])('allows the report page its own style only: %s', async (path) => {
    const { headers, bytes } = await bytesOf(path + QUERY);
    const page = bytes.toString();
    const policy = headers['content-security-policy'] as string;
    const styles = [...page.matchAll(/<style>([^<]*)<\/style>/g)].map(([, style]) => style!);
    expect(styles).toHaveLength(1);
    const hash = createHash('sha256').update(styles[0]!).digest('base64');
    expect(policy).toContain(`style-src 'sha256-${hash}'`);
    expect(page).not.toMatch(/<script| style=| on\w+=|<link|<img/);
  });

  it('tags each format and chart apart and names the download', async () => {
    const paths = [
      ...FORMS.map(([extension]) => extension),
      '.svg?chart=squares',
      '.svg?chart=timeline',
      '.csv?bom=true',
    ];
    const answers = await Promise.all(paths.map((path) => bytesOf(`${CARD}${path}`)));
    expect(new Set(answers.map(({ headers }) => headers.etag)).size).toBe(paths.length);
    const { headers } = await bytesOf(`${CARD}.xlsx${QUERY}`);
    expect(headers['content-disposition']).toBe(`attachment; filename="${PLAN}-2023-12-31.xlsx"`);
    expect((await bytesOf(`${CARD}.html${QUERY}`)).headers['content-disposition']).toContain('inline');
  });

  it("writes one CSV row per objective with the scorecard's levels", async () => {
    const { bytes } = await bytesOf(`${CARD}.csv${QUERY}`);
    const rows = bytes
      .toString()
      .trimEnd()
      .split(/\r\n(?=csto-2023-belarus,)/);
    expect(rows).toHaveLength(35);
    expect(rows.filter((row) => row.includes(',implemented,'))).toHaveLength(32);
    const marked = await bytesOf(`${CARD}.csv${QUERY}&bom=true`);
    expect([...marked.bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  });

  it('refuses unknown plans, assessors and charts in every format', async () => {
    await service.http().get('/api/v1/plans/none/scorecard.pdf').expect(404);
    for (const query of [
      '.csv?assessor=nobody',
      '.svg?chart=pie',
      '.html?asOf=2023-01-01&since=2023-02-01',
    ]) {
      const { body } = await service.http().get(`${CARD}${query}`).expect(400);
      expect(body.type).toBe('/problems/invalid-query');
    }
  });

  it('serves the timeline as JSON, CSV and SVG', async () => {
    const { bytes } = await bytesOf(`${BELARUS}/timeline.csv${QUERY}`);
    const [head, ...rows] = bytes.toString().trimEnd().split('\r\n');
    expect(head).toMatch(/^date,assessed,complete,applicable,percent_complete,level_/);
    expect(rows.at(-1)).toMatch(/^2023-11-23,34,32,34,94\.1,/);
    const svg = await bytesOf(`${BELARUS}/timeline.svg${QUERY}`);
    expect([svg.headers['content-type'], svg.bytes.toString().includes('<svg')]).toEqual([
      'image/svg+xml',
      true,
    ]);
  });
});

describe('a long report', () => {
  const LONG = '/api/v1/plans/long';
  beforeAll(async () => {
    await service
      .http()
      .post('/api/v1/plans')
      .send({
        slug: 'long',
        state: 'published',
        organization: { slug: 'csto' },
        title: 'Long',
        holder: { name: 'Somewhere' },
        termStart: '2024-01-01',
        termEnd: '2024-12-31',
        areas: [{ code: 'one', name: 'One' }],
      })
      .expect(201);
    await service.database.source.query(
      `INSERT INTO objective (plan_id, area_id, code, title, basis, position, known_from)
       SELECT p.id, a.id, 'O-' || n, repeat('Objective ' || n || ' ', 40), 'stated', n, p.known_from
         FROM plan p JOIN area a ON a.plan_id = p.id CROSS JOIN generate_series(1, 6000) n WHERE p.slug = 'long'`,
    );
  });

  it('stops reading a long report when the reader leaves', async () => {
    const pool = (service.database.source.driver as unknown as { master: { query: unknown } }).master;
    const original = pool.query as (...args: unknown[]) => unknown;
    let pages = 0;
    pool.query = function (this: unknown, ...args: unknown[]): unknown {
      if ((args[0] as { name?: string }).name === 'report-objectives') pages++;
      return original.apply(this, args);
    };
    const { port } = service.app.getHttpServer().address() as AddressInfo;
    await new Promise<void>((resolve, reject) => {
      const request = httpGet({ port, path: `${LONG}/scorecard.csv` }, (response) => {
        response.once('data', () => {
          response.destroy();
          resolve();
        });
      });
      request.on('error', reject);
    });
    // Until nothing moves any more: what was on its way when the reader left is done.
    for (let before = -1; before !== pages;) {
      before = pages;
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
    pool.query = original;
    expect(pages).toBeGreaterThan(0);
    expect(pages).toBeLessThan(10); // of 13
    const whole = await bytesOf(`${LONG}/scorecard.csv`);
    expect(whole.bytes.toString().split('\r\n')).toHaveLength(6002);
  });

  it('omits squares that are too many to draw, and still serves every format', async () => {
    const { status } = await bytesOf(`${LONG}/scorecard.svg?chart=squares`);
    expect(status).toBe(200);
    expect((await bytesOf(`${LONG}/scorecard.xlsx`)).status).toBe(200);
  });
});
