import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type ChainLink, chainOf } from '../../../src/comparison/chain.js';
import {
  compare,
  type Comparison,
  FATES,
  fateOf,
  type LinkFact,
  type PlanFacts,
} from '../../../src/comparison/compare.js';
import { LINK_STATES, RELATIONS } from '../../../src/comparison/objective-link.entity.js';

const AREAS = ['a', 'b'];

/** A plan of so many objectives, in two areas by turns; every third is not done, every fourth not firmly proven. */
function plan(slug: string, size: number, scale = 'completion'): PlanFacts {
  const objectives = Array.from({ length: size }, (_, id) => ({
    id,
    code: `${slug}-${id}`,
    title: `Objective ${id} of ${slug}`,
    area: AREAS[id % 2]!,
    strength: id % 3 === 0 ? null : id % 4 === 0 ? ('qualified' as const) : ('firm' as const),
  }));
  const counts = (of: typeof objectives) => ({
    objectives: of.length,
    assessed: of.length,
    complete: of.filter(({ strength }) => strength !== null).length,
    percentComplete: null,
    credit: 0,
    percentCredit: null,
    byLevel: {},
    evidence: { firm: 0, qualified: 0, contested: 0, unsupported: 0 },
  });
  return {
    scale,
    objectives,
    scorecard: {
      plan: { slug, title: slug, holder: 'Nobody', termStart: '2030-01-01', termEnd: '2030-12-31' },
      assessor: { slug: 'chair', kind: 'self_reported' },
      asOf: '2030-12-31',
      language: 'en',
      scale: { slug: scale, name: scale, levels: [] },
      knownAt: `2030-12-31T00:00:00.00${slug.length}Z`,
      total: counts(objectives),
      areas: AREAS.map((code) => ({
        code,
        name: code,
        ...counts(objectives.filter(({ area }) => area === code)),
      })),
      notComplete: objectives
        .filter(({ strength }) => strength === null)
        .map(({ code, title }) => ({ code, title, level: 'not_done', cause: null, evidence: [] })),
    } as unknown as PlanFacts['scorecard'],
  };
}

const link = (from: number, to: number, more: Partial<LinkFact> = {}): LinkFact => ({
  from,
  to,
  relation: 'closeMatch',
  state: 'confirmed',
  rationale: 'So it is.',
  ...more,
});

/** What a person would do with pencil and paper: look at each objective by itself. */
function plainly(from: PlanFacts, to: PlanFacts, links: readonly LinkFact[]): Record<string, number> {
  const counts: Record<string, number> = { from: from.objectives.length, to: to.objectives.length };
  for (const name of ['carriedOn', 'widened', 'narrowed', 'related', 'dropped', 'new']) counts[name] = 0;
  for (const { id } of from.objectives) {
    const has = (...relations: string[]): boolean =>
      links.some((l) => l.from === id && l.state === 'confirmed' && relations.includes(l.relation));
    if (has('exactMatch', 'closeMatch')) counts.carriedOn!++;
    else if (has('broadMatch')) counts.widened!++;
    else if (has('narrowMatch')) counts.narrowed!++;
    else if (has('relatedMatch')) counts.related!++;
    else counts.dropped!++;
  }
  for (const { id } of to.objectives)
    if (!links.some((l) => l.to === id && l.state === 'confirmed')) counts.new!++;
  return counts;
}

const cases = fc
  .record({ from: fc.integer({ min: 0, max: 9 }), to: fc.integer({ min: 0, max: 9 }) })
  .chain(({ from, to }) => {
    const one =
      from === 0 || to === 0
        ? fc.constant([])
        : fc.uniqueArray(
            fc.record({
              from: fc.nat(from - 1),
              to: fc.nat(to - 1),
              relation: fc.constantFrom(...RELATIONS),
              state: fc.constantFrom(...LINK_STATES.filter((state) => state !== 'rejected')),
              rationale: fc.constant('So it is.'),
            }),
            { selector: (l) => `${l.from} ${l.to}`, maxLength: 30 },
          );
    return fc.record({
      from: fc.constant(plan('old', from)),
      to: fc.constant(plan('newer', to)),
      links: one,
    });
  });

const sum = (flows: Comparison['flows'], of: (flow: Comparison['flows'][number]) => boolean): number =>
  flows.filter(of).reduce((all, { objectives }) => all + objectives, 0);

