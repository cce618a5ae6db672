import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Strength } from '../../../../src/assessments/strength.js';
import type { Counts } from '../../../../src/reporting/scorecard/counts.js';
import {
  computeScorecard,
  type CountingLevel,
  percent,
  type Scorecard,
  type ScorecardFacts,
} from '../../../../src/reporting/scorecard/scorecard.js';
import { checkClaim } from '../../../../src/reporting/scorecard/claims.js';

const COMPLETION: CountingLevel[] = [
  { slug: 'not_assessed', credit: null, complete: false, assessed: false, applicable: true },
  { slug: 'in_progress', credit: 0, complete: false, assessed: true, applicable: true },
  { slug: 'implemented', credit: 1, complete: true, assessed: true, applicable: true },
  { slug: 'not_implemented', credit: 0, complete: false, assessed: true, applicable: true },
  { slug: 'not_applicable', credit: null, complete: false, assessed: true, applicable: false },
];

/** The scale (-1, 0, 1) of worse, as before and better, as credits from 0 to 1. */
const TREND: CountingLevel[] = [
  { slug: 'unknown', credit: null, complete: false, assessed: false, applicable: true },
  { slug: 'worse', credit: 0, complete: false, assessed: true, applicable: true },
  { slug: 'same', credit: 0.5, complete: false, assessed: true, applicable: true },
  { slug: 'better', credit: 1, complete: true, assessed: true, applicable: true },
];

function facts(
  groups: [area: string, level: string, strength: Strength | null, objectives: number][],
  levels = COMPLETION,
): ScorecardFacts {
  return {
    plan: {
      slug: 'p',
      title: 'A plan',
      holder: 'Somewhere',
      termStart: '2023-01-01',
      termEnd: '2023-12-31',
      organization: { slug: 'o', name: 'An organization', acronym: null },
    },
    assessor: { slug: 'a', kind: 'independent', name: 'An institute' },
    provenanceNote: null,
    scale: {
      slug: 's',
      name: 'A scale',
      levels: levels.map((level) => ({ ...level, label: level.slug, final: false })),
    },
    areas: [
      { code: 'one', name: 'One' },
      { code: 'two', name: 'Two' },
    ],
    groups: groups.map(([area, level, strength, objectives]) => ({ area, level, strength, objectives })),
    claims: [],
    notComplete: [],
    late: [],
    dissent: [],
    sources: [],
  };
}

function compute(given: ScorecardFacts): Scorecard {
  return computeScorecard(given, { asOf: '2023-12-31', knownAt: '2024-01-01T00:00:00.000Z', language: 'en' });
}

describe('a percentage', () => {
  it.each([
    [32, 34, 94.1],
    [49, 400, 12.3], // 12.25
    [1, 16, 6.3], // 6.25
    [1, 800, 0.1], // 0.125
    [1, 2000, 0.1], // 0.05
    [1, 2001, 0.1], // 0.0 would mean none
    [1, 3000, 0.1],
    [2, 3, 66.7],
    [1999, 2000, 99.9], // 99.95, and 100.0 would mean all
    [2999, 3000, 99.9],
    [0, 5, 0],
    [5, 5, 100],
    [2.5, 3, 83.3],
    [0.3334, 1, 33.3],
  ])('computes %d of %d as %d percent, half away from zero', (part, whole, expected) => {
    expect(percent(part, whole)).toBe(expected);
  });

  it('gives no percentage where nothing is applicable', () => {
    expect(percent(0, 0)).toBeNull();
  });

  it('says 0 for none and 100 for all alone, and is exact for every count and sum of credits', () => {
    const tenThousandths = fc
      .integer({ min: 1, max: 1_000_000 })
      .chain((whole) =>
        fc.record({ whole: fc.constant(whole), part: fc.integer({ min: 0, max: whole * 10_000 }) }),
      );
    fc.assert(
      fc.property(tenThousandths, ({ part, whole }) => {
        const [p, w] = [BigInt(part), BigInt(whole) * 10_000n];
        const tenths = (p * 1000n * 2n + w) / (2n * w);
        const isShare = p > 0n && p < w;
        const expected = isShare ? Math.min(Math.max(Number(tenths) / 10, 0.1), 99.9) : Number(tenths) / 10;
        expect(percent(part / 10_000, whole)).toBe(expected);
      }),
    );
  });
});

