import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  alphaNominal,
  alphaOrdinal,
  cohensKappa,
  pairsOf,
  type Ratings,
} from '../../../../src/reporting/agreement/agreement-coefficients.js';
import { type AgreementFacts, computeAgreement } from '../../../../src/reporting/agreement/agreement.js';

/** One row a rater, one character a unit, as the papers print them; `.` is missing. Gives the units. */
function table(...raters: string[]): Ratings<number>[] {
  return [...raters[0]!].map((_, unit) =>
    raters.map((row) => (row[unit] === '.' ? null : Number(row[unit]))),
  );
}

/** The pairs of ratings that a contingency table counts. */
function contingency(counts: number[][]): [number, number][] {
  return counts.flatMap((row, a) =>
    row.flatMap((count, b) => Array.from({ length: count }, (): [number, number] => [a, b])),
  );
}

describe("Krippendorff's alpha gives the published figures", () => {
  // Krippendorff (2011), part C; also the example data of the R packages irr and DescTools.
  const partC = table('123321412...', '1233224125.3', '.3332342251.', '12332441251.');

  it('computes nominal alpha 0.743 for Krippendorff (2011), four observers, twelve units', () => {
    const { value, units, ratings } = alphaNominal(partC);
    expect(partC).toHaveLength(12);
    expect(value).toBeCloseTo(113 / 152, 12);
    expect(value!.toFixed(3)).toBe('0.743');
    // The twelfth unit has one value only, which cannot be paired: n.. = 40 in the paper.
    expect({ units, ratings }).toEqual({ units: 11, ratings: 40 });
  });

  it('computes ordinal alpha 0.815 for the same data', () => {
    expect(alphaOrdinal(partC).value!.toFixed(3)).toBe('0.815');
    // To more places by the reference implementations in R and Python.
    expect(alphaOrdinal(partC).value).toBeCloseTo(0.8153875037548814, 12);
  });

  it('computes alpha 0.095 for Krippendorff (2011), part A', () => {
    const partA = table('0100000010', '1110010000');
    expect(alphaNominal(partA).value!.toFixed(3)).toBe('0.095');
    // With two values an order says nothing more.
    expect(alphaOrdinal(partA).value).toBeCloseTo(alphaNominal(partA).value!, 12);
  });

  it("computes nominal alpha 0.691 for Wikipedia's three coders", () => {
    const data = table('.....34121133.3', '1.213343.......', '..21344.21133.4');
    expect(alphaNominal(data).value!.toFixed(3)).toBe('0.691');
  });
});

describe("Cohen's kappa gives the published figures", () => {
  it('computes kappa 0.492 for Cohen (1968), table 1', () => {
    const pairs = contingency([
      [88, 14, 18],
      [10, 40, 10],
      [2, 6, 12],
    ]);
    expect(pairs).toHaveLength(200);
    expect(cohensKappa(pairs).value!.toFixed(3)).toBe('0.492');
  });

  it("computes kappa 0.40 for Wikipedia's grant proposals", () => {
    const pairs = contingency([
      [20, 5],
      [10, 15],
    ]);
    expect(cohensKappa(pairs).value).toBeCloseTo(0.4, 12);
  });
});

