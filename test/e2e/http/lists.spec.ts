import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Json, BELARUS, change, etagOf, pagesOf, transcribed, record } from '../../support/api.js';
import { startService, type TestService } from '../../support/service.js';

const API = '/api/v1';
const SOURCE = `${API}/sources/ciss-2023-12-04`;

let service: TestService;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

const get = async (path: string): Promise<Json> => (await service.http().get(path).expect(200)).body;

describe('a list', () => {
  it.each<[path: string, key: string, limits: number[]]>([
    [`${API}/plans`, 'slug', [1, 2, 3, 4, 5]],
    [`${API}/scales`, 'slug', [1, 2, 3]],
    [`${API}/sources`, 'slug', [1, 7, 200]],
    [`${BELARUS}/areas`, 'code', [1, 2, 3]],
    [`${BELARUS}/objectives`, 'code', [1, 5, 34, 35]],
    [`${BELARUS}/objectives?area=mission&strength=qualified`, 'code', [1, 2, 4, 5]],
    [`${SOURCE}/passages`, 'id', [1, 10, 200]],
    [`${BELARUS}/objectives/INT-01/assessments`, 'id', [1, 2, 6, 7]],
  ])('lists each item of %s once and in order, whatever the page size', async (path, key, limits) => {
    if (path.endsWith('assessments')) {
      for (const day of ['2023-12-05', '2023-12-01', '2023-12-05', '2023-12-03', '2023-12-02']) {
        const { status } = await record(
          service,
          `${BELARUS}/objectives/INT-01`,
          transcribed('in_progress', day),
        );
        expect(status).toBe(201);
      }
    }
    const mark = path.includes('?') ? '&' : '?';
    const { items, nextCursor } = await get(`${path}${mark}limit=200`);
    expect(nextCursor).toBeNull();
    expect(new Set(items.map((item: Json) => item[key])).size).toBe(items.length);
    for (const limit of limits) {
      const pages = await pagesOf<Json>(service, `${path}${mark}limit=${limit}`);
      expect(pages.flat()).toEqual(items);
      expect(pages.slice(0, -1).every((page) => page.length === limit)).toBe(true);
      expect(pages.at(-1)?.length ?? 0).toBeGreaterThan(0);
    }
  });

  it('lists the history newest recorded first', async () => {
    const { items } = await get(`${BELARUS}/objectives/INT-01/assessments`);
    const recorded = items.map(({ recordedAt }: { recordedAt: string }) => recordedAt);
    expect(recorded).toEqual(recorded.toSorted().toReversed());
  });

  it('lists plans newest term first with their number of objectives', async () => {
    const { items } = await get(`${API}/plans`);
    expect(items.map((plan: Json) => [plan.slug, plan.objectives])).toEqual([
      ['csto-2026-russia', 16],
      ['csto-2025-kyrgyzstan', 18],
      ['csto-2024-kazakhstan', 14],
      ['csto-2023-belarus', 34],
    ]);
    expect((await get(`${API}/plans?organization=csto`)).items).toEqual(items);
    await service.http().get(`${API}/plans?organization=nato`).expect(404);
    const found = await get(`${API}/plans?q=KAZAKH`);
    expect(found.items.map((plan: Json) => plan.slug)).toEqual(['csto-2024-kazakhstan']);
  });

  it('filters objectives by strength, area, status and words', async () => {
    // The five ratings above have taken INT-01 out of those that are complete.
    const codes = async (query: string): Promise<string[]> =>
      (await get(`${BELARUS}/objectives?${query}`)).items.map(({ code }: { code: string }) => code);
    expect(await codes('strength=qualified')).toHaveLength(9);
    expect(await codes('strength=firm')).toHaveLength(22);
    expect(await codes('status=in_progress')).toEqual(['INT-01']);
    expect(await codes('status=not_implemented')).toEqual(['INT-04', 'EXT-09']);
    expect(await codes('area=external')).toHaveLength(9);
    expect(await codes('area=external&status=not_implemented&q=osce')).toEqual(['EXT-09']);
    expect(await codes('strength=contested')).toEqual([]);
    expect(await codes('q=ext-0')).toHaveLength(9);
  });

  it('treats wildcards in a filter as plain characters', async () => {
    const path = `${BELARUS}/objectives`;
    const title = String.raw`100% of a_b and c\d`;
    const input = { code: 'WILD', area: 'mission', title, basis: 'stated' };
    await service.http().post(path).send(input).expect(201);
    for (const [words, found] of [
      ['%', 1],
      ['100%', 1],
      ['1%0', 0],
      ['a_b', 1],
      ['a%b', 0],
      ['_', 1],
      ['axb', 0],
      [String.raw`c\d`, 1],
      ['\\', 1],
      [String.raw`\d`, 1],
      ["'", 0],
    ] as const) {
      const { body } = await service.http().get(path).query({ q: words }).expect(200);
      expect([words, body.items.length]).toEqual([words, found]);
    }
  });

  it('answers HEAD of a list like GET without a body', async () => {
    for (const path of [`${API}/plans`, `${BELARUS}/objectives?limit=3`, BELARUS]) {
      const full = await service.http().get(path).expect(200);
      const head = await service.http().head(path).expect(200);
      const shown = ({ headers }: typeof head) => [headers.etag, headers.link, headers['content-length']];
      expect([shown(head), head.text ?? '']).toEqual([shown(full), '']);
    }
  });
});

