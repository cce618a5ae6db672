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

  it('is held against the levels of that scale, and its final levels want evidence', () => {
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
