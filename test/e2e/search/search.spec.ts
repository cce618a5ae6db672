import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Page } from '../../../src/core/cursors.js';
import type { SearchHit } from '../../../src/search/search.reader.js';
import { startService, type TestService } from '../../support/service.js';

const SIMPLE_PLAN = {
  slug: 'trial-plan',
  state: 'published',
  organization: { slug: 'trial', name: 'Trial Organization' },
  title: 'A plan',
  holder: { name: 'Nowhere' },
  termStart: '2030-01-01',
  termEnd: '2030-12-31',
  assessors: [{ slug: 'trial', name: 'Trial', kind: 'independent' }],
  areas: [{ code: 'all', name: 'All' }],
};

const OBJECTIVES: [code: string, title: string, note?: string][] = [
  ['T-01', 'Поддержать страны-участницы в вопросе делимитации границы'],
  ['T-02', 'Провести встречу ветеранов', 'Held with the veterans’ union'],
  ['T-03', 'Translate the books of the members', 'Перевести книги'],
  ['T-04', 'Show <mark>zebras</mark> & "lions" to <b>tigers</b> <img src=x onerror=alert(1)>'],
  ['T-05', 'Reply to «zoologists» — quickly'],
  ['T-06', 'Quartz before marble'],
  ['T-07', 'Marble before quartz'],
  ['T-08', 'Work with the WHO on IT'],
  ['T-10', 'Invite the lizardry society'],
  ['T-11', 'Hold the exercise Interaction-2031 and «Мир-2032»'],
  ['T-12', 'Обучить пилотов вертолётов'],
];