describe('the coefficients hold for any ratings', () => {
  const level = fc.integer({ min: 0, max: 4 });
  const raters = fc.integer({ min: 1, max: 5 });
  const ratings = raters.chain((m) =>
    fc.array(fc.array(fc.option(level, { freq: 4 }), { minLength: m, maxLength: m }), { maxLength: 25 }),
  );
  const pairs = fc.array(fc.tuple(level, level), { maxLength: 30 });

  function close(a: number | null, b: number | null): void {
    if (a === null || b === null) expect(a).toBe(b);
    else expect(a).toBeCloseTo(b, 9);
  }

  it('gives the same coefficients in any order of assessors', () => {
    fc.assert(
      fc.property(ratings, pairs, (units, both) => {
        const turned = units.map((unit) => [...unit].reverse());
        close(alphaNominal(units).value, alphaNominal(turned).value);
        close(alphaOrdinal(units).value, alphaOrdinal(turned).value);
        close(cohensKappa(both).value, cohensKappa(both.map(([a, b]) => [b, a])).value);
      }),
    );
  });

  it('gives the same coefficients in any order of objectives', () => {
    fc.assert(
      fc.property(ratings, (units) => {
        const turned = [...units].reverse();
        close(alphaNominal(units).value, alphaNominal(turned).value);
        close(alphaOrdinal(units).value, alphaOrdinal(turned).value);
      }),
    );
  });

  it('gives the same coefficients for renamed levels', () => {
    const names = ['d', 'a', 'e', 'c', 'b'];
    fc.assert(
      fc.property(ratings, pairs, (units, both) => {
        const mapped = (rename: (from: number) => number) =>
          units.map((unit) => unit.map((value) => (value === null ? null : rename(value))));
        const renamed = units.map((unit) => unit.map((value) => (value === null ? null : names[value]!)));
        close(alphaNominal(units).value, alphaNominal(renamed).value);
        close(alphaOrdinal(units).value, alphaOrdinal(mapped((value) => value ** 3 - 7)).value);
        close(alphaOrdinal(units).value, alphaOrdinal(mapped((value) => -value)).value);
        close(cohensKappa(both).value, cohensKappa(both.map(([a, b]) => [names[a], names[b]])).value);
      }),
    );
  });

  it('stays from -1 to 1 or says why there is no value', () => {
    fc.assert(
      fc.property(ratings, pairs, (units, both) => {
        for (const { value, reason } of [alphaNominal(units), alphaOrdinal(units), cohensKappa(both)]) {
          if (value === null) {
            expect(reason).toMatch(/\.$/);
          } else {
            expect(value).toBeGreaterThanOrEqual(-1);
            expect(value).toBeLessThanOrEqual(1);
          }
        }
      }),
    );
  });

  it('is exactly 1 for perfect agreement only', () => {
    fc.assert(
      fc.property(ratings, pairs, (units, both) => {
        const isPerfect = units.every((unit) => new Set(unit.filter((value) => value !== null)).size < 2);
        for (const { value } of [alphaNominal(units), alphaOrdinal(units)]) {
          if (value !== null) expect(value === 1).toBe(isPerfect);
        }
        const { value } = cohensKappa(both);
        if (value !== null) expect(value === 1).toBe(both.every(([a, b]) => a === b));
      }),
    );
  });

  it('sums ordinal alpha as in the paper', () => {
    fc.assert(fc.property(ratings, (units) => close(alphaOrdinal(units).value, asPrinted(units))));
  });

  /** Part D of the paper, written out: coincidences o_ck, margins n_c, differences from the n_g between. */
  function asPrinted(units: Ratings<number>[]): number | null {
    const o = Array.from({ length: 5 }, () => Array.from({ length: 5 }, () => 0));
    for (const unit of units) {
      const values = unit.filter((value) => value !== null);
      values.forEach((c, i) => {
        values.forEach((k, j) => {
          if (i !== j) o[c]![k]! += 1 / (values.length - 1);
        });
      });
    }
    const n = o.map((row) => row.reduce((sum, count) => sum + count, 0));
    const total = n.reduce((sum, count) => sum + count, 0);
    let observed = 0;
    let expected = 0;
    for (let c = 0; c < 5; c++) {
      for (let k = c + 1; k < 5; k++) {
        const between = n.slice(c, k + 1).reduce((sum, count) => sum + count, 0) - (n[c]! + n[k]!) / 2;
        observed += o[c]![k]! * between ** 2;
        expected += n[c]! * n[k]! * between ** 2;
      }
    }
    return expected < 1e-9 ? null : 1 - ((total - 1) * observed) / expected;
  }
});