describe('the counts', () => {
  it('leaves only objectives that do not apply out of the denominator', () => {
    const { total } = compute(
      facts([
        ['one', 'implemented', 'firm', 3],
        ['one', 'not_applicable', null, 2],
        ['two', 'not_assessed', null, 1],
      ]),
    );
    expect(total).toEqual({
      objectives: 6,
      applicable: 4,
      assessed: 5,
      complete: 3,
      possible: { least: 3, most: 4 },
      percentComplete: null,
      credit: 3,
      percentCredit: null,
      byLevel: { not_assessed: 1, implemented: 3, not_applicable: 2 },
      evidence: { firm: 3, qualified: 0, contested: 0, unsupported: 0, unread: 0 },
    });
  });

  it('give no percentage of a plan that nobody has assessed, but bounds', () => {
    const { total, range } = compute(facts([['one', 'not_assessed', null, 16]]));
    expect(total).toMatchObject({
      percentComplete: null,
      percentCredit: null,
      possible: { least: 0, most: 16 },
    });
    expect([range.strict.percent, range.lenient.percent]).toEqual([null, null]);
  });

  it('take what nobody has assessed for applicable, whatever the scale says of that level', () => {
    const levels = COMPLETION.map((level) => (level.assessed ? level : { ...level, applicable: false }));
    const { total } = compute(facts([['one', 'not_assessed', null, 3]], levels));
    expect(total).toMatchObject({ applicable: 3, possible: { least: 0, most: 3 } });
  });

  it('count a contested objective in the headline and in the lenient reading alike', () => {
    const { total, range } = compute(
      facts([
        ['one', 'implemented', 'firm', 6],
        ['one', 'implemented', 'contested', 3],
      ]),
    );
    expect([range.strict.complete, total.complete, range.lenient.complete]).toEqual([6, 9, 9]);
  });

  it('count as differing what another assessor puts at another level', () => {
    const other = { assessor: { slug: 'b', kind: 'independent' as const, name: 'B' }, level: 'in_progress' };
    const dissent = [{ code: 'X', title: 'X', level: 'implemented', others: [other] }];
    const card = compute({ ...facts([['one', 'implemented', 'firm', 2]]), dissent });
    expect(card).toMatchObject({ differing: 1, dissent });
  });

  it('gives no percentage without applicable objectives', () => {
    const { areas } = compute(facts([['one', 'not_applicable', null, 2]]));
    expect(areas.map(({ percentComplete, percentCredit }) => [percentComplete, percentCredit])).toEqual([
      [null, null],
      [null, null],
    ]);
    expect(areas.map(({ objectives }) => objectives)).toEqual([2, 0]);
  });

  it('gives credit by the scale', () => {
    const { total } = compute(
      facts(
        [
          ['one', 'worse', null, 1],
          ['one', 'same', null, 1],
          ['two', 'better', 'qualified', 1],
        ],
        TREND,
      ),
    );
    expect(total).toMatchObject({ complete: 1, percentComplete: 33.3, credit: 1.5, percentCredit: 50 });
  });

  it('adds up credits without binary rounding errors', () => {
    const tenth = { slug: 'tenth', credit: 0.1, complete: false, assessed: true, applicable: true };
    expect(compute(facts([['one', 'tenth', null, 3]], [tenth])).total).toMatchObject({
      credit: 0.3,
      percentCredit: 10,
    });
  });

  it("lists levels in the scale's order", () => {
    const { total } = compute(
      facts([
        ['one', 'not_implemented', null, 1],
        ['one', 'implemented', 'firm', 1],
        ['two', 'not_assessed', null, 1],
      ]),
    );
    expect(Object.keys(total.byLevel)).toEqual(['not_assessed', 'implemented', 'not_implemented']);
  });

  const anyGroups = fc.array(
    fc.record({
      area: fc.constantFrom('one', 'two'),
      level: fc.constantFrom(...COMPLETION),
      strength: fc.constantFrom<Strength>('firm', 'qualified', 'contested', 'unsupported'),
      objectives: fc.integer({ min: 1, max: 1000 }),
    }),
  );

  it('sums areas, levels and strengths to the total', () => {
    fc.assert(
      fc.property(anyGroups, (groups) => {
        const { total, areas, range } = compute(
          facts(
            groups.map(({ area, level, strength, objectives }) => [
              area,
              level.slug,
              level.complete ? strength : null,
              objectives,
            ]),
          ),
        );
        const sum = (of: (counts: Counts) => number): number =>
          areas.reduce((all, area) => all + of(area), 0);
        for (const figure of ['objectives', 'assessed', 'complete', 'credit'] as const) {
          expect(sum((counts) => counts[figure])).toBe(total[figure]);
        }
        // The headline lies within its own range, whatever the evidence.
        expect(range.strict.complete).toBeLessThanOrEqual(total.complete);
        expect(range.lenient.complete).toBeGreaterThanOrEqual(total.complete);
        expect(range.strict.complete).toBe(total.evidence.firm);
        for (const counts of [total, ...areas]) {
          expect(Object.values(counts.byLevel).reduce((all, n) => all + n, 0)).toBe(counts.objectives);
          expect(Object.values(counts.evidence).reduce((all, n) => all + n, 0)).toBe(counts.complete);
        }
      }),
    );
  });
});

