import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { includes, type Role, ROLES } from '../../../src/core/roles.js';
import { fingerprint, type Json } from '../../support/api.js';
import { registeredRoutes } from '../../support/routes.js';
import { startService, type TestService } from '../../support/service.js';

interface Route {
  method: string;
  path: string;
  role: string | undefined;
}

/** What each kind of change needs, by the plan's rule: analysts record, editors shape, administrators see to access. */
const EXPECTED: [pattern: RegExp, role: Role][] = [
  [/\/(tokens|people|audit|metrics)(\/|$)/, 'admin'],
  [/^(POST|PATCH|PUT|DELETE) .*\/relocation$/, 'editor'],
  [/^(POST|PATCH) \/api\/v1\/(plans|scales)(\/\{plan\}(\/(areas|objectives)(\/\{\w+\})?)?)?$/, 'editor'],
  [/^POST .*\/claims(\/\{id\}\/retraction)?$/, 'editor'],
  [/^(POST|PUT|PATCH) .*\/(assessments|retraction|reading|sources|\{source\}|text|passages)$/, 'analyst'],
];

/** An address with something plausible in each of its places. */
function filled(path: string): string {
  return path
    .replace('{plan}', 'csto-2023-belarus')
    .replace('{code}', 'INT-01')
    .replace('{area}', 'internal')
    .replace('{source}', 'ciss-2023-12-04')
    .replace('{scale}', 'completion')
    .replace(/\{(id|other)\}/g, '00000000-0000-7000-8000-000000000000')
    .replace(/\{from\}/, 'csto-2023-belarus')
    .replace(/\{to\}/, 'csto-2024-kazakhstan')
    .replace(/\{\w+\}/g, 'x');
}

describe('who may do what', () => {
  let service: TestService;
  let document: Json;
  let routes: Route[];
  const registered: string[] = [];
  const tokens: Partial<Record<Role, string>> = {};

  beforeAll(async () => {
    service = await startService();
    document = (await service.http().get('/api/openapi.json').expect(200)).body;
    routes = Object.entries<Json>(document.paths).flatMap(([path, methods]) =>
      Object.entries<Json>(methods).map(([method, operation]) => ({
        method: method.toUpperCase(),
        path,
        role: operation['x-role'],
      })),
    );
    registered.push(...registeredRoutes(service).map(({ path }) => path));
    for (const role of ROLES) tokens[role] = await service.token(role);
  });
  afterAll(() => service.stop());

  it('declares a role for every route in the OpenAPI document', () => {
    expect(routes.length).toBeGreaterThan(35);
    expect(routes.filter(({ role }) => !ROLES.includes(role as Role))).toEqual([]);
  });

  it('requires the role that fits each kind of change, and none for public reads', () => {
    for (const { method, path, role } of routes) {
      const rule = EXPECTED.find(([pattern]) => pattern.test(`${method} ${path}`));
      if (rule) expect([method, path, role]).toEqual([method, path, rule[1]]);
      else if (method === 'GET') expect([method, path, role]).toEqual([method, path, 'reader']);
    }
    const changing = routes.filter(({ method, path }) => method !== 'GET' && path !== '/api/v1/session');
    expect(changing.filter(({ role }) => role === 'reader')).toEqual([]);
  });

  it('enforces roles on every route and changes nothing when refused', async () => {
    const before = await fingerprint(service);
    const wrong: unknown[] = [];
    for (const { method, path, role } of routes) {
      for (const held of [undefined, ...ROLES]) {
        const verb = method.toLowerCase() as 'get';
        const token = held === undefined ? undefined : tokens[held];
        const answer = await service.as(token)[verb](filled(path)).set('If-Match', '"999999"').send();
        const isAllowed = includes(held ?? 'reader', role as Role);
        const refusal = held === undefined ? 401 : 403;
        const isRefused = answer.status === 401 || answer.status === 403;
        const isRight = isAllowed ? !isRefused && answer.status < 500 : answer.status === refusal;
        if (!isRight) wrong.push([method, path, role, held, answer.status, answer.body]);
      }
    }
    expect(wrong).toEqual([]);
    expect(await fingerprint(service)).toEqual(before);
  });

  it('tells a refused client which role is required and which they have', async () => {
    const nobody = await service.as(undefined).post('/api/v1/plans').send({}).expect(401);
    expect(nobody.headers['www-authenticate']).toMatch(/^Bearer/);
    expect(nobody.body).toMatchObject({ type: '/problems/sign-in-required', title: 'Sign-in required' });
    expect(nobody.body.detail).toMatch(/role editor.*Authorization: Bearer.*\/sign-in/);
    const analyst = await service.as(tokens.analyst).post('/api/v1/plans').send({}).expect(403);
    expect(analyst.body.detail).toBe(
      'This requires the role editor; yours is analyst. Ask an administrator for it.',
    );
  });

  it('has only pages outside the OpenAPI document, and no page changes anything without a session', () => {
    const known = new Set(routes.map(({ path }) => path.replace(/\{(\w+)\}/g, ':$1')));
    const others = [...new Set(registered)].filter(
      (path) => !known.has(path) && !path.startsWith('/api/docs'),
    );
    expect(others.sort()).toEqual(PAGES);
  });
});

/** Addresses for people, which are not a part of the API. */
const PAGES = [
  '/',
  '/index.csv',
  '/index.json',
  '/account',
  '/account/name',
  '/audit',
  '/audit.csv',
  '/audit.json',
  '/audit/heads.json',
  '/audit/verification',
  '/people',
  '/people.csv',
  '/people.json',
  '/people/:id/sign-out',
  '/import',
  '/problems',
  '/problems.csv',
  '/problems.json',
  '/problems/:kind',
  '/tokens',
  '/tokens.csv',
  '/tokens.json',
  '/tokens/:id/revocation',
  '/assets/:digest/:name',
  '/plans',
  '/compare',
  '/compare.csv',
  '/compare.json',
  '/compare/:from/:to',
  '/compare/:from/:to/decisions',
  '/compare/:from/:to/links',
  '/compare/:from/:to/links/:id',
  '/plans/:plan',
  '/plans/:plan/agreement',
  '/plans/:plan/objectives',
  '/plans/:plan/objectives.csv',
  '/plans/:plan/objectives.json',
  '/search',
  '/search.csv',
  '/search.json',
  '/plans/:plan/objectives/:code',
  '/plans/:plan/objectives/:code/assessments/:id/evidence/:position/reading',
  '/plans/:plan/objectives/:code/assessments/:id/retraction',
  '/sources',
  '/sources.csv',
  '/sources.json',
  '/plans/:plan/objectives/:code/rating',
  '/sources/:source',
  '/sources/:source/text',
  '/api/openapi.json',
  '/sign-in',
  '/sign-in/callback',
  '/sign-in/local',
  '/sign-out',
].sort();