describe('a change', () => {
  it('returns a changed plan with a new ETag and leaves the rest alone', async () => {
    const path = `${API}/plans/csto-2026-russia`;
    const before = await get(path);
    const etag = await etagOf(service, path);
    const answer = await change(service, path, { motto: 'A motto', holder: { name: 'Moscow' } });
    expect(answer.body).toEqual({
      ...before,
      motto: 'A motto',
      holder: { name: 'Moscow', names: {}, iso3166: null },
    });
    expect(answer.headers.etag).not.toBe(etag);
    expect(await etagOf(service, path)).toBe(answer.headers.etag);
    expect((await change(service, path, { motto: null })).body.motto).toBeNull();
    await service.http().get(path).set('If-None-Match', etag).expect(200);
  });

  it.each([
    [{ termEnd: '2025-12-31' }, '/termEnd'],
    [{ title: null }, '/title'],
    [{ slug: 'X' }, '/slug'],
    [{ officialList: 'javascript:alert(1)' }, '/officialList'],
    [{ defaultAssessor: 'nobody' }, '/defaultAssessor'],
    [{ assessors: [{ slug: 'press-reports', name: 'Another', kind: 'independent' }] }, '/assessors/0/slug'],
    [{ holder: { name: 'Russia', iso3166: 'Russia' } }, '/holder/iso3166'],
    [{ holder: ['Russia'] }, '/holder'],
  ])('refuses to change a plan to %j', async (body, pointer) => {
    const path = `${API}/plans/csto-2026-russia`;
    const request = service
      .http()
      .patch(path)
      .set('If-Match', await etagOf(service, path));
    const answer = await request.send(body).expect(422);
    expect(answer.body.errors[0].pointer).toBe(pointer);
  });

  it('shows a changed area or objective in the plan', async () => {
    const area = await change(service, `${BELARUS}/areas/internal`, { name: 'Within', sourceHeading: null });
    expect(area.body).toMatchObject({ code: 'internal', name: 'Within', sourceHeading: null });
    expect((await get(BELARUS)).areas[0]).toEqual(area.body);
    const path = `${BELARUS}/objectives/INT-02`;
    const changed = await change(service, path, { title: 'Reworded', area: 'external', note: 'Ours.' });
    expect(changed.body).toMatchObject({ title: 'Reworded', area: 'external', note: 'Ours.' });
    expect(await get(path)).toEqual(changed.body);
    const request = service
      .http()
      .patch(path)
      .set('If-Match', await etagOf(service, path));
    const refused = await request.send({ area: 'nowhere' }).expect(422);
    expect(refused.body.errors[0].pointer).toBe('/area');
  });
});

