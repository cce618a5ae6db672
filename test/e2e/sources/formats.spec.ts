import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startService, type TestService } from '../../support/service.js';
import { entriesOf, shown } from '../../support/bibtex.js';

const CISS = '/api/v1/sources/ciss-2023-12-04';
const LD = 'application/ld+json';
const PROFILE = /^application\/ld\+json; profile="http:\/\/www\.w3\.org\/ns\/anno\.jsonld"/;
const CSL = 'application/vnd.citationstyles.csl+json';

/* eslint-disable-next-line @typescript-eslint/no-explicit-any -- JSON of any shape, to be looked into */
type Json = any;

/** What the Web Annotation Data Model requires of an annotation ("MUST" in 3.1, 3.2, 4 and 4.2). */
function expectAnnotation(annotation: Json): void {
  expect(typeof annotation.id).toBe('string');
  expect([annotation.type].flat()).toContain('Annotation');
  expect(annotation.target).toBeDefined();
  expect(typeof annotation.target.source).toBe('string');
  for (const selector of annotation.target.selector ?? []) {
    if (selector.type === 'TextQuoteSelector') {
      expect(typeof selector.exact).toBe('string');
    } else {
      expect(selector.type).toBe('TextPositionSelector');
      expect(selector.start).toBeGreaterThanOrEqual(0);
      expect(selector.end).toBeGreaterThan(selector.start);
    }
  }
  for (const body of [annotation.body ?? []].flat()) {
    expect(body.type).toBe('TextualBody');
    expect(typeof body.value).toBe('string');
  }
}

