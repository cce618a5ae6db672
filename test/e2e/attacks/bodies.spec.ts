import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fingerprint, type Json } from '../../support/api.js';
import { addressOf, asked, onAll, type Operation, operationsOf, sampleOf } from '../../support/operations.js';
import { startService, type TestService } from '../../support/service.js';

let service: TestService;
let withBodies: Operation[];

beforeAll(async () => {
  service = await startService();
  withBodies = (await operationsOf(service)).filter(({ body }) => body !== undefined);
});
afterAll(() => service.stop());

const send = (operation: Operation, body: string) =>
  asked(service, operation, addressOf(operation))
    .set('If-Match', '"1"')
    .set('Content-Type', 'application/json')
    .send(body);

/** The places in a sample where members could be added: the body itself and each object in it, as JSON Pointers. */
function objectsIn(value: unknown, at = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((inner, index) => objectsIn(inner, `${at}/${index}`));
  if (typeof value !== 'object' || value === null) return [];
  return [at, ...Object.entries(value).flatMap(([name, inner]) => objectsIn(inner, `${at}/${name}`))];
}

function withMember(sample: unknown, at: string, name: string, value: unknown): Json {
  const copy = structuredClone(sample) as Json;
  const place = at
    .split('/')
    .slice(1)
    .reduce((inner: Json, step) => inner[step], copy);
  place[name] = value;
  return copy;
}

describe('what a client may not decide', () => {
  const MEMBERS = {
    id: '00000000-0000-7000-8000-000000000001',
    version: 7,
    revision: 7,
    recordedBy: 'somebody else',
    recordedAt: '2020-01-01T00:00:00Z',
    createdBy: 'somebody else',
    createdAt: '2020-01-01T00:00:00Z',
    revokedAt: null,
    secret: 'psc_mine',
    planId: 1,
    plan_id: 1,
    organizationId: 1,
    anchor: 'verified',
    textSha256: '0'.repeat(64),
    isAdmin: true,
  };

  it('refuses unknown properties by name in every object of every body on every route', async () => {
    const before = await fingerprint(service);
    let places = 0;
    await onAll(withBodies, async (operation) => {
      const sample = sampleOf(operation.body!);
      for (const at of objectsIn(sample)) {
        for (const [name, value] of Object.entries(MEMBERS)) {
          // Each item of many assessments names the version that was read: there the name is known.
          if (name === 'version' && /^\/items\/\d+$/.test(at)) continue;
          places += 1;
          const answer = await send(operation, JSON.stringify(withMember(sample, at, name, value)));
          const errors = (answer.body.errors ?? []).map(({ pointer }: Json) => pointer);
          expect([operation.method, operation.path, answer.status, errors]).toEqual([
            operation.method,
            operation.path,
            422,
            [`${at}/${name}`],
          ]);
        }
      }
    });
    expect(withBodies.length).toBeGreaterThan(12);
    expect(places).toBeGreaterThan(15 * Object.keys(MEMBERS).length);
    expect(await fingerprint(service)).toEqual(before);
  });

  it('refuses access to object prototypes at any depth', async () => {
    const before = await fingerprint(service);
    await onAll(withBodies, async (operation) => {
      const sample = sampleOf(operation.body!);
      for (const at of objectsIn(sample)) {
        const marked = JSON.stringify(withMember(sample, at, 'MARK', { polluted: 1, isAdmin: true }));
        for (const name of ['__proto__', '\\u005f_proto__']) {
          const answer = await send(operation, marked.replace('MARK', name));
          expect([operation.path, answer.status, answer.body.type]).toEqual([
            operation.path,
            400,
            '/problems/malformed-json',
          ]);
        }
        const deeper = JSON.stringify(
          withMember(sample, at, 'constructor', { prototype: { polluted: 1, isAdmin: true } }),
        );
        expect((await send(operation, deeper)).status).toBe(400);
        for (const name of ['constructor', 'prototype', 'toString', 'hasOwnProperty', '__defineGetter__']) {
          const answer = await send(operation, JSON.stringify(withMember(sample, at, name, { polluted: 1 })));
          expect([operation.path, name, answer.status]).toEqual([operation.path, name, 422]);
        }
      }
    });
    expect(({} as Json).polluted).toBeUndefined();
    expect(await fingerprint(service)).toEqual(before);
  });

  it.each(['__proto__[polluted]=1', '__proto__.polluted=1', 'constructor[prototype][polluted]=1'])(
    'refuses prototype access through queries and forms: %s',
    async (query) => {
      const lists = (await operationsOf(service)).filter(
        ({ method, parameters }) => method === 'get' && parameters.some((one) => one.in === 'query'),
      );
      expect(lists.length).toBeGreaterThan(8);
      for (const operation of lists) {
        const answer = await asked(service, operation, `${addressOf(operation)}?${query}`);
        expect([operation.path, answer.status]).toEqual([operation.path, 400]);
      }
      const form = service.as(undefined).post('/sign-out').type('form');
      expect((await form.send(`${query}&__proto__=1&everywhere=yes`)).status).toBe(200);
      expect(({} as Json).polluted).toBeUndefined();
    },
  );
});