describe('what is new', () => {
  const level = (slug: string, more: object) => ({ slug, label: slug, ...more });
  const OPEN = level('open', { assessed: false });
  const HALF = level('half', { credit: 0.5 });
  const plan = {
    slug: 'osce-2024-malta',
    state: 'published',
    organization: { slug: 'osce', name: 'OSCE', acronym: 'OSCE' },
    title: 'Malta in the Chair',
    holder: { name: 'Malta', iso3166: 'MT' },
    termStart: '2024-01-01',
    termEnd: '2024-12-31',
    scale: 'halves',
    areas: [{ code: 'one', name: 'One' }],
  };

  it('returns each created scale, plan, area, objective, source and passage at its address', async () => {
    for (const [path, location, input, keeps] of [
      [
        '/scales',
        '/scales/halves',
        { slug: 'halves', name: 'Halves', levels: [OPEN, HALF] },
        { name: 'Halves' },
      ],
      ['/plans', `/plans/${plan.slug}`, plan, { title: plan.title, holder: plan.holder }],
      [
        `/plans/${plan.slug}/areas`,
        `/plans/${plan.slug}/areas/two`,
        { code: 'two', name: 'Two' },
        { name: 'Two' },
      ],
      [
        `/plans/${plan.slug}/objectives`,
        `/plans/${plan.slug}/objectives/A.1`,
        { code: 'A.1', area: 'two', title: 'Meet', basis: 'stated' },
        { status: 'open', assessor: 'analysts', strength: null, statedIn: [] },
      ],
      [
        '/sources',
        '/sources/letter',
        { slug: 'letter', title: 'A letter', authors: ['A', 'B'] },
        { authors: ['A', 'B'] },
      ],
    ] as const) {
      const answer = await service.http().post(`${API}${path}`).send(input).expect(201);
      expect(answer.headers.location).toBe(`${API}${location}`);
      const there = await service.http().get(`${API}${location}`).expect(200);
      expect(there.body).toEqual(answer.body);
      expect(there.body).toMatchObject(keeps);
      if (answer.headers.etag !== undefined) expect(there.headers.etag).toBe(answer.headers.etag);
      const again = await service.http().post(`${API}${path}`).send(input).expect(409);
      expect(again.body.type).toBe('/problems/already-exists');
    }
    const words = { summary: 'Says that they met.', paragraph: 1 };
    const made = await service.http().post(`${API}/sources/letter/passages`).send(words).expect(201);
    expect(await get(made.headers.location as string)).toEqual(made.body);
    expect(made.body).toMatchObject({ source: 'letter', ...words, anchor: 'unverified' });
    const again = await service.http().post(`${API}/sources/letter/passages`).send(words).expect(200);
    expect(again.body).toEqual(made.body);
  });

  it.each<[path: string, input: object, pointer: string]>([
    ['/plans', { ...plan, slug: 'Upper Case' }, '/slug'],
    ['/plans', { ...plan, slug: 'p', termEnd: '2023-01-01' }, '/termEnd'],
    ['/plans', { ...plan, slug: 'p', scale: 'none' }, '/scale'],
    ['/plans', { ...plan, slug: 'p', organization: { slug: 'new-one' } }, '/organization/name'],
    ['/plans', { ...plan, slug: 'p', organization: { slug: 'csto', name: 'Else' } }, '/organization/name'],
    ['/plans', { ...plan, slug: 'p', areas: [plan.areas[0], plan.areas[0]] }, '/areas/1/code'],
    ['/plans', { ...plan, slug: 'p', areas: [[plan.areas[0]]] }, '/areas'],
    ['/plans', { ...plan, slug: 'p', officialList: 'ftp://x' }, '/officialList'],
    ['/scales', { slug: 's', name: 'S', levels: [HALF] }, '/levels'],
    ['/scales', { slug: 's', name: 'S', levels: [OPEN, { ...HALF, credit: 2 }] }, '/levels/1/credit'],
    ['/scales', { slug: 's', name: 'S', levels: [OPEN, { ...HALF, credit: 0.33333 }] }, '/levels/1/credit'],
    ['/scales', { slug: 's', name: 'S', levels: [OPEN, HALF, HALF] }, '/levels/2/slug'],
    ['/scales', { slug: 's', name: 'S', levels: [OPEN, { ...HALF, credit: 1e-7 }] }, '/levels/1/credit'],
    ['/scales', { slug: 's', name: 'S', levels: [OPEN, level('bare', {})] }, '/levels/1/credit'],
    ['/sources', { slug: 's', title: 'S', publishedOn: '2023-02-29' }, '/publishedOn'],
    ['/sources', { slug: 's', title: 'S', url: 'javascript:alert(1)' }, '/url'],
    ['/sources', { slug: 's', title: 'S', authors: 'A' }, '/authors'],
    ['/sources/ciss-2023-12-04/passages', { exact: '' }, '/exact'],
    ['/sources/ciss-2023-12-04/passages', {}, '/exact'],
    [
      '/plans/csto-2023-belarus/objectives',
      { code: 'Z', area: 'none', title: 'x', basis: 'stated' },
      '/area',
    ],
    [
      '/plans/csto-2023-belarus/objectives',
      { code: ' a', area: 'mission', title: 'x', basis: 'stated' },
      '/code',
    ],
    [
      '/plans/csto-2023-belarus/objectives',
      { code: 'Z', area: 'mission', title: 'x', basis: 'guess' },
      '/basis',
    ],
    ['/plans/csto-2023-belarus/areas', { code: 'z', name: '' }, '/name'],
  ])('refuses %s when it is %j and names the place', async (path, input, pointer) => {
    const answer = await service.http().post(`${API}${path}`).send(input).expect(422);
    expect(answer.body.errors.map((error: { pointer: string }) => error.pointer)).toContain(pointer);
  });
});
