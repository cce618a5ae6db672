import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { type Json } from '../../support/api.js';
import { startService, type TestService } from '../../support/service.js';

const FROM = 'csto-2023-belarus';
const TO = 'csto-2024-kazakhstan';
const PAIR = `/api/v1/comparisons/${FROM}/${TO}`;

let service: TestService;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

/** The answer's bytes, whatever its type. */
async function bytesOf(path: string, headers: Record<string, string> = {}) {
  const answer = await service
    .http()
    .get(path)
    .set(headers)
    .buffer(true)
    .parse((response, done) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => done(null, Buffer.concat(chunks)));
    });
  return { status: answer.status, headers: answer.headers, bytes: answer.body as Buffer };
}

const compared = async (path: string): Promise<Json> => (await service.http().get(path).expect(200)).body;

const FORMS: [extension: string, type: string, begins: string][] = [
  ['.json', 'application/json', '{"language":"en"'],
  ['.html', 'text/html', '<!doctype html>'],
  ['.pdf', 'application/pdf', '%PDF-'],
  ['.xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'PK'],
  ['.csv', 'text/csv', 'from_plan,to_plan,compared,'],
  ['.md', 'text/markdown', '# Comparison: '],
  ['.svg', 'image/svg+xml', '<?xml'],
];

describe('the comparison', () => {
  it.each(FORMS)(
    'serves the comparison as %s (%s) by extension and by Accept, with 304 when unchanged',
    async (extension, type, begins) => {
      const named = await bytesOf(`${PAIR}${extension}?asOf=2024-12-31`);
      expect([named.status, (named.headers['content-type'] as string).split(';')[0]]).toEqual([200, type]);
      expect(named.bytes.toString('latin1')).toMatch(new RegExp(`^${begins.replace(/[?]/g, '\\$&')}`));
      const liked = await bytesOf(`${PAIR}?asOf=2024-12-31`, { Accept: type });
      expect(liked.headers['content-type']).toBe(named.headers['content-type']);
      expect(liked.headers.vary).toContain('Accept');
      expect(liked.headers.etag).toBe(named.headers.etag);
      expect(liked.bytes.equals(named.bytes)).toBe(true);
      const again = await bytesOf(`${PAIR}${extension}?asOf=2024-12-31`, {
        'If-None-Match': named.headers.etag as string,
      });
      expect([again.status, again.bytes.length]).toEqual([304, 0]);
    },
  );

  it('tags each format and language apart and names the download', async () => {
    const paths = [...FORMS.map(([extension]) => extension), '.svg?lang=ru', '.csv?bom=true'];
    const answers = await Promise.all(paths.map((path) => bytesOf(`${PAIR}${path}`)));
    expect(new Set(answers.map(({ headers }) => headers.etag)).size).toBe(paths.length);
    const { headers, bytes } = await bytesOf(`${PAIR}.csv?asOf=2024-12-31&bom=true`);
    expect(headers['content-disposition']).toBe(`attachment; filename="${FROM}-${TO}-2024-12-31.csv"`);
    expect(bytes.subarray(0, 3)).toEqual(Buffer.from('\uFEFF'));
  });

  it('allows the page its own style and nothing else', async () => {
    const { headers, bytes } = await bytesOf(`${PAIR}.html`);
    const [, style = ''] = /<style>([^<]*)<\/style>/.exec(bytes.toString()) ?? [];
    const hash = createHash('sha256').update(style).digest('base64');
    const policy = headers['content-security-policy'] as string;
    expect(policy).toContain(`style-src 'sha256-${hash}'`);
    expect(policy).not.toContain('script-src');
  });

  it('namesFault Russian where it is asked to, titles and all', async () => {
    const russian = await compared(`${PAIR}?lang=ru`);
    expect(await compared(`${PAIR}?lang=ru-RU`)).toEqual({ ...russian, origin: expect.anything() });
    const objective = russian.objectives.from.find(({ code }: Json) => code === 'EXT-03');
    expect(objective.title).toMatch(/^[А-Я]/);
    expect(russian.unfinished[0].title).toMatch(/[а-я]/);
    const liked = await bytesOf(`${PAIR}.md`, { 'Accept-Language': 'ru' });
    expect(liked.headers['content-language']).toBe('ru');
    expect(liked.bytes.toString()).toContain('# Сравнение: ');
    expect(liked.bytes.toString()).toContain(objective.title);
  });

  it('returns the same comparison at the address it names', async () => {
    const first = await compared(`${PAIR}?asOf=2024-06-30`);
    expect(await compared(first.origin.address)).toEqual(first);
  });

  it('changes its ETag when a link is decided', async () => {
    const before = await bytesOf(`${PAIR}.svg`);
    const links: Json = await service.http().get(`${PAIR}/links?objective=EXT-05`).expect(200);
    await service
      .http()
      .patch(`${PAIR}/links/${links.body.items[0].id}`)
      .set('If-Match', '"1"')
      .send({ state: 'rejected' })
      .expect(200);
    const after = await bytesOf(`${PAIR}.svg`, { 'If-None-Match': before.headers.etag as string });
    expect(after.status).toBe(200);
    expect(after.bytes.toString()).toContain('8 of 34 objectives');
  });

  it('refuses unknown plans in every format', async () => {
    await service.http().get(`/api/v1/comparisons/${FROM}/nowhere.pdf`).expect(404);
    await service.http().get(`/api/v1/comparisons/${TO}/${FROM}.csv`).expect(422);
    await service.http().get(`${PAIR}.html?lang=de`).expect(400);
  });
});

const LEVELS = [
  { slug: 'open', label: 'Open', assessed: false },
  { slug: 'yes', label: 'Yes', credit: 1, complete: true, final: true },
  { slug: 'no', label: 'No', credit: 0 },
  { slug: 'moot', label: 'Moot', applicable: false },
];
const TO_COMPLETION = {
  to: 'completion',
  levels: [
    { from: 'open', to: 'not_assessed' },
    { from: 'yes', to: 'implemented' },
    { from: 'no', to: 'not_implemented' },
    { from: 'moot', to: 'not_applicable' },
  ],
};

describe('plans on two scales', () => {
  const YES_NO = `/api/v1/comparisons/${FROM}/yes-no-2031`;

  beforeAll(async () => {
    const post = (path: string, body: object) =>
      service.http().post(`/api/v1/${path}`).send(body).expect(201);
    await post('scales', { slug: 'yes-no', name: 'Yes or no', levels: LEVELS });
    await post('plans', {
      ...{ slug: 'yes-no-2031', title: 'A plan of yes and no', scale: 'yes-no' },
      organization: { slug: 'csto', name: 'Collective Security Treaty Organization' },
      holder: { name: 'Nobody' },
      ...{ termStart: '2031-01-01', termEnd: '2031-12-31', areas: [{ code: 'all', name: 'All' }] },
    });
    const objective = { code: 'O1', area: 'all', title: 'Say yes', basis: 'stated' };
    await post('plans/yes-no-2031/objectives', objective);
  });

  it('shows plans on unmapped scales separately and says so', async () => {
    const body = await compared(YES_NO);
    expect(body).toMatchObject({ sameScale: false, commonScale: null });
    expect(body.to.readOn.slug).toBe('yes-no');
    expect(body.origin.parameters.scale).toBeUndefined();
    const { bytes } = await bytesOf(`${YES_NO}.md`);
    expect(bytes.toString()).toContain('does not mean the same');
  });

  it('reads two plans on a common scale once a mapping exists, with a new ETag', async () => {
    const before = await bytesOf(`${YES_NO}.md`);
    await service.http().post('/api/v1/scales/yes-no/mappings').send(TO_COMPLETION).expect(201);
    const after = await bytesOf(`${YES_NO}.md`, { 'If-None-Match': before.headers.etag as string });
    expect(after.status).toBe(200);
    expect(after.bytes.toString()).toContain('Their own scales are completion and yes-no.');
    const body = await compared(YES_NO);
    expect(body).toMatchObject({ sameScale: false, commonScale: 'completion' });
    expect(body.to).toMatchObject({ scale: 'yes-no', readOn: { slug: 'completion' } });
    expect(body.to.total.byLevel).toEqual({ not_assessed: 1 });
    expect(body.origin.parameters.scale).toBe('completion');
    expect(await compared(body.origin.address)).toEqual(body);
  });

  it('reads a comparison on a requested scale if both plans allow it', async () => {
    const body = await compared(`${PAIR}?scale=g20-compliance`);
    expect(body).toMatchObject({ sameScale: true, commonScale: 'g20-compliance' });
    const levels = body.from.readOn.levels.map(({ slug }: Json) => slug);
    expect(body.unfinished).toHaveLength(2);
    for (const { level } of body.unfinished) expect(levels).toContain(level);
    expect(Object.keys(body.from.total.byLevel)).not.toContain('implemented');
    const { body: refusal } = await service.http().get(`${YES_NO}.pdf?scale=polimeter`).expect(400);
    expect(refusal.errors[0].pointer).toBe('?scale');
  });
});

describe('the description of the comparison', () => {
  it('describes every format and matches its schema to the answers', async () => {
    const { body } = await service.http().get('/api/openapi.json').expect(200);
    const { content } = body.paths['/api/v1/comparisons/{from}/{to}'].get.responses['200'];
    expect(Object.keys(content).toSorted()).toEqual(FORMS.map(([, type]) => type).toSorted());
    const ajv = formats.default(new Ajv2020({ strict: false }));
    const fits = ajv.compile(content['application/json'].schema);
    for (const query of ['', '?lang=ru', '?asOf=2023-06-30', '?scale=g20-compliance']) {
      fits(await compared(`${PAIR}${query}`));
      expect(fits.errors).toBeNull();
    }
  });
});