describe('the agreement of a plan', () => {
  const facts: AgreementFacts = {
    plan: { slug: 'p', title: 'P', holder: 'H', termStart: '2023-01-01', termEnd: '2023-12-31' },
    objectives: 6,
    assessors: [
      { slug: 'own', name: 'Own', kind: 'self_reported' },
      { slug: 'constructor', name: 'Other', kind: 'independent' },
    ],
    levels: [
      { slug: 'not_assessed', credit: null },
      { slug: 'in_progress', credit: 0 },
      { slug: 'implemented', credit: 1 },
      { slug: 'not_implemented', credit: 0 },
      { slug: 'not_applicable', credit: null },
    ],
    rated: [
      { code: 'A', title: 'a', levels: ['implemented', 'implemented'] },
      { code: 'B', title: 'b', levels: ['implemented', 'not_applicable'] },
      { code: 'C', title: 'c', levels: ['in_progress', 'not_implemented'] },
      { code: 'D', title: 'd', levels: [null, 'implemented'] },
      { code: 'E', title: 'e', levels: ['in_progress', 'in_progress'] },
    ],
  };
  const of = (changed: Partial<AgreementFacts>) =>
    computeAgreement({ ...facts, ...changed }, '2023-12-31', '2024-01-01T00:00:00.000Z');

  it('counts objectives that both assessed, with "not applicable" as a level', () => {
    const { assessors, pairs, differences } = of({});
    expect(assessors.map(({ rated }) => rated)).toEqual([4, 5]);
    expect(pairs).toEqual([
      {
        assessors: ['own', 'constructor'],
        units: 4,
        agreeing: 2,
        percentAgreement: { value: 50 },
        // Margins: 2 implemented, 2 in progress against one of each of the four: p_e = (2 + 2) / 16.
        kappa: { value: 0.333 },
      },
    ]);
    expect(differences).toEqual([
      { code: 'B', title: 'b', ratings: { own: 'implemented', constructor: 'not_applicable' } },
      { code: 'C', title: 'c', ratings: { own: 'in_progress', constructor: 'not_implemented' } },
    ]);
  });

  it('ranks ordinal levels by credit', () => {
    const { nominal, ordinal } = of({}).alpha;
    expect(nominal).toMatchObject({ units: 4, ratings: 8 });
    // A: 1 and 1; C and E: 0 and 0. Nobody disagrees on how much was achieved.
    expect(ordinal).toEqual({ value: 1, units: 3, ratings: 6 });
  });

  it('says why there is no figure', () => {
    const one = of({
      assessors: facts.assessors.slice(0, 1),
      rated: facts.rated.map((row) => ({ ...row, levels: row.levels.slice(0, 1) })),
    });
    expect(one.pairs).toEqual([]);
    expect(one.differences).toEqual([]);
    expect(one.alpha.nominal).toEqual({
      value: null,
      reason: 'No objective is assessed by two assessors.',
      units: 0,
      ratings: 0,
    });
    const [apart] = of({ rated: [facts.rated[3]!] }).pairs;
    expect(apart).toMatchObject({
      units: 0,
      percentAgreement: { value: null, reason: 'No objective is assessed by both.' },
      kappa: { value: null, reason: 'No objective is assessed by both.' },
    });
    const same = of({ rated: [facts.rated[0]!] });
    expect(same.pairs[0]).toMatchObject({ percentAgreement: { value: 100 }, kappa: { value: null } });
    expect(same.alpha.nominal.reason).toMatch(/no variation/);
  });

  it('compares three assessors pair by pair', () => {
    const units = [
      ['x', 'x', 'y'],
      ['y', null, 'y'],
    ];
    expect([pairsOf(units, 0, 1).length, pairsOf(units, 0, 2).length, pairsOf(units, 1, 2).length]).toEqual([
      1, 2, 1,
    ]);
  });
});
