import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Response } from 'supertest';
import { startService, type TestService } from '../../support/service.js';

const FIRST = `A report on the year

Introduction

The council met twice. On 3 May the ministers signed the protocol — “a good day”, one of them 🤝 said.

Совет встретился дважды. Министры подписали протокол о сотрудничестве.

The drafts were still being agreed at the end of the year. The council met twice, as planned.

1. A footnote that nobody quotes.
`;
const [TITLE, HEADING, SIGNED, RUSSIAN, DRAFTS, FOOTNOTE] = FIRST.split('\n\n');
/** One sentence altered, and the paragraph on the signing put after it. */
const SECOND = [
  TITLE,
  HEADING,
  RUSSIAN,
  DRAFTS?.replace('still being agreed', 'still not agreed'),
  SIGNED,
  FOOTNOTE,
].join('\n\n');

describe('the text of a source', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startService({ seed: false });
  });
  afterAll(() => service.stop());

  const api = '/api/v1';
  let made = 0;
  async function newSource(): Promise<string> {
    const slug = `report-${++made}`;
    await service.http().post(`${api}/sources`).send({ slug, title: 'A report' }).expect(201);
    return slug;
  }
  async function put(
    slug: string,
    text: string | Buffer,
    type = 'text/plain; charset=utf-8',
  ): Promise<Response> {
    const { headers } = await service.http().get(`${api}/sources/${slug}`).expect(200);
    return service
      .http()
      .put(`${api}/sources/${slug}/text`)
      .set('content-type', type)
      .set('if-match', headers.etag as string)
      .send(text);
  }
  const quote = (slug: string, body: object): Promise<Response> =>
    service.http().post(`${api}/sources/${slug}/passages`).send(body);

  it('completes a quotation with surroundings, position and paragraph', async () => {
    const slug = await newSource();
    expect((await put(slug, FIRST)).body.counts).toEqual({
      verified: 0,
      relocated: 0,
      ambiguous: 0,
      lost: 0,
    });
    const { body, status, headers } = await quote(slug, { exact: 'Министры подписали протокол' });
    expect(status).toBe(201);
    const start = Array.from(FIRST.slice(0, FIRST.indexOf('Министры'))).length;
    expect(body).toMatchObject({
      anchor: 'verified',
      start,
      end: start + Array.from('Министры подписали протокол').length,
      paragraph: 2,
      suffix: ' о сотрудничестве.\n\nThe drafts w',
    });
    expect(headers.etag).toBe('"1"');
    expect((await quote(slug, { start: body.start, end: body.end })).body.id).toBe(body.id);
  });

  it("finds typed quotes and hyphens and keeps the source's own", async () => {
    const slug = await newSource();
    await put(slug, FIRST);
    const { body, status } = await quote(slug, { exact: 'protocol - "a good day"' });
    expect(status).toBe(201);
    expect(body.exact).toBe('protocol — “a good day”');
  });

  it('asks which of several places is meant and takes the one its prefix names', async () => {
    const slug = await newSource();
    await put(slug, FIRST);
    const { body, status } = await quote(slug, { exact: 'The council met twice' });
    expect(status).toBe(409);
    expect(body).toMatchObject({ type: '/problems/ambiguous-passage', places: 2 });
    const second = body.candidates[1];
    const answer = await quote(slug, { exact: 'The council met twice', prefix: second.prefix });
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({ start: second.start, paragraph: 3 });
  });

  it('shows near matches of a missing quotation and stores nothing', async () => {
    const slug = await newSource();
    await put(slug, FIRST);
    const { body, status } = await quote(slug, { exact: 'the ministers sign a protocol' });
    expect(status).toBe(422);
    expect(body.type).toBe('/problems/passage-not-found');
    expect(body.nearest[0]).toMatchObject({ paragraph: 1 });
    expect(body.nearest[0].errors).toBeGreaterThan(0);
    expect((await service.http().get(`${api}/sources/${slug}/passages`)).body.items).toEqual([]);
  });

  it('reports altered and moved quotations and moves none by itself', async () => {
    const slug = await newSource();
    await put(slug, FIRST);
    const kept = (await quote(slug, { exact: 'the ministers signed the protocol' })).body;
    await quote(slug, { exact: 'Министры подписали протокол' });
    const hit = (await quote(slug, { exact: 'drafts were still being agreed at the end of the year' })).body;
    const report = await put(slug, SECOND);
    expect(report.status).toBe(200);
    expect(report.body).toMatchObject({
      counts: { verified: 1, relocated: 2, ambiguous: 0, lost: 0 },
      shifted: 1,
    });
    const lines = new Map(report.body.passages.map((line: { id: string }) => [line.id, line]));
    expect(lines.get(kept.id)).toMatchObject({
      reason: 'exact-elsewhere',
      from: { start: kept.start },
      to: { errors: 0 },
    });
    expect(lines.get(hit.id)).toMatchObject({ reason: 'approximate', decision: null });

    const waiting = await service.http().get(`${api}/passages/${kept.id}`).expect(200);
    expect(waiting.body).toMatchObject({ anchor: 'relocated', start: kept.start });
    const decide = (id: string, etag: string, decision: string) =>
      service.http().post(`${api}/passages/${id}/relocation`).set('if-match', etag).send({ decision });
    await decide(kept.id, '"1"', 'confirmed').expect(412);
    const confirmed = await decide(kept.id, waiting.headers.etag as string, 'confirmed').expect(200);
    expect(confirmed.body).toMatchObject({ anchor: 'verified' });
    expect(confirmed.body.start).toBeGreaterThan(kept.start);
    await decide(kept.id, confirmed.headers.etag as string, 'confirmed').expect(409);
    const { headers } = await service.http().get(`${api}/passages/${hit.id}`);
    const rejected = await decide(hit.id, headers.etag as string, 'rejected').expect(200);
    expect(rejected.body).toMatchObject({ anchor: 'lost', start: hit.start });

    expect((await put(slug, SECOND)).status).toBe(200);
    const again = async (id: string) => (await service.http().get(`${api}/passages/${id}`)).body;
    expect(await again(kept.id)).toEqual(confirmed.body);
    expect(await again(hit.id)).toEqual(rejected.body);

    // Also by way of another text, in which neither stands where this one has it.
    expect((await put(slug, FIRST)).status).toBe(200);
    expect(await again(kept.id)).toMatchObject({ anchor: 'relocated' });
    expect(await again(hit.id)).toMatchObject({ anchor: 'verified', start: hit.start });
    expect((await put(slug, SECOND)).status).toBe(200);
    const { anchor, start, end } = confirmed.body;
    expect(await again(kept.id)).toMatchObject({ anchor, start, end });
    expect(await again(hit.id)).toMatchObject({ anchor: 'lost', start: hit.start });
  });

  it('keeps older versions of a text', async () => {
    const slug = await newSource();
    const first = (await put(slug, FIRST)).body.textSha256;
    const second = (await put(slug, SECOND)).body.textSha256;
    const { body } = await service.http().get(`${api}/sources/${slug}/texts`).expect(200);
    expect(
      body.items.map((version: { sha256: string; current: boolean }) => [version.sha256, version.current]),
    ).toEqual([
      [second, true],
      [first, false],
    ]);
    const older = await service.http().get(`${api}/sources/${slug}/text?sha256=${first}`).expect(200);
    expect(older.headers['content-type']).toContain('text/plain');
    expect(older.text).toBe(FIRST);
    await expect(service.database.source.query(`DELETE FROM source_text`)).rejects.toThrow(/append-only/);
  });

  it('verifies quotations recorded before the text was loaded', async () => {
    const slug = await newSource();
    const early = (await quote(slug, { exact: 'signed the protocol' })).body;
    expect(early).toMatchObject({ anchor: 'unverified', start: null });
    expect((await put(slug, FIRST)).body.counts.verified).toBe(1);
    const { body } = await service.http().get(`${api}/passages/${early.id}`);
    expect(body).toMatchObject({ anchor: 'verified', paragraph: 1 });
    expect(body.start).toBe(FIRST.indexOf('signed the protocol'));
  });

  it('refuses evidence whose words the text lacks', async () => {
    const slug = await newSource();
    await put(slug, FIRST);
    await service
      .http()
      .post(`${api}/plans`)
      .send({
        slug: 'plan-a',
        state: 'published',
        organization: { slug: 'org', name: 'Org' },
        title: 'Plan',
        holder: { name: 'A' },
        termStart: '2023-01-01',
        termEnd: '2023-12-31',
        areas: [{ code: 'a', name: 'A' }],
      })
      .expect(201);
    await service
      .http()
      .post(`${api}/plans/plan-a/objectives`)
      .send({ code: 'O1', area: 'a', title: 'O', basis: 'stated' })
      .expect(201);
    const record = (exact: string) =>
      service
        .http()
        .post(`${api}/plans/plan-a/objectives/O1/assessments`)
        .set('if-match', '"1"')
        .send({
          status: 'implemented',
          effectiveOn: '2023-05-03',
          rationale: 'Signed.',
          evidence: [{ source: slug, exact, bearing: 'supports' }],
        });
    const refused = await record('the ministers burned the protocol').expect(422);
    expect(refused.body.errors[0].pointer).toBe('/evidence/0/exact');
    const { body } = await record('the ministers signed the protocol').expect(201);
    expect(body.evidence[0]).toMatchObject({ paragraph: 1 });
  });

  it('extracts the main text of an HTML page without scripts', async () => {
    const slug = await newSource();
    const words =
      'The ministers of the member states signed the final protocol in the evening of the third of May. ';
    const html = `<!doctype html><html lang="en"><head><title>News</title><script>alert(1)</script></head><body>
      <nav><a href="/">Home</a></nav><article><h1>News</h1><p>${words.repeat(4)}</p><p>${words.repeat(4)}</p>
      <script>document.write('evil')</script></article><footer>Imprint</footer></body></html>`;
    expect((await put(slug, html, 'text/html')).status).toBe(200);
    const { text } = await service.http().get(`${api}/sources/${slug}/text`).expect(200);
    expect(text).toContain('signed the final protocol');
    expect(text).not.toMatch(/alert|evil|<p>/);
  });

  it.each([
    ['binary sent as text', Buffer.from([0, 1, 2, 0xff, 0xfe, 0, 0x80]), 'text/plain', 422],
    [
      'text in another charset than it says',
      Buffer.from([0xcf, 0xf0, 0xee, 0xf2, 0xee]),
      'text/plain; charset=utf-8',
      422,
    ],
    ['a PDF that is none', Buffer.from('%PDF-1.7 nothing follows'), 'application/pdf', 422],
    ['a picture', Buffer.from('GIF89a'), 'image/gif', 415],
    ['JSON', Buffer.from('{}'), 'application/json', 422],
    ['more than 20 MiB', Buffer.alloc(21 * 1024 * 1024, 'a'), 'text/plain', 413],
    ['nothing', Buffer.alloc(0), 'text/plain', 422],
  ])('refuses %s with a problem that says what to do', async (_what, bytes, type, status) => {
    const slug = await newSource();
    const answer = await put(slug, bytes, type);
    expect(answer.status).toBe(status);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.body.detail.length).toBeGreaterThan(20);
    await service.http().get(`${api}/sources/${slug}/text`).expect(404);
  });

  it('refuses an assessment sent as plain text', async () => {
    const answer = await service.http().post(`${api}/plans`).set('content-type', 'text/html').send('<p>');
    expect(answer.status).toBe(415);
  });

  it('refuses a text without If-Match or with a stale version', async () => {
    const slug = await newSource();
    const send = (etag?: string) => {
      const request = service.http().put(`${api}/sources/${slug}/text`).set('content-type', 'text/plain');
      return (etag === undefined ? request : request.set('if-match', etag)).send(FIRST);
    };
    await send().expect(428);
    await send('"1"').expect(200);
    await send('"1"').expect(412);
  });
});
