import { describe, expect, it } from '@jest/globals';
import { type ChainLink, chainOf } from '../../../src/comparison/chain.js';

describe('a chain of presidencies', () => {
  const chained = (id: number, objectives: number) => ({
    ...{ id, slug: `p${id}`, title: `p${id}`, holder: 'N', objectives },
    ...{ termStart: `203${id}-01-01`, termEnd: `203${id}-12-31` },
  });
  const joined = (fromPlan: number, from: number, toPlan: number, to: number): ChainLink => ({
    ...{ fromPlan, from, toPlan, to },
    relation: 'closeMatch',
  });

  it('compares each plan with the next, and counts through how many an objective reaches', () => {
    const links = [joined(1, 1, 2, 1), joined(2, 1, 3, 1), joined(1, 2, 2, 1), joined(1, 3, 3, 2)];
    const decisions = [
      { fromPlan: 1, toPlan: 2, side: 'from', objective: 4, standing: 'completed' },
      { fromPlan: 2, toPlan: 3, side: 'to', objective: 3, standing: 'notAssessed' },
    ] as const;
    const chain = [chained(1, 4), chained(2, 2), chained(3, 3), chained(4, 5)];
    const { steps, reach, plans } = chainOf(chain, links, decisions);
    expect(plans.map(({ slug }) => slug)).toEqual(['p1', 'p2', 'p3', 'p4']);
    expect(steps).toMatchObject([
      {
        compared: 'partly',
        totals: {
          from: 4,
          carriedOn: 2,
          notContinued: { all: 1, completed: 1 },
          undecided: 1,
          undecidedLater: 1,
        },
      },
      { compared: 'partly', totals: { from: 2, carriedOn: 1, undecided: 1, new: 1, undecidedLater: 1 } },
      { compared: 'not' },
    ]);
    expect(steps[2]!.totals).toEqual({ from: 3, to: 5 });
    expect(reach).toEqual([
      { presidencies: 1, threads: 8, objectives: 8 },
      { presidencies: 2, threads: 1, objectives: 2 },
      { presidencies: 3, threads: 1, objectives: 4 },
    ]);
  });

  it('of one plan, or of none, has no steps', () => {
    expect(chainOf([chained(1, 2)], [])).toMatchObject({
      steps: [],
      reach: [{ presidencies: 1, objectives: 2 }],
    });
    expect(chainOf([], [])).toEqual({ plans: [], steps: [], reach: [] });
  });
});
