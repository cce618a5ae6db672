import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { projectPath } from '../../../src/config/project.js';
import { validateDataset } from '../../../src/interchange/dataset-schema.js';
import type { Dataset } from '../../../src/interchange/dataset.js';

const russia = JSON.parse(readFileSync(projectPath('seeds/csto-2026-russia.json'), 'utf8')) as Dataset;

describe('a dataset on another scale', () => {
  const stars = {
    slug: 'stars',
    levels: [
      { slug: 'unseen', assessed: false },
      { slug: 'five', final: true },
    ],
  };
  const rated = (status: string): Dataset => {
    const dataset = structuredClone(russia);
    dataset.plan.scale = 'stars';
    const objective = dataset.plan.objectives[0]!;
    objective.assessments = [{ status, effectiveOn: '2026-01-02', rationale: 'So it is.', evidence: [] }];
    return dataset;
  };

  it('checks statuses against its scale and requires evidence for final ones', () => {
    expect(validateDataset(rated('unseen'), [stars])).toEqual([]);
    const pointer = '/plan/objectives/0/assessments/0';
    expect(validateDataset(rated('five'), [stars])).toEqual([
      { pointer: `${pointer}/evidence`, message: expect.stringContaining('at least one') },
    ]);
    expect(validateDataset(rated('implemented'), [stars])).toEqual([
      { pointer: `${pointer}/status`, message: expect.stringContaining('use unseen, five') },
    ]);
  });
});

describe('an assessment of a dataset', () => {
  const place = '/plan/objectives/0/assessments/0';
  const [passage, another] = russia.sources.flatMap(({ slug, passages }) =>
    passages.map(({ key }) => `${slug}#${key}`),
  ) as [string, string];
  const assessed = (more: object): unknown[] => {
    const dataset = structuredClone(russia);
    const assessment = {
      ...{ status: 'implemented', effectiveOn: '2026-06-02', rationale: 'So it is.' },
      evidence: [{ passage, bearing: 'supports' as const }],
    };
    dataset.plan.objectives[0]!.assessments = [{ ...assessment, ...more }];
    return validateDataset(dataset);
  };

  it('of a year typed as 0203 is no event of the plan, unless the file says that the day is meant', () => {
    const day = { effectiveOn: '0203-11-23' };
    expect(assessed(day)).toMatchObject([
      { pointer: `${place}/effectiveOn`, message: expect.stringContaining(russia.plan.termStart) },
    ]);
    expect(assessed({ ...day, outsideTerm: true })).toEqual([]);
    expect(assessed({})).toEqual([]);
  });

  it('does not call complete what its only passage contradicts', () => {
    const contradicts = { passage, bearing: 'contradicts' };
    expect(assessed({ evidence: [contradicts] })).toMatchObject([
      { pointer: `${place}/evidence/0/bearing`, message: expect.stringContaining('contradicts this status') },
    ]);
    expect(assessed({ evidence: [contradicts, { passage: another, bearing: 'qualifies' }] })).toEqual([]);
    expect(assessed({ status: 'not_implemented', evidence: [contradicts] })).toEqual([]);
  });
});
