import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { deflateSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Response } from 'supertest';
import { etagOf } from '../../support/api.js';
import { ensureBuilt } from '../../support/processes/built-program.js';
import { startService, type TestService } from '../../support/service.js';
import { showing, smallPdf } from '../../support/small-pdf.js';

const SOURCE = '/api/v1/sources/hostile';
const MIB = 1024 * 1024;
const WORDS = 'The ministers of the member states signed the final protocol in the evening. ';

let service: TestService;
/** Hears of whatever the service would fetch. */
let listener: Server;
let heard: string[];
let there: string;

beforeAll(async () => {
  await ensureBuilt();
  heard = [];
  listener = createServer((request, response) => {
    heard.push(request.url ?? '');
    response.end('<p>fetched</p>');
  });
  listener.on('connection', () => heard.push('a connection'));
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  there = `http://127.0.0.1:${(listener.address() as AddressInfo).port}`;
  service = await startService({ seed: false });
  await service
    .http()
    .post('/api/v1/sources')
    .send({
      slug: 'hostile',
      title: 'Sent by an attacker',
      url: `${there}/source`,
      archiveUrl: `${there}/copy`,
    })
    .expect(201);
});
afterAll(async () => {
  await service.stop();
  await new Promise((resolve) => listener.close(resolve));
});

/** Sends a text; while it is worked on, the service has to answer others. */
async function put(bytes: Buffer | string, type: string): Promise<Response> {
  const request = service
    .http()
    .put(`${SOURCE}/text`)
    .set('If-Match', await etagOf(service, SOURCE))
    .set('Content-Type', type)
    .send(bytes);
  const [answer, health] = await Promise.all([request, service.http().get('/health/ready')]);
  expect(health.status).toBe(200);
  return answer;
}

/** Refused with a problem document, and the text there was is still the text there is. */
async function refused(bytes: Buffer | string, type: string): Promise<Response> {
  const before = await service.http().get(`${SOURCE}/text`);
  const answer = await put(bytes, type);
  expect([answer.status, answer.headers['content-type']]).toEqual([
    expect.any(Number),
    'application/problem+json; charset=utf-8',
  ]);
  expect([413, 415, 422]).toContain(answer.status);
  const after = await service.http().get(`${SOURCE}/text`);
  expect([after.status, after.text]).toEqual([before.status, before.text]);
  return answer;
}

const page = (body: string, before = ''): string =>
  `${before}<html><head><title>T</title></head><body><article><p>${WORDS.repeat(4)}</p>${body}</article></body></html>`;

describe('a page', () => {
  it('ignores external entities in an HTML page', async () => {
    const entities = `<!DOCTYPE html [<!ENTITY file SYSTEM "file:///etc/passwd"><!ENTITY web SYSTEM "${there}/xxe">
      <!ENTITY % all SYSTEM "${there}/dtd"> %all;]>`;
    for (const type of ['text/html', 'application/xhtml+xml']) {
      const answer = await put(
        page('<p>&file; &web; and some more words that are said here.</p>', entities),
        type,
      );
      expect(answer.status).toBe(200);
      const { text } = await service.http().get(`${SOURCE}/text`).expect(200);
      expect(text).toContain('signed the final protocol');
      expect(text).not.toMatch(/root:|\/bin\/|fetched/);
    }
  });

  it('does not expand nested entities', async () => {
    const names = 'abcdefghij'.split('');
    const laughs = names
      .map((name, at) => `<!ENTITY ${name} "${at === 0 ? 'lol' : `&${names[at - 1]};`.repeat(10)}">`)
      .join('');
    const answer = await put(page('<p>&j;</p>', `<!DOCTYPE html [${laughs}]>`), 'application/xhtml+xml');
    expect(answer.status).toBe(200);
    const { text } = await service.http().get(`${SOURCE}/text`).expect(200);
    expect(text.length).toBeLessThan(5000);
  });

  it('fetches no picture, style, frame or script of a loaded page', async () => {
    const tags = [
      `<img src="${there}/img">`,
      `<link rel="stylesheet" href="${there}/css">`,
      `<script src="${there}/js"></script>`,
      `<iframe src="${there}/frame"></iframe>`,
      `<base href="${there}/">`,
      `<meta http-equiv="refresh" content="0;url=${there}/refresh">`,
      `<object data="${there}/object"></object>`,
      `<style>@import url("${there}/import");</style>`,
      `<svg><image href="${there}/svg"/></svg>`,
    ];
    expect((await put(page(`${tags.join('')}<p>Said.</p>`), 'text/html')).status).toBe(200);
    expect(heard).toEqual([]);
  });

  it.each<[string, () => string]>([
    ['elements nested ten thousand deep', () => page('<div>'.repeat(10_000))],
    ['a million elements', () => page('<b>'.repeat(1_000_000))],
    ['tables in tables', () => page('<table><tr><td>'.repeat(2_000))],
  ])('of %s is refused', async (_what, make) => {
    const answer = await refused(make(), 'text/html');
    expect(answer.body.detail).toContain('elements');
  });

  it.each<[string, () => string]>([
    [
      'an element with twenty thousand attributes',
      () => page(`<p ${Array.from({ length: 20_000 }, (_, n) => `a${n}=1`).join(' ')}>`),
    ],
    ['a hundred thousand open angle brackets', () => page('<'.repeat(100_000))],
    ['a million comments that are left open', () => page('<!--'.repeat(1_000_000))],
    ['ten million blanks as they are', () => page(`<pre>${' '.repeat(10_000_000)}x</pre>`)],
    ['declarations of charsets without end', () => `<meta ${'charset = '.repeat(400)}${page('')}`],
  ])('of %s keeps nobody else waiting', async (_what, make) => {
    const answer = await put(make(), 'text/html');
    expect([200, 422]).toContain(answer.status);
  });
});

