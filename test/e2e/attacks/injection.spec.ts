import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BELARUS, fingerprint, type Json } from '../../support/api.js';
import { recordedDuring } from '../../support/explain.js';
import {
  addressOf,
  asked,
  onAll,
  type Operation,
  operationsOf,
  sampleOf,
  type Shape,
} from '../../support/operations.js';
import { part } from '../../support/part.js';
import { dumpSchema } from '../../support/schema-dump.js';
import { startService, type TestService } from '../../support/service.js';

/** In every payload, so that it can be told whether one became a part of a statement. */
const MARK = 'zqx9';

const PAYLOADS = [
  `${MARK}'`,
  `${MARK}''`,
  `${MARK}"`,
  `${MARK}' OR '1'='1`,
  `${MARK}' OR 1=1 --`,
  `${MARK}') OR ('1'='1`,
  `${MARK}'; DROP TABLE plan; --`,
  `${MARK}"; DROP TABLE plan; --`,
  `${MARK}'; SELECT pg_sleep(60); --`,
  `${MARK}' || pg_sleep(60) || '`,
  `${MARK}' UNION SELECT secret_sha256::text, name, role FROM api_token --`,
  `${MARK}$1`,
  `${MARK}$$ || $tag$`,
  `${MARK}:name ?1 @x`,
  `${MARK}\\' OR 1=1 --`,
  `${MARK}\\`,
  `${MARK}/* */ -- #`,
  `${MARK}ʼ OR ＇1＇=＇1`,
  `${MARK}’; DROP TABLE plan; --`,
  `${MARK} % _ \\% \\_ *`,
  `${MARK} & | ! <-> :* ( )`,
  `"${MARK} -or "" -"`,
  `${MARK}\u0000`,
  `${MARK}\r\n`,
  `{"${MARK}":[1]}`,
];

/** Those of one entry go together. */
const HEADERS = ['If-Match,X-Request-Id,Accept,If-None-Match', 'Idempotency-Key,Origin,X-CSRF-Token'];

let service: TestService;
let operations: Operation[];

beforeAll(async () => {
  service = await startService();
  operations = await operationsOf(service);
});
afterAll(() => service.stop());

/** Sends all requests, and gives what of the statements that they led to carries a payload in its text. */
async function tainted(work: () => Promise<void>): Promise<string[]> {
  const statements = await recordedDuring(work);
  expect(statements.length).toBeGreaterThan(0);
  return statements.map(({ text }) => text).filter((text) => text.includes(MARK) || /pg_sleep/i.test(text));
}

const isBreakdown = (status: number): boolean => status >= 500;

describe('no input becomes a part of a statement', () => {
  it.each(['path', 'query', 'header'] as const)(
    'treats any %s of any route as data and changes nothing',
    async (place) => {
      const slots = operations.flatMap((operation) => [
        ...operation.parameters
          .filter((one) => one.in === place && !HEADERS.join().includes(one.name))
          .map(({ name }) => ({ operation, name })),
        ...(place === 'header' ? HEADERS.map((name) => ({ operation, name })) : []),
        ...(place === 'query' ? ['sort', 'order', 'fields', 'filter'] : []).map((name) => ({
          operation,
          name,
        })),
      ]);
      expect(slots.length).toBeGreaterThan(30);
      const before = await fingerprint(service);
      const found = await tainted(() =>
        onAll([...slots.entries()], async ([at, { operation, name }]) => {
          for (const payload of part(PAYLOADS, at)) {
            const address = addressOf(operation, place === 'path' ? { [name]: payload } : {});
            const query =
              place === 'query'
                ? `?${requiredOf(operation, name)}${name}=${encodeURIComponent(payload)}`
                : '';
            const request = asked(service, operation, address + query);
            // What Node will not send as a header, nobody else can send as one either.
            if (place === 'header' && /[^\t\x20-\x7e]/.test(payload)) continue;
            if (place === 'header') for (const one of name.split(',')) void request.set(one, payload);
            const answer = await request;
            // Several exports at a time are too many, whatever they ask for.
            const status = answer.body?.type === '/problems/too-busy' ? 429 : answer.status;
            expect([operation.method, operation.path, name, payload, status, isBreakdown(status)]).toEqual([
              operation.method,
              operation.path,
              name,
              payload,
              status,
              false,
            ]);
          }
        }),
      );
      expect(found).toEqual([]);
      expect(await fingerprint(service)).toEqual(before);
    },
  );

  it('stores any text of any body unchanged and alters nothing else', async () => {
    const schema = await dumpSchema(service.database.source);
    // The requests go to another plan: these stay as they are. So does who may do what.
    const others = async (): Promise<unknown> => [
      (await service.http().get('/api/v1/plans/csto-2024-kazakhstan/scorecard')).body,
      (await service.http().get('/api/v1/plans/csto-2025-kyrgyzstan/objectives?limit=200')).body,
      await service.database.source.query('SELECT id, name, role, revoked_at FROM api_token ORDER BY id'),
    ];
    const before = await others();
    const history = (await service.http().get(`${BELARUS}/objectives/EXT-09/assessments`)).body.items;
    const writes = operations.filter(({ path, body }) => body !== undefined && !path.includes('/tokens'));
    let places = 0;
    let sent = 0;
    const found = await tainted(() =>
      onAll(writes, async (operation) => {
        const sample = fullSampleOf(operation.body!) as Json;
        for (const at of textsIn(sample)) {
          for (const payload of part(PAYLOADS, places++)) {
            sent += 1;
            const answer = await asked(service, operation, addressOf(operation))
              .set('If-Match', '"1"')
              .send(withText(sample, at, payload));
            expect([operation.path, at, payload, isBreakdown(answer.status)]).toEqual([
              operation.path,
              at,
              payload,
              false,
            ]);
          }
        }
      }),
    );
    expect(sent).toBeGreaterThan(10 * PAYLOADS.length);
    expect(found).toEqual([]);
    expect(await others()).toEqual(before);
    const after = (await service.http().get(`${BELARUS}/objectives/EXT-09/assessments?limit=200`)).body.items;
    expect(after).toEqual(expect.arrayContaining(history));
    expect(await dumpSchema(service.database.source)).toEqual(schema);
  });

  it('stores a hostile title to the letter', async () => {
    const storable = PAYLOADS.filter((payload) => !payload.includes('\u0000'));
    for (const [at, title] of storable.entries()) {
      const made = await service
        .http()
        .post('/api/v1/sources')
        .send({ slug: `payload-${at}`, title });
      expect([made.status, made.body.title]).toEqual([201, title]);
      const found = await service
        .http()
        .get(`/api/v1/search?kind=source&q=${encodeURIComponent(title.slice(0, 200))}`);
      expect([title, isBreakdown(found.status)]).toEqual([title, false]);
    }
  });
});