describe('a claim', () => {
  const claim = (complete: number | null, total: number | null) => ({ complete, total, passage: 'words' });

  function records(complete: number, notAssessed: number, objectives = 34): Counts {
    const { total } = compute(
      facts([
        ['one', 'implemented', 'firm', complete],
        ['one', 'not_assessed', null, notAssessed],
        ['two', 'not_implemented', null, objectives - complete - notAssessed],
      ]),
    );
    return total;
  }

  it('matches a claim that the records bear out', () => {
    expect(checkClaim(claim(32, 34), { total: records(32, 0), areas: [], isMapped: false })).toEqual({
      complete: 32,
      total: 34,
      verdict: 'matches',
      passage: 'words',
    });
  });

  it.each([
    [
      'the records give fewer',
      claim(32, 34),
      records(31, 0),
      'The records show 31 of 34; the claim says 32.',
    ],
    ['the records give more', claim(32, 34), records(33, 0), 'The records show 33 of 34; the claim says 32.'],
    [
      'it is about another number of objectives',
      claim(32, 35),
      records(32, 0),
      'The claim is about 35 objectives; the records contain 34.',
    ],
    [
      'what is not assessed cannot make it true any more',
      claim(32, 34),
      records(29, 2),
      'The records show 29 of 34; the claim says 32.',
    ],
    [
      'more is complete than it says, though some is not assessed',
      claim(32, 34),
      records(33, 1),
      'The records show 33 of 34; the claim says 32.',
    ],
  ])('refutes a claim when %s', (_when, made, counts, reason) => {
    expect(checkClaim(made, { total: counts, areas: [], isMapped: false })).toMatchObject({
      verdict: 'differs',
      reason,
    });
  });

  it.each([
    [
      'assessing the rest can make it true',
      claim(32, 34),
      records(30, 2),
      '2 of 34 objectives are not assessed.',
    ],
    [
      'the figures agree but some is not assessed',
      claim(32, 34),
      records(32, 1),
      '1 of 34 objectives are not assessed.',
    ],
    ['nothing is assessed', claim(32, 34), records(0, 34), '34 of 34 objectives are not assessed.'],
    [
      'it names no count',
      claim(null, null),
      records(32, 0),
      'The claim gives no count of objectives to compare with the records.',
    ],
  ])('leaves a claim open when %s', (_when, made, counts, reason) => {
    expect(checkClaim(made, { total: counts, areas: [], isMapped: false })).toMatchObject({
      verdict: 'incomplete',
      reason,
    });
  });
});
