import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Response } from 'supertest';
import { etagOf } from '../../support/api.js';
import { startService, type TestService } from '../../support/service.js';

let service: TestService;
let number = 0;

beforeAll(async () => {
  service = await startService({ seed: false });
});
afterAll(() => service.stop());

const add = (source: object): Promise<Response> =>
  service
    .http()
    .post('/api/v1/sources')
    .send({ slug: `source-${++number}`, title: 'A report', ...source });
const list = async (query: Record<string, string>): Promise<string[]> => {
  const { body } = await service.http().get('/api/v1/sources').query(query).expect(200);
  return body.items.map(({ slug }: { slug: string }) => slug);
};

describe('the date of a source', () => {
  it.each(['2023', '2023-12', '2023-12-04', '2023/2024', '2023-11/2024-02-29', '2023-12/2023'])(
    "keeps a source's date as precisely as it is known: %s",
    async (publishedOn) => {
      const made = await add({ publishedOn });
      expect([made.status, made.body.publishedOn]).toEqual([201, publishedOn]);
    },
  );

  it.each([
    '2023-13',
    '2023-02-30',
    '23',
    '2024/2023',
    '2023/2024/2025',
    '2023-',
    'n.d.',
    '0000',
    '2023-12-04T00:00Z',
  ])('refuses a date that the calendar lacks: %s', async (publishedOn) => {
    const { status, body } = await add({ publishedOn });
    expect([status, body.errors?.[0]?.pointer]).toEqual([422, '/publishedOn']);
    expect(body.errors[0].message).toContain('2023-11/2023-12');
  });

  it('cites no month or day that nobody knows', async () => {
    const { body } = await add({ publishedOn: '2023-12', url: 'https://example.org/month' });
    const bibtex = await service.http().get(`/api/v1/sources/${body.slug}.bib`).expect(200);
    expect(bibtex.text).toContain('year = {2023},\n  month = dec');
    expect(bibtex.text).not.toMatch(/day|NaN|undefined/);
    const csl = await service.http().get(`/api/v1/sources/${body.slug}.csl.json`).expect(200);
    expect(JSON.parse(csl.text)[0].issued).toEqual({ 'date-parts': [[2023, 12]] });
  });

  it('cites a range as a range', async () => {
    const { body } = await add({ publishedOn: '2022/2023-06' });
    const bibtex = await service.http().get(`/api/v1/sources/${body.slug}.bib`).expect(200);
    expect(bibtex.text).toContain('date = {2022/2023-06}');
    const csl = await service.http().get(`/api/v1/sources/${body.slug}.csl.json`).expect(200);
    expect(JSON.parse(csl.text)[0].issued).toEqual({ 'date-parts': [[2022], [2023, 6]] });
  });

  it.each([
    ['en', 'December 2023'],
    ['ru', 'декабрь 2023 г.'],
  ])("shows a source's date as precisely as it is known (%s)", async (lang, words) => {
    const { body } = await add({ publishedOn: '2023-12' });
    const page = await service
      .http()
      .get(`/sources/${body.slug}?lang=${lang}`)
      .set('Accept', 'text/html')
      .expect(200);
    expect(page.text.replaceAll('\u00a0', ' ')).toContain(words);
  });
});

describe('the address of a source', () => {
  const KEPT = 'https://Example.org/Plans/2023?b=1&a=2';

  it('keeps one source per address, however the address is written', async () => {
    const first = await add({ url: KEPT });
    expect([first.status, first.body.url]).toEqual([201, KEPT]);
    for (const url of [
      KEPT,
      'http://example.ORG/Plans/2023?b=1&a=2',
      'https://example.org:443/Plans/2023?b=1&a=2#part',
      'https://example.org/Plans/2023?utm_source=mail&b=1&a=2&fbclid=x',
    ]) {
      const { status, body } = await add({ url });
      expect([status, body.type, body.source]).toEqual([409, '/problems/already-exists', first.body.slug]);
      expect(body.detail).toContain(first.body.slug);
      expect(await list({ url })).toEqual([first.body.slug]);
    }
  });

  it.each([
    'https://example.org/plans/2023?b=1&a=2',
    'https://example.org/Plans/2023?a=2&b=1',
    'https://example.org:8443/Plans/2023?b=1&a=2',
    'https://example.org/Plans/2023',
    'https://www.example.org/Plans/2023?b=1&a=2',
  ])('keeps apart addresses that lead elsewhere: %s', async (url) => {
    expect((await add({ url })).status).toBe(201);
  });

  it('refuses an address that another source has', async () => {
    await add({ url: 'https://example.org/taken' });
    const { body } = await add({ url: 'https://example.org/own' });
    const path = `/api/v1/sources/${body.slug}`;
    const change = async (url: string | null): Promise<number> =>
      (
        await service
          .http()
          .patch(path)
          .set('If-Match', await etagOf(service, path))
          .send({ url })
      ).status;
    expect(await change('http://example.org/taken/')).toBe(409);
    expect(await change('https://example.org/own#again')).toBe(200);
    expect(await change(null)).toBe(200);
  });

  it('keeps one source when the same address is sent several times at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => add({ url: 'https://example.org/race' })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409, 409]);
  });

  it('finds a source by its address', async () => {
    const { body } = await add({ url: 'https://example.org/found?id=7' });
    const { body: found } = await service
      .http()
      .get('/api/v1/search')
      .query({ q: 'http://example.org/found?id=7#top' })
      .expect(200);
    expect(found.items[0]).toMatchObject({ kind: 'source', source: body.slug });
  });
});

describe('the list of sources', () => {
  it('finds sources by title, author, publisher and remark', async () => {
    const { body: mine } = await add({
      title: 'Отчёт о климате',
      authors: ['Анна Ёлкина'],
      publisher: 'Zebra Press',
    });
    expect(await list({ q: 'отчет' })).toEqual([mine.slug]);
    expect(await list({ q: 'елкина' })).toEqual([mine.slug]);
    expect(await list({ q: 'zebra' })).toEqual([mine.slug]);
    expect(await list({ q: 'unrelated' })).toEqual([]);
  });
});