describe('a PDF', () => {
  const deflated = (bytes: Buffer): { content: Uint8Array; dictionary: string } => ({
    content: deflateSync(bytes),
    dictionary: '/Filter /FlateDecode',
  });

  it('refuses a PDF that unpacks to hundreds of megabytes', async () => {
    const bomb = smallPdf(deflated(Buffer.alloc(200 * MIB, ' ')));
    expect(bomb.length).toBeLessThan(MIB);
    const answer = await refused(Buffer.from(bomb), 'application/pdf');
    expect(answer.body.detail).toContain('expands to far more data');
  });

  it('refuses a PDF that is compressed again and again', async () => {
    const inner = deflateSync(deflateSync(Buffer.alloc(200 * MIB)));
    const content = deflateSync(inner);
    const dictionary = '/Filter [/FlateDecode /FlateDecode /FlateDecode]';
    await refused(Buffer.from(smallPdf({ content, dictionary })), 'application/pdf');
  });

  it.each<[string, Buffer]>([
    [
      'objects nested a hundred thousand deep',
      Buffer.from(
        `%PDF-1.4\n1 0 obj\n${'['.repeat(100_000)}${']'.repeat(100_000)}\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF`,
      ),
    ],
    [
      'dictionaries in dictionaries',
      Buffer.from(
        `%PDF-1.4\n1 0 obj\n${'<< /A '.repeat(100_000)}1${' >>'.repeat(100_000)}\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF`,
      ),
    ],
    [
      'pages that are their own parents',
      Buffer.from(
        '%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [2 0 R] /Count 9 /Parent 2 0 R >>\nendobj\ntrailer\n<< /Root 1 0 R /Size 3 >>\n%%EOF',
      ),
    ],
    [
      'a table of objects that leads to itself',
      Buffer.from(
        '%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\nxref\n0 1\n0000000000 65535 f \ntrailer\n<< /Root 1 0 R /Prev 47 >>\nstartxref\n47\n%%EOF',
      ),
    ],
    ['more pages than a library', Buffer.from(smallPdf({ content: showing('x'), pages: 5000 }))],
    ['a zip inside', Buffer.concat([Buffer.from('%PDF-1.4\n'), gzipSync(Buffer.alloc(10 * MIB))])],
  ])('refuses a PDF with %s', async (_what, bytes) => {
    await refused(bytes, 'application/pdf');
  });

  it('never opens an address or runs a script that a PDF asks for', async () => {
    const trailer = `/OpenAction << /S /URI /URI (${there}/pdf) >> /AA << /O << /S /JavaScript /JS (app.launchURL\\("${there}/js"\\)) >> >>`;
    const answer = await put(Buffer.from(smallPdf({ content: showing(WORDS), trailer })), 'application/pdf');
    expect(answer.status).toBe(200);
    expect(heard).toEqual([]);
  });
});

describe('a file', () => {
  it('refuses a file over 20 MiB, with and without a declared length', async () => {
    const bytes = Buffer.alloc(20 * MIB + 1, 'a');
    expect((await refused(bytes, 'text/plain')).status).toBe(413);
    const chunked = service
      .http()
      .put(`${SOURCE}/text`)
      .set('If-Match', await etagOf(service, SOURCE))
      .set('Content-Type', 'text/plain')
      .set('Transfer-Encoding', 'chunked');
    for (let sent = 0; sent <= 20; sent++) chunked.write(Buffer.alloc(MIB, 'a').toString());
    expect((await chunked).status).toBe(413);
  });

  it.each<[string, Buffer, string]>([
    ['an archive', Buffer.from('PK\x03\x04aaaa', 'latin1'), 'text/plain'],
    ['a packed bomb that says it is text', gzipSync(Buffer.alloc(50 * MIB)), 'text/plain'],
    ['a packed bomb that says it is a page', gzipSync(Buffer.alloc(50 * MIB)), 'text/html'],
    [
      'an SVG with a script',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'),
      'image/svg+xml',
    ],
    ['XML', Buffer.from('<?xml version="1.0"?><a/>'), 'application/xml'],
    ['text in a charset by an attacker', Buffer.from('x'), `text/plain; charset=${'a'.repeat(5000)}`],
  ])('refuses a file that is %s', async (_what, bytes, type) => {
    await refused(bytes, type);
  });

  it('does not decompress a file because a header claims compression', async () => {
    const request = service
      .http()
      .put(`${SOURCE}/text`)
      .set('If-Match', await etagOf(service, SOURCE))
      .set('Content-Type', 'text/plain')
      .set('Content-Encoding', 'gzip')
      .send(gzipSync(Buffer.alloc(50 * MIB, 'a')));
    expect([415, 422]).toContain((await request).status);
  });
});

it('contacts no address that a client named', async () => {
  const query = `iss=${encodeURIComponent(there)}&request_uri=${encodeURIComponent(there)}&issuer=${encodeURIComponent(there)}`;
  for (const path of ['/sign-in', '/sign-in/callback', '/sign-in/local']) {
    await service
      .as(undefined)
      .get(`${path}?${query}&return_to=${encodeURIComponent(`${there}/back`)}&code=x&state=y`)
      .set('Referer', `${there}/referer`);
  }
  await service.http().get('/api/v1/sources/hostile').expect(200);
  for (const form of ['.bib', '.csl.json', '/passages.jsonld']) {
    await service.http().get(`/api/v1/sources/hostile${form}`).expect(200);
  }
  expect(heard).toEqual([]);
});