describe('a comparison', () => {
  it('counts each objective once, as one would by hand', () => {
    fc.assert(
      fc.property(cases, ({ from, to, links }) => {
        const { totals } = compare(from, to, links);
        expect(totals).toEqual(plainly(from, to, links));
        expect(FATES.reduce((all, fate) => all + totals[fate], 0)).toBe(totals.from);
      }),
    );
  });

  it('adds up: flows to areas and totals, lists to counts, linked areas to what is not dropped', () => {
    fc.assert(
      fc.property(cases, ({ from, to, links }) => {
        const { totals, flows, areas, dropped, new: added, rows } = compare(from, to, links);
        expect(dropped).toHaveLength(totals.dropped);
        expect(added).toHaveLength(totals.new);
        expect(rows).toHaveLength(links.length);
        expect(sum(flows, (flow) => flow.from !== null)).toBe(totals.from);
        expect(sum(flows, (flow) => flow.to === null)).toBe(totals.dropped);
        expect(sum(flows, (flow) => flow.from === null)).toBe(totals.new);
        for (const { plan: slug, code, objectives, linked } of areas) {
          const isEarlier = slug === 'old';
          if (isEarlier) expect(sum(flows, (flow) => flow.from === code)).toBe(objectives);
          const open = (isEarlier ? dropped : added).filter(({ area }) => area === code).length;
          expect(linked).toBe(objectives - open);
        }
        for (const { objectives, fates, from: source, to: target } of flows) {
          const told = Object.values(fates).reduce((all, count) => all + count, 0);
          expect(told).toBe(source === null || target === null ? 0 : objectives);
        }
      }),
    );
  });

  it('does not depend on the order in which links are read', () => {
    fc.assert(
      fc.property(cases, ({ from, to, links }) => {
        expect(compare(from, to, links.toReversed())).toEqual(compare(from, to, links));
      }),
    );
  });

  it('takes the strongest of several links, and lists them the strongest first', () => {
    expect(fateOf(['relatedMatch', 'broadMatch', 'narrowMatch'])).toBe('widened');
    expect(fateOf([])).toBe('dropped');
    const links = [link(0, 0, { relation: 'relatedMatch' }), link(0, 1, { relation: 'exactMatch' })];
    const { unfinished, flows } = compare(plan('old', 1), plan('newer', 2), links);
    expect(unfinished).toMatchObject([
      { code: 'old-0', fate: 'carriedOn', takenUpBy: [{ code: 'newer-1' }, { code: 'newer-0' }] },
    ]);
    expect(flows).toEqual([{ from: 'a', to: 'b', objectives: 1, fates: { carriedOn: 1 } }]);
  });

  it('shows what was unfinished or not firmly proven, also where nothing takes it up', () => {
    const { unfinished, notFirm } = compare(plan('old', 5), plan('newer', 1), [link(4, 0)]);
    expect(unfinished.map(({ code, fate, takenUpBy }) => [code, fate, takenUpBy.length])).toEqual([
      ['old-0', 'dropped', 0],
      ['old-3', 'dropped', 0],
    ]);
    expect(notFirm).toMatchObject([{ code: 'old-4', strength: 'qualified', fate: 'carriedOn' }]);
  });

  it('shows a suggested link and does not count it, and leaves out one whose objective was not known then', () => {
    const links = [link(0, 0, { state: 'suggested' }), link(7, 0)];
    const { rows, totals } = compare(plan('old', 1), plan('newer', 1), links);
    expect(rows).toMatchObject([{ from: 'old-0', to: 'newer-0', state: 'suggested' }]);
    expect(totals).toMatchObject({ carriedOn: 0, dropped: 1, new: 1 });
  });

  it('says whether both plans are on one scale, and what was known at the later of the two instants', () => {
    const same = compare(plan('old', 1), plan('newer', 1), []);
    expect([same.sameScale, same.knownAt]).toEqual([true, '2030-12-31T00:00:00.005Z']);
    expect(compare(plan('old', 1), plan('newer', 1, 'other'), []).sameScale).toBe(false);
  });

  it('of plans without objectives is all noughts', () => {
    const { totals, flows, rows } = compare(plan('old', 0), plan('newer', 0), []);
    expect(new Set(Object.values(totals))).toEqual(new Set([0]));
    expect([flows, rows]).toEqual([[], []]);
  });
});

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
    const { steps, reach, plans } = chainOf([chained(1, 4), chained(2, 2), chained(3, 3)], links);
    expect(plans.map(({ slug }) => slug)).toEqual(['p1', 'p2', 'p3']);
    expect(steps).toMatchObject([
      { from: 'p1', to: 'p2', totals: { from: 4, carriedOn: 2, dropped: 2, new: 1 } },
      { from: 'p2', to: 'p3', totals: { from: 2, carriedOn: 1, dropped: 1, new: 2 } },
    ]);
    expect(reach).toEqual([
      { presidencies: 1, threads: 3, objectives: 3 },
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
