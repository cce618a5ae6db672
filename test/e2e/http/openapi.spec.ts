import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startService, type TestService } from '../../support/service.js';

describe('the OpenAPI document', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startService({ seed: false });
  });
  afterAll(() => service.stop());

  it('describes every route and its parameters in OpenAPI 3.1', async () => {
    const document = (await service.http().get('/api/openapi.json').expect(200)).body;
    expect(document.openapi).toMatch(/^3\.1\./);
    const routes = Object.entries(document.paths as Record<string, object>).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace('/api/v1', '')}`),
    );
    const objective = '/plans/{plan}/objectives/{code}';
    expect(routes).toEqual(
      expect.arrayContaining([
        'GET /plans',
        'POST /plans',
        'GET /plans/{plan}',
        'PATCH /plans/{plan}',
        'GET /plans/{plan}/areas',
        'POST /plans/{plan}/areas',
        'GET /plans/{plan}/areas/{area}',
        'PATCH /plans/{plan}/areas/{area}',
        'GET /plans/{plan}/objectives',
        'POST /plans/{plan}/objectives',
        `GET ${objective}`,
        `PATCH ${objective}`,
        `GET ${objective}/assessments`,
        `POST ${objective}/assessments`,
        'POST /plans/{plan}/assessments',
        `GET ${objective}/assessments/{id}`,
        `POST ${objective}/assessments/{id}/evidence/{position}/reading`,
        `POST ${objective}/assessments/{id}/retraction`,
        'GET /plans/{plan}/scorecard',
        'GET /plans/{plan}/timeline',
        'GET /scorecards',
        `GET ${objective}/thread`,
        'GET /comparisons',
        'GET /comparisons/{from}/{to}',
        'GET /comparisons/{from}/{to}/suggestions',
        'GET /comparisons/{from}/{to}/links',
        'POST /comparisons/{from}/{to}/links',
        'GET /comparisons/{from}/{to}/links/{id}',
        'PATCH /comparisons/{from}/{to}/links/{id}',
        'GET /comparisons/{from}/{to}/links/{id}/history',
        'GET /scales',
        'POST /scales',
        'GET /scales/{scale}',
        'GET /sources',
        'POST /sources',
        'GET /sources/{source}',
        'GET /sources/{source}/passages',
        'POST /sources/{source}/passages',
        'GET /passages/{id}',
        'GET /health/live',
        'GET /health/ready',
        'GET /metrics',
      ]),
    );
    const input = document.components.schemas.AssessmentInput;
    expect(input.required.toSorted()).toEqual(['effectiveOn', 'rationale', 'status']);
    const parameters = document.paths['/api/v1/plans/{plan}/scorecard'].get.parameters;
    expect(parameters.map(({ name }: { name: string }) => name).toSorted()).toEqual([
      'appendix',
      'asOf',
      'assessor',
      'bom',
      'chart',
      'digestVersion',
      'knownAt',
      'lang',
      'plan',
      'scale',
      'since',
    ]);
    const described = Object.values(document.paths as Record<string, object>).flatMap((methods) =>
      Object.values(methods),
    );
    expect(described.every((route: { summary?: unknown }) => typeof route.summary === 'string')).toBe(true);
  });
});