describe('a cursor that was made by hand', () => {
  const hostile: unknown[] = [
    [`${MARK}' OR 1=1 --`],
    [`${MARK}'; DROP TABLE plan; --`, 1],
    [1, `${MARK}'`],
    [`${MARK}`, `${MARK}'`],
    [1, `${MARK}'`, `${MARK}' --`],
    ['2023-01-01', `${MARK}' --`],
    ['2023-01-01T00:00:00.000Z', `${MARK}' --`],
    [2 ** 31],
    [-1e308],
    [null],
    [[1]],
    [{ toString: 1 }],
    { length: 1, 0: MARK },
    '\u0000',
    MARK.repeat(300),
  ];

  it('refuses a handmade cursor on every list', async () => {
    const lists = operations.filter(({ parameters }) => parameters.some(({ name }) => name === 'cursor'));
    expect(lists.length).toBeGreaterThan(8);
    const before = await fingerprint(service);
    const found = await tainted(() =>
      onAll(lists, async (operation) => {
        for (const value of hostile) {
          const cursor = Buffer.from(JSON.stringify(value)).toString('base64url');
          const query = `${requiredOf(operation, 'cursor')}cursor=${cursor}`;
          const answer = await asked(service, operation, `${addressOf(operation)}?${query}`);
          expect([operation.path, value, isBreakdown(answer.status)]).toEqual([operation.path, value, false]);
        }
      }),
    );
    expect(found).toEqual([]);
    expect(await fingerprint(service)).toEqual(before);
  });
});

/** The other parameters that a query cannot do without. */
function requiredOf({ parameters }: Operation, name: string): string {
  return parameters
    .filter((one) => one.in === 'query' && one.required && one.name !== name)
    .map((one) => `${one.name}=${encodeURIComponent(String(sampleOf(one.schema)))}&`)
    .join('');
}

/** A value with all that an object may have. */
function fullSampleOf(shape: Shape): unknown {
  if (shape.properties) {
    const inner = Object.entries(shape.properties);
    return Object.fromEntries(inner.map(([name, one]) => [name, fullSampleOf(one)]));
  }
  return shape.items ? [fullSampleOf(shape.items)] : sampleOf(shape);
}

function textsIn(value: unknown, at: (string | number)[] = []): (string | number)[][] {
  if (typeof value === 'string') return [at];
  if (Array.isArray(value)) return value.flatMap((inner, index) => textsIn(inner, [...at, index]));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => textsIn(inner, [...at, name]));
}

function withText(sample: Json, at: readonly (string | number)[], text: string): Json {
  const copy = structuredClone(sample);
  const last = at.at(-1)!;
  const place = at.slice(0, -1).reduce((inner: Json, step) => inner[step], copy);
  place[last] = text;
  return copy;
}
