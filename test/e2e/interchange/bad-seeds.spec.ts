import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { describeFault, type SeedFault, Seeds } from '../../../src/interchange/seeds.js';
import type { Json } from '../../support/api.js';
import { startService, type TestService } from '../../support/service.js';
import { PROJECT } from '../../support/processes/built-program.js';

const GOOD = 'csto-2024-kazakhstan.json';

describe('files in seeds/ that cannot be loaded', () => {
  let service: TestService;
  let folder: string;
  beforeAll(async () => {
    service = await startService({ seed: false });
    folder = mkdtempSync(join(tmpdir(), 'scorecard-seeds-'));
    cpSync(join(PROJECT, 'seeds', GOOD), join(folder, GOOD));
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await service.stop();
  });

  /** The good file, with something else in it. */
  function altered(name: string, change: (dataset: Json) => void): void {
    const dataset = JSON.parse(readFileSync(join(folder, GOOD), 'utf8'));
    dataset.plan.slug = name.replace('.json', '');
    change(dataset);
    writeFileSync(join(folder, name), JSON.stringify(dataset));
  }

  it('are told with every fault, keep no other file back and leave nothing', async () => {
    writeFileSync(join(folder, 'a-broken.json'), '{"format": ');
    writeFileSync(join(folder, 'b-empty.json'), '');
    altered('c-faults.json', (dataset) => {
      dataset.plan.title = '';
      dataset.plan.termStart = '2024-13-01';
    });
    altered('d-scale.json', (dataset) => {
      dataset.plan.scale = 'no-such-scale';
    });
    const faults: SeedFault[] = [];
    const loaded = await service.app.get(Seeds).loadPlans((fault) => void faults.push(fault), folder);
    expect(loaded).toEqual(['csto-2024-kazakhstan']);
    const causes = Object.fromEntries(faults.map((fault) => [fault.file, fault.causes.join('; ')]));
    expect(causes['a-broken.json']).toMatch(/JSON/);
    expect(causes['b-empty.json']).toMatch(/JSON/);
    expect(causes['c-faults.json']).toMatch(
      /\/plan\/title: .+\/plan\/termStart: |\/plan\/termStart: .+\/plan\/title: /,
    );
    expect(causes['d-scale.json']).toContain('no-such-scale');
    const { body } = await service.http().get('/api/v1/plans').expect(200);
    expect(body.items.map(({ slug }: Json) => slug)).toEqual(['csto-2024-kazakhstan']);
    const told = describeFault(faults.find(({ file }) => file === 'c-faults.json')!);
    expect(told).toMatch(/^seeds\/c-faults\.json was passed over; nothing of it was loaded:\n {2}\/plan\//);
  });

  it('end the loading where nobody is told of them', async () => {
    await expect(service.app.get(Seeds).loadPlans(undefined, folder)).rejects.toThrow(
      'seeds/a-broken.json: ',
    );
  });

  it('tells at most ten faults of a file, and how many more there are', () => {
    const causes = Array.from({ length: 12 }, (_, n) => `/areas/${n}: is wrong`);
    expect(describeFault({ file: 'x.json', causes }).split('\n')).toHaveLength(12);
    expect(describeFault({ file: 'x.json', causes })).toMatch(/and 2 more$/);
  });
});