describe('a body made to keep the service busy', () => {
  const list = (member: string, entries: number): string =>
    `[${Array(Math.floor(entries)).fill(member).join(',')}]`;
  const MIB = 1024 * 1024;

  it.each<[string, string]>([
    ['a list of a third of a million objects', `{"areas":${list('{}', MIB / 3 - 100)}}`],
    ['as many numbers for texts', `{"authors":${list('1', MIB / 2 - 100)},"areas":[],"evidence":[]}`],
    ['ninety thousand members', `{${Array.from({ length: 90_000 }, (_, n) => `"k${n}":1`).join(',')}}`],
    ['lists in lists, each wide', `{"areas":${list(list(list('{}', 30), 30), 100)}}`],
  ])('refuses an oversized body before checking it: %s', async (_what, body) => {
    const before = await fingerprint(service);
    for (const operation of withBodies) {
      const answer = await send(operation, body);
      expect([operation.path, answer.status]).toEqual([operation.path, 422]);
      const most = operation.path.endsWith('{plan}/assessments') ? 15_000 : 5000;
      expect(answer.body.errors).toEqual([
        { pointer: '', message: `The request body has more than ${most} values; send fewer` },
      ]);
    }
    expect(await fingerprint(service)).toEqual(before);
  });

  it('answers briefly however many faults a body has', async () => {
    const wrong = `{${Array.from({ length: 4000 }, (_, n) => `"unknown member ${n}":1`).join(',')}}`;
    for (const operation of withBodies) {
      const answer = await send(operation, wrong);
      expect([operation.path, answer.status, answer.body.errors.length]).toEqual([operation.path, 422, 100]);
      expect(answer.body.detail).toMatch(/\(and (39|40)\d\d more\)$/);
    }
  });

  it.each<[string, string, number, string]>([
    [
      'lists in lists, half a million deep, closed',
      `{"a":${'['.repeat(500_000)}${']'.repeat(500_000)}}`,
      422,
      '',
    ],
    ['the same, left open', '['.repeat(1_000_000), 400, 'nested too deeply'],
    ['objects in objects, left open', '{"a":'.repeat(200_000), 400, 'nested too deeply'],
    ['a text of a million characters', JSON.stringify({ slug: 'a-'.repeat(500_000) }), 422, ''],
    ['a name of a million characters', `{"${'a'.repeat(1_000_000)}":1}`, 422, ''],
    [
      'an address of a million characters with a space',
      `{"url":"http://${'a'.repeat(1_000_000)} "}`,
      422,
      '',
    ],
  ])('refuses a deep or long body: %s', async (_what, body, status, words) => {
    for (const operation of withBodies) {
      const answer = await send(operation, body);
      expect([operation.path, answer.status]).toEqual([operation.path, status]);
      expect(answer.body.detail).toContain(words);
    }
    await service.http().get('/health/ready').expect(200);
  });

  it('checks and stores the last of duplicate properties alike', async () => {
    const twice = '{"slug":"said-first","slug":"said-last","title":"First","title":"Last"}';
    const answer = await service
      .http()
      .post('/api/v1/sources')
      .set('Content-Type', 'application/json')
      .send(twice);
    expect(answer.body).toMatchObject({ slug: 'said-last', title: 'Last' });
    await service.http().get('/api/v1/sources/said-first').expect(404);
    const sly = '{"slug":"sly","title":"x","url":"https://good.example","url":"javascript:alert(1)"}';
    const refused = await service
      .http()
      .post('/api/v1/sources')
      .set('Content-Type', 'application/json')
      .send(sly);
    expect(refused.status).toBe(422);
  });
});