describe('formats of sources and passages', () => {
  let service: TestService;
  let passage: Json;

  beforeAll(async () => {
    service = await startService();
    const { body } = await service.http().get(`${CISS}/passages?limit=1`).expect(200);
    [passage] = body.items;
  });
  afterAll(() => service.stop());

  const get = (path: string, accept?: string) => {
    const request = service.http().get(path);
    return accept === undefined ? request : request.set('Accept', accept);
  };

  it('returns a passage as JSON unless JSON-LD is asked for', async () => {
    const path = `/api/v1/passages/${passage.id}`;
    const json = await get(path)
      .expect(200)
      .expect('Content-Type', /^application\/json/);
    expect(json.body).toEqual(passage);
    const asked = await get(path, LD).expect(200).expect('Content-Type', PROFILE);
    const named = await get(`${path}.jsonld`).expect(200).expect('Content-Type', PROFILE);
    expect(asked.text).toBe(named.text);
    expect(json.headers.vary).toBe('Accept');
    expect(asked.headers.vary).toBe('Accept');
    expect(named.headers.vary).toBeUndefined();
    const annotation = JSON.parse(asked.text);
    expect(annotation['@context']).toBe('http://www.w3.org/ns/anno.jsonld');
    expectAnnotation(annotation);
    expect(annotation.id).toBe(path);
    expect(annotation.target.selector[0]).toEqual({
      type: 'TextQuoteSelector',
      exact: passage.exact,
      prefix: passage.prefix,
      suffix: passage.suffix,
    });
  });

  it('tags each format of a source apart', async () => {
    const answers = await Promise.all([get(CISS), get(CISS, CSL), get(CISS, 'application/x-bibtex')]);
    const tags = answers.map(({ headers }) => headers.etag!);
    expect(new Set(tags).size).toBe(3);
    for (const { headers } of answers) expect(headers.vary).toBe('Accept');
    await get(CISS, CSL).set('If-None-Match', tags[1]!).expect(304);
    await get(CISS, 'application/x-bibtex').set('If-None-Match', tags[1]!).expect(200);
  });

  it('links all passages through the annotation pages once each', async () => {
    const { body } = await get(`${CISS}/passages?limit=200`).expect(200);
    const expected = body.items.map(({ id }: Json) => `/api/v1/passages/${id}`);
    const seen: string[] = [];
    let path: string | undefined = `${CISS}/passages?limit=20`;
    const collections = new Set<string>();
    while (path !== undefined) {
      const answer = await get(path, LD).expect(200).expect('Content-Type', PROFILE);
      const page: Json = JSON.parse(answer.text);
      expect(page['@context']).toBe('http://www.w3.org/ns/anno.jsonld');
      expect(page.type).toBe('AnnotationPage');
      expect(page.id).toBe(path);
      expect(page.items.length).toBeGreaterThan(0);
      page.items.forEach(expectAnnotation);
      expect(page.partOf.type).toBe('AnnotationCollection');
      collections.add(page.partOf.id);
      seen.push(...page.items.map(({ id }: Json) => id));
      expect(answer.headers.link === undefined).toBe(page.next === undefined);
      path = page.next;
    }
    expect(seen).toEqual(expected);
    expect([...collections]).toEqual([`${CISS}/passages`]);
    const named = await get(`${CISS}/passages.jsonld?limit=20`).expect(200).expect('Content-Type', PROFILE);
    expect(JSON.parse(named.text).items).toHaveLength(20);
    expect(named.headers.link).toContain('/passages.jsonld?limit=20&cursor=');
  });

  it('returns a source as CSL-JSON by Accept or extension', async () => {
    const asked = await get(CISS, CSL)
      .expect(200)
      .expect('Content-Type', /^application\/vnd\.citationstyles\.csl\+json/);
    const named = await get(`${CISS}.csl.json`)
      .expect(200)
      .expect('Content-Type', /^application\/vnd\.citationstyles\.csl\+json/);
    expect(named.text).toBe(asked.text);
    const [item, ...more] = JSON.parse(asked.text);
    expect(more).toEqual([]);
    expect(item).toMatchObject({
      id: 'ciss-2023-12-04',
      author: [
        { family: 'Shpakovsky', given: 'Alexander' },
        { family: 'Grinevich', given: 'Alexander' },
      ],
      publisher: 'Caspian Institute for Strategic Studies',
      issued: { 'date-parts': [[2023, 12, 4]] },
      language: 'en',
    });
  });

  it('returns a source as BibTeX by Accept or extension', async () => {
    const asked = await get(CISS, 'application/x-bibtex').expect('Content-Type', /^application\/x-bibtex/);
    const named = await get(`${CISS}.bib`).expect(200);
    expect(named.text).toBe(asked.text);
    const [entry] = entriesOf(asked.text);
    expect(entry!.key).toBe('ciss-2023-12-04');
    expect(shown(entry!.fields.get('author')!)).toBe('Shpakovsky, Alexander and Grinevich, Alexander');
    expect(entry!.fields.get('title')).toContain('{CSTO} challenges and prospects');
  });

  it('keeps a hostile title a title in every format', async () => {
    const title = 'Done}, note = {x}\n}\n@misc{evil, \\input{x} 100% {';
    await service
      .http()
      .post('/api/v1/sources')
      .send({
        slug: 'evil',
        title,
        authors: ['} @comment{ and', 'Ann Lee'],
        url: 'https://example.org/}{\\%',
      })
      .expect(201);
    const bib = await get('/api/v1/sources/evil.bib').expect(200);
    const entries = entriesOf(bib.text);
    expect(entries.map(({ type, key }) => [type, key])).toEqual([['online', 'evil']]);
    expect([...entries[0]!.fields.keys()]).toEqual(['author', 'title', 'url']);
    expect(shown(entries[0]!.fields.get('title')!)).toBe(title.replaceAll('\n', ' '));
    const csl = await get('/api/v1/sources/evil.csl.json').expect(200);
    expect(JSON.parse(csl.text)[0].title).toBe(title);
    const empty = await get('/api/v1/sources/evil/passages', LD).expect(200);
    expect(JSON.parse(empty.text)).toMatchObject({ type: 'AnnotationCollection', total: 0 });
  });

  it('answers 404 to unknown sources and formats', async () => {
    await get('/api/v1/sources/nowhere.bib').expect(404);
    await get(`${CISS}.pdf`).expect(404);
    await get('/api/v1/sources/nowhere/passages.jsonld').expect(404);
    await get('/api/v1/passages/018f0000-0000-7000-8000-000000000001.jsonld', LD)
      .expect(404)
      .expect('Content-Type', /^application\/problem\+json/);
    await get(CISS, 'text/csv')
      .expect(200)
      .expect('Content-Type', /^application\/json/);
  });

  it('describes the citation formats in the OpenAPI document', async () => {
    const { body } = await get('/api/openapi.json').expect(200);
    const { content } = body.paths['/api/v1/sources/{source}'].get.responses['200'];
    expect(Object.keys(content)).toEqual(['application/json', CSL, 'application/x-bibtex']);
  });
});
