import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startService, type TestService } from '../../support/service.js';

let service: TestService;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

async function metrics(): Promise<string> {
  return (await service.http().get('/metrics').expect(200)).text;
}

/** How many requests were counted under these labels; undefined for none. */
function counted(text: string, route: string, method: string, status: string): number | undefined {
  const line = `http_request_duration_seconds_count{route="${route}",method="${method}",status="${status}"} `;
  const found = text.split('\n').find((each) => each.startsWith(line));
  return found === undefined ? undefined : Number(found.slice(line.length));
}

describe('what is measured', () => {
  it('exposes metrics in Prometheus text format with type and help', async () => {
    const { headers, text } = await service.http().get('/metrics').expect(200);
    expect(headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(headers['cache-control']).toBe('no-store');
    const lines = text
      .trimEnd()
      .split('\n')
      .filter((line) => line !== '');
    for (const line of lines)
      expect(line).toMatch(/^(# (HELP|TYPE) \w+ .+|\w+(\{.*\})? (-?[\d.e+-]+|NaN|\+Inf))$/);
    const types = lines.filter((line) => line.startsWith('# TYPE')).map((line) => line.split(' ').slice(2));
    expect(types).toEqual(
      expect.arrayContaining([
        ['http_request_duration_seconds', 'histogram'],
        ['database_pool_connections', 'gauge'],
        ['nodejs_eventloop_lag_seconds', 'gauge'],
        ['process_resident_memory_bytes', 'gauge'],
      ]),
    );
  });

  it('counts requests by route pattern', async () => {
    const route = '/api/v1/plans/:plan/scorecard';
    const before = await metrics();
    await service.http().get('/api/v1/plans/csto-2023-belarus/scorecard?asOf=2023-12-31').expect(200);
    await service.http().get('/api/v1/plans/csto-2024-kazakhstan/scorecard').expect(200);
    await service.http().get('/api/v1/plans/nobody-knows-me/scorecard').expect(404);
    await service.http().get('/no-such-page/secret-in-an-address').expect(404);
    await service.as(undefined).get('/api/v1/audit').expect(401);
    const after = await metrics();
    const grown = (...labels: [string, string, string]): number =>
      (counted(after, ...labels) ?? 0) - (counted(before, ...labels) ?? 0);
    expect(grown(route, 'GET', '2xx')).toBe(2);
    expect(grown(route, 'GET', '4xx')).toBe(1);
    expect(grown('none', 'GET', '4xx')).toBe(1);
    expect(grown('/api/v1/audit', 'GET', '4xx')).toBe(1);
    expect(after).not.toMatch(/nobody-knows-me|secret-in-an-address|csto-2023/);
  });

  it('reports open and idle database connections', async () => {
    const found = Object.fromEntries(
      [...(await metrics()).matchAll(/^database_pool_connections\{state="(\w+)"\} (\d+)$/gm)].map(
        ([, state, number]) => [state, Number(number)],
      ),
    );
    expect(Object.keys(found).sort()).toEqual(['idle', 'total', 'waiting']);
    expect(found.total).toBeGreaterThan(0);
    expect(found.idle).toBeLessThanOrEqual(found.total);
    expect(found.waiting).toBe(0);
  });

  it('shows metrics to administrators only', async () => {
    await service.as(undefined).get('/metrics').expect(401);
    await service.as(undefined).get('/metrics').set('X-Forwarded-For', '127.0.0.1').expect(401);
    await service
      .as(await service.token('editor'))
      .get('/metrics')
      .expect(403);
    const { paths } = (await service.http().get('/api/openapi.json').expect(200)).body;
    expect(paths['/metrics'].get['x-role']).toBe('admin');
  });
});