describe('searching', () => {
  let service: TestService;

  const ask = async (query: Record<string, unknown>): Promise<Page<SearchHit>> => {
    const { body } = await service.http().get('/api/v1/search').query(query).expect(200);
    return body as Page<SearchHit>;
  };
  const find = async (q: string, more: object = {}): Promise<SearchHit[]> =>
    (await ask({ q, limit: 200, ...more })).items;
  /** Codes of objectives, ids of sources, `passage`. */
  const names = (hits: SearchHit[]): string[] =>
    hits.map((hit) => (hit.kind === 'objective' ? hit.code : hit.kind === 'source' ? hit.source : 'passage'));
  const words = (hits: SearchHit[]): SearchHit[] => hits.filter(({ match }) => match === 'words');
  const textOf = (hit: SearchHit | undefined): string => hit?.snippet.map(({ text }) => text).join('') ?? '';
  const marksOf = (hit: SearchHit | undefined): string[] =>
    hit?.snippet.filter(({ match }) => match).map(({ text }) => text) ?? [];

  beforeAll(async () => {
    service = await startService();
    const post = (path: string, body: object): Promise<unknown> =>
      service.http().post(`/api/v1${path}`).send(body).expect(201);
    await post('/plans', SIMPLE_PLAN);
    for (const [code, title, note] of OBJECTIVES) {
      await post('/plans/trial-plan/objectives', {
        code,
        area: 'all',
        title,
        basis: 'stated',
        ...(note && { note }),
      });
    }
    await post('/sources', {
      slug: 'trial-source',
      title: 'Herpetology yearbook',
      authors: ['Iván Petróv', 'Mary Sharpe'],
      publisher: 'Lizard Press',
    });
  });
  afterAll(() => service.stop());

  describe('in the shipped plans', () => {
    it('finds a number after a hyphen, by itself and with its name', async () => {
      for (const q of ['2031', 'interaction 2031', 'Interaction-2031', '2032', 'мир 2032', 'Мир–2032'])
        expect(names(words(await find(q)))).toEqual(['T-11']);
      expect(names(words(await find('exercise -2031')))).not.toContain('T-11');
    });

    it('treats ё and е as one letter', async () => {
      for (const q of ['вертолетов', 'вертолётов', 'ВЕРТОЛЁТОВ'])
        expect(names(words(await find(q)))).toEqual(['T-12']);
    });

    it('filters Cyrillic titles by part of a word in either case', async () => {
      for (const q of ['ВЕРТОЛЁТ', 'вертолет', 'Обучить']) {
        const path = `/api/v1/plans/trial-plan/objectives?q=${encodeURIComponent(q)}`;
        const { body } = await service.http().get(path).expect(200);
        expect(body.items.map(({ code }: { code: string }) => code)).toEqual(['T-12']);
      }
    });

    it('shows an objective before its passage', async () => {
      const [objective, passage, ...more] = await find('narcologists');
      expect(objective).toMatchObject({
        kind: 'objective',
        match: 'words',
        plan: 'csto-2023-belarus',
        code: 'MIS-06',
        url: '/api/v1/plans/csto-2023-belarus/objectives/MIS-06',
      });
      expect(passage).toMatchObject({ kind: 'passage', source: 'ciss-2023-12-04' });
      expect(textOf(passage)).toContain('Coordination conference of the Chief Narcologists');
      expect(marksOf(passage)).toEqual(['Narcologists']);
      expect(more).toEqual([]);
      expect(names(await find('OSCE'))[0]).toBe('EXT-09');
    });

    it('shows matches of all words before matches of half of them', async () => {
      const hits = await find('border delimitation');
      expect(hits[0]).toMatchObject({ kind: 'passage', match: 'words' });
      expect(marksOf(hits[0])).toEqual(['border', 'delimitation']);
      expect(hits.find((hit) => hit.kind === 'objective' && hit.code === 'INT-03')).toMatchObject({
        match: 'some',
      });
    });

    it('returns addresses that the API answers', async () => {
      const hits = await find('Minsk');
      expect(new Set(hits.map(({ kind }) => kind))).toEqual(new Set(['objective', 'passage']));
      for (const { url } of [...hits, ...(await find('Shpakovsky'))])
        await service.http().get(url).expect(200);
    });

    it('finds a source by its author', async () => {
      expect(await find('Shpakovsky')).toMatchObject([{ kind: 'source', source: 'ciss-2023-12-04' }]);
    });
  });

  describe('for words', () => {
    it('finds other forms of an English word', async () => {
      for (const form of ['translating', 'Translated', 'BOOK', 'member book']) {
        expect(names(words(await find(form)))).toContain('T-03');
      }
    });

    it('finds other forms of a Russian word', async () => {
      for (const form of ['стран', 'страна', 'СТРАНАМИ', 'границ', 'делимитация']) {
        expect(names(words(await find(form)))).toEqual(['T-01']);
      }
      expect(marksOf((await find('страна'))[0])).toEqual(['страны']);
    });

    it('finds English and Russian words of one objective together', async () => {
      const [hit] = await find('books книга');
      expect(hit).toMatchObject({ code: 'T-03', match: 'words' });
      expect(names(words(await find('veteran встреча')))).toEqual(['T-02']);
    });

    it('finds words in typographic quotes, beside dashes and with curly apostrophes', async () => {
      expect(names(words(await find('zoologists')))).toEqual(['T-05']);
      expect(names(words(await find('veterans')))).toEqual(['T-02']);
      expect(names(words(await find('zoo\u00ADlogists')))).toEqual(['T-05']);
    });

    it('finds a phrase only in its order, in any quotes', async () => {
      expect(names(await find('quartz marble'))).toEqual(expect.arrayContaining(['T-06', 'T-07']));
      for (const phrase of ['"quartz before marble"', '“quartz before marble”', '«quartz before marble»']) {
        expect(names(await find(phrase))).toEqual(['T-06']);
      }
    });

    it('excludes words after a minus and accepts either word of an "or"', async () => {
      expect(names(await find('border -delimitation'))).toContain('INT-03');
      expect(names(await find('border -delimitation'))).not.toContain('passage');
      expect(names(await find('zoologists or zebras')).toSorted()).toEqual(['T-04', 'T-05']);
      expect(await find('-border')).toEqual([]);
    });

    it('finds stop words where nothing else is typed', async () => {
      expect(names(await find('WHO'))).toContain('T-08');
      expect(names(await find('"IT"'))).toContain('T-08');
    });
  });

  describe('for a misspelt word or a part of one', () => {
    it.each([
      ['narcologits', 'MIS-06'],
      ['narcolog', 'MIS-06'],
      ['delimitaton', 'passage'],
      ['vetrans', 'T-02'],
      ['делимитацыя', 'T-01'],
      ['ветиранов', 'T-02'],
      ['bordr delimtation', 'passage'],
    ])('finds for %s the objective %s', async (typed, name) => {
      const hits = await find(typed);
      expect(names(hits)).toContain(name);
      expect(hits.every(({ match }) => match !== 'words')).toBe(true);
      expect(hits.every((hit) => marksOf(hit).length > 0)).toBe(true);
    });

    it('ranks misspelt matches after exact ones', async () => {
      const hits = await find('lizard');
      expect(names(hits)).toEqual(['trial-source', 'T-10']);
      expect(hits.map(({ match }) => match)).toEqual(['words', 'similar']);
      expect(marksOf(hits[1])).toEqual(['lizardry']);
    });

    it('offers no likeness where exact words are asked for', async () => {
      expect(await find('"narcolog"')).toEqual([]);
      expect(await find('narcolog -border')).toEqual([]);
    });

    it('finds no entirely different word', async () => {
      for (const typed of ['narcotic', 'xylophone', 'qwrtpsd']) {
        expect(names(await find(typed))).not.toContain('MIS-06');
      }
    });
  });

  it('shows the objective whose code was typed first, in any spelling', async () => {
    for (const typed of ['EXT-09', 'ext 9', 'ext09', 'EXT–09', 'Ext.9']) {
      const [hit] = await find(typed);
      expect(hit).toMatchObject({ code: 'EXT-09', match: 'code', rank: 1 });
      expect(marksOf(hit)).toEqual(['EXT-09']);
    }
    expect(names(await find('T-10'))[0]).toBe('T-10');
  });

  it('returns snippets as text pieces without markup', async () => {
    const [hit] = await find('lions');
    expect(textOf(hit)).toBe(OBJECTIVES[3]?.[1]);
    expect(hit?.snippet).toEqual([
      { text: 'Show <mark>zebras</mark> & "', match: false },
      { text: 'lions', match: true },
      { text: '" to <b>tigers</b> <img src=x onerror=alert(1)>', match: false },
    ]);
  });

  it('filters by kind, organization and plan', async () => {
    const kinds = async (more: object): Promise<Set<string>> =>
      new Set((await find('csto', more)).map(({ kind }) => kind));
    expect(await kinds({})).toEqual(new Set(['objective', 'passage', 'source']));
    for (const kind of ['objective', 'passage', 'source'])
      expect(await kinds({ kind })).toEqual(new Set([kind]));

    const plan = 'csto-2023-belarus';
    const objectives = (await find('csto', { plan })).filter((hit) => hit.kind === 'objective');
    expect(objectives.length).toBeGreaterThan(0);
    expect(objectives.every((hit) => hit.plan === plan)).toBe(true);
    expect(names((await find('csto', { plan })).filter(({ kind }) => kind === 'source'))).toEqual([
      'ciss-2023-12-04',
    ]);
    expect(await find('csto', { organization: 'trial' })).toEqual([]);
    expect(names(await find('zebras', { organization: 'trial' }))).toEqual(['T-04']);
    expect((await find('csto', { organization: 'csto' })).length).toBe((await find('csto')).length);
    expect(await find('zebras', { organization: 'csto', plan: 'trial-plan' })).toEqual([]);
  });

  it('returns each hit once, page by page, in one order', async () => {
    const whole = await find('csto');
    const paged: SearchHit[] = [];
    let cursor: string | null = null;
    do {
      const page: Page<SearchHit> = await ask({ q: 'csto', limit: 7, ...(cursor !== null && { cursor }) });
      expect(page.items.length).toBeLessThanOrEqual(7);
      paged.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(whole.length).toBeGreaterThan(20);
    expect(paged).toEqual(whole);
    expect(new Set(paged.map(({ url }) => url)).size).toBe(paged.length);
    const order = paged.map(({ match }) => ['code', 'words', 'similar', 'some'].indexOf(match));
    expect(order).toEqual(order.toSorted());
  });

  it('links the next page of hits', async () => {
    const { headers } = await service.http().get('/api/v1/search?q=csto&limit=2').expect(200);
    expect(headers.link).toMatch(/^<\/api\/v1\/search\?q=csto&limit=2&cursor=[\w-]+>; rel="next"$/);
  });

  it.each([
    ['punctuation', '&|!():*<-> ... ???'],
    ['an emoji', '🙂👩‍👩‍👧'],
    ['a query of tsquery syntax', "a:* & !(b | c) <-> 'd' \\"],
    ['an open quote', '"border'],
    ['a lone minus', '-'],
    ['SQL', "'; DROP TABLE objective; --"],
    ['wildcards', '%_%'],
    ['markup', '<script>alert(1)</script>'],
    ['200 characters without a blank', 'x'.repeat(200)],
    ['100 words', 'ab '.repeat(66).trim()],
    ['200 characters of emoji', '🙂'.repeat(100)],
    ['backslashes', '\\\\\\'],
  ])('answers %s with a list', async (_what, q) => {
    expect(Array.isArray((await ask({ q })).items)).toBe(true);
  });

  it('answers any query whatsoever', async () => {
    const sign = fc.constantFrom(
      ...`"'\\-|&!():*<>.,/@%_№«»“”’—\u00AD\u0301 аЯёabZ09🙂`,
      ' or ',
      'border',
      ' -',
      'страны',
      '://',
    );
    const typed = fc
      .array(sign, { minLength: 1, maxLength: 40 })
      .map((signs) => signs.join('').slice(0, 200));
    await fc.assert(
      fc.asyncProperty(typed, async (q) => {
        const { status } = await service.http().get('/api/v1/search').query({ q });
        expect(status).toBe(/\S/.test(q) && !/\p{Surrogate}/u.test(q) ? 200 : 400);
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['no query', {}, '?q'],
    ['an empty query', { q: '' }, '?q'],
    ['a blank query', { q: '  ' }, '?q'],
    ['a long query', { q: 'x'.repeat(201) }, '?q'],
    ['NUL', { q: 'a\0b' }, '?q'],
    ['two queries', { q: ['a', 'b'] }, '?q'],
    ['an unknown kind', { q: 'a', kind: 'plan' }, '?kind'],
    ['an unknown plan', { q: 'a', plan: 'nowhere' }, '?plan'],
    ['an unknown organization', { q: 'a', organization: 'nowhere' }, '?organization'],
    ['a limit out of bounds', { q: 'a', limit: 201 }, '?limit'],
    ['a cursor of our own', { q: 'a', cursor: 'abc' }, '?cursor'],
    ['a parameter that there is not', { q: 'a', page: 2 }, '?page'],
  ])('refuses %s and names the parameter', async (_what, query, pointer) => {
    const { body } = await service.http().get('/api/v1/search').query(query).expect(400);
    expect(body).toMatchObject({ type: '/problems/invalid-query', status: 400, errors: [{ pointer }] });
  });

  it('finds what was changed or added a moment ago', async () => {
    expect(await find('okapi')).toEqual([]);
    const path = '/api/v1/plans/trial-plan/objectives/T-06';
    const { headers } = await service.http().get(path);
    await service
      .http()
      .patch(path)
      .set('If-Match', headers.etag as string)
      .send({ note: 'Okapis too' })
      .expect(200);
    expect(names(await find('okapi'))).toEqual(['T-06']);
  });
});
