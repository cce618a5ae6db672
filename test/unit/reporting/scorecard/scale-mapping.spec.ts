import { describe, expect, it } from '@jest/globals';
import { shippedScales } from '../../../../src/interchange/dataset-scales.js';
import type { LevelInput } from '../../../../src/plans/scales/scale.dto.js';
import { commonScale, readOnScale } from '../../../../src/reporting/scorecard/scale-mapping.js';
import {
  computeScorecard,
  type Group,
  type ScaleLevel,
  type Scorecard,
  type ScorecardFacts,
} from '../../../../src/reporting/scorecard/scorecard.js';

const scales = shippedScales();

function levelsOf(slug: string): ScaleLevel[] {
  const scale = scales.find((one) => one.slug === slug)!;
  return scale.levels.map(({ slug: level, label, credit, complete, final, assessed, applicable }) => ({
    slug: level,
    label,
    final: final ?? false,
    credit: credit ?? null,
    complete: complete ?? false,
    assessed: assessed ?? true,
    applicable: applicable ?? true,
  }));
}

function factsOf(scale: string, levels: readonly string[]): ScorecardFacts {
  const complete = new Set(levelsOf(scale).flatMap((level) => (level.complete ? [level.slug] : [])));
  return {
    plan: {
      slug: 'p',
      title: 'P',
      holder: 'H',
      termStart: '2025-01-01',
      termEnd: '2025-12-31',
      organization: { slug: 'o', name: 'O', acronym: null },
    },
    assessor: { slug: 'a', kind: 'independent', name: 'A' },
    provenanceNote: null,
    scale: { slug: scale, name: scale, levels: levelsOf(scale) },
    areas: [{ code: 'all', name: 'All' }],
    groups: levels.map((level): Group => {
      return { area: 'all', level, strength: complete.has(level) ? 'firm' : null, objectives: 1 };
    }),
    claims: [],
    notComplete: [],
    late: [],
    dissent: [],
    sources: [],
  };
}

const scorecard = (facts: ScorecardFacts): Scorecard =>
  computeScorecard(facts, {
    asOf: '2025-12-31',
    knownAt: '2026-01-01T00:00:00.000Z',
    language: 'en',
  });

describe('the G7 and G20 scale', () => {
  // G7 Research Group, 2025 G7 Kananaskis Summit Final Compliance Report, chapter 4, p. 170: the members' scores on the
  // commitment to support small firms in taking up artificial intelligence, with their average, +0.75 (88%).
  // https://www.g7.utoronto.ca/evaluations/2025compliance-final/04-2025-G7-final-compliance-ai.pdf
  const published = { CA: 1, FR: 1, DE: 1, IT: 1, JP: 0, GB: 1, US: 0, EU: 1 };
  const level = (score: number): string =>
    ['no_compliance', 'partial_compliance', 'full_compliance'][score + 1] as string;

  it('gives the percentage that the Research Group published', () => {
    const { total } = scorecard(factsOf('g20-compliance', Object.values(published).map(level)));
    expect(total.percentCredit).toBe(87.5);
    expect(Math.round(total.percentCredit!)).toBe(88);
    // Credit is (score + 1) / 2, so the average score comes back as 2 × credit − 1.
    expect((2 * total.credit) / total.objectives - 1).toBe(0.75);
    expect(total.byLevel).toEqual({ partial_compliance: 2, full_compliance: 6 });
  });

  it('counts -1 as nothing and omits members to whom a commitment does not apply', () => {
    const { total } = scorecard(factsOf('g20-compliance', [-1, 0, 1].map(level).concat('not_applicable')));
    expect(total).toMatchObject({ objectives: 4, credit: 1.5, percentCredit: 50, percentComplete: 33.3 });
  });
});

describe('a shipped scale', () => {
  it.each(scales.map((scale) => [scale.slug, scale] as const))(
    'names the source of the scale %s in two languages',
    (slug, scale) => {
      if (slug !== 'completion') {
        expect(scale.source).toBeTruthy();
        expect(scale.sourceUrl).toMatch(/^https:/);
        expect(scale.sourceCheckedOn).toMatch(/^\d{4}-\d\d-\d\d$/);
      }
      const words = [scale.names?.ru, ...scale.levels.map(({ labels }: LevelInput) => labels?.ru)];
      for (const text of words) expect(text).toMatch(/^[«А-ЯЁ][^A-Za-z]+$/u);
    },
  );

  it.each(scales.map(({ slug, levels }) => [slug, levels] as const))(
    'gives full credit in %s to complete levels only',
    (_slug, levels) => {
      for (const { credit, complete = false } of levels) expect(credit === 1).toBe(complete);
    },
  );
});

function unfinished(code: string, level: string): ScorecardFacts['notComplete'][number] {
  return {
    code,
    title: code,
    level,
    cause: null,
    effectiveOn: '2025-06-01',
    rationale: 'It is.',
    passages: [],
  };
}

describe('a plan read on another scale', () => {
  const facts = {
    ...factsOf('completion', [
      'not_assessed',
      'in_progress',
      'implemented',
      'implemented',
      'not_implemented',
      'not_applicable',
    ]),
    notComplete: [unfinished('A', 'in_progress'), unfinished('B', 'not_implemented')],
  };
  const reading = {
    from: 'completion',
    to: { slug: 'g20-compliance', name: 'G20', levels: levelsOf('g20-compliance') },
    pairs: {
      not_assessed: 'not_assessed',
      in_progress: 'partial_compliance',
      implemented: 'full_compliance',
      not_implemented: 'no_compliance',
      not_applicable: 'not_applicable',
    },
  };
  const own = scorecard(facts);
  const read = scorecard(readOnScale(facts, reading));

  it("shows the other scale's levels and credit", () => {
    expect(own.total).toMatchObject({ credit: 2, percentCredit: null });
    expect(read.total).toMatchObject({ credit: 2.5, percentCredit: null });
    expect(read.total.byLevel).toEqual({
      not_assessed: 1,
      no_compliance: 1,
      partial_compliance: 1,
      full_compliance: 2,
      not_applicable: 1,
    });
    expect(read.areas[0]!.byLevel).toEqual(read.total.byLevel);
    expect(read.notComplete.map(({ level }) => level)).toEqual(['partial_compliance', 'no_compliance']);
  });

  it('names the scale it was read on, also in its address', () => {
    expect(own.mapped).toBeUndefined();
    expect(read.mapped).toEqual({ from: 'completion', to: 'g20-compliance' });
    expect(read.origin.parameters.scale).toBe('g20-compliance');
    expect(read.scale.slug).toBe('g20-compliance');
  });

  it('keeps completeness, coverage and evidence when read on another scale', () => {
    const { objectives, assessed, complete, percentComplete, evidence } = own.total;
    expect(read.total).toMatchObject({ objectives, assessed, complete, percentComplete, evidence });
    expect(read.total.evidence.firm).toBe(2);
  });

  it('refuses a mapping that omits a level', () => {
    expect(() => readOnScale(facts, { ...reading, pairs: {} })).toThrow('lacks not_assessed');
  });
});

describe('two plans', () => {
  const plan = (scale: string, ...mappedTo: string[]) => ({ scale, mappedTo });

  it("prefers the later plan's scale, then the earlier one's, then a third", () => {
    expect(commonScale(plan('a'), plan('a'))).toBe('a');
    expect(commonScale(plan('a', 'b'), plan('b', 'a'))).toBe('b');
    expect(commonScale(plan('a'), plan('b', 'a'))).toBe('a');
    expect(commonScale(plan('a', 'd', 'c'), plan('b', 'c', 'd'))).toBe('c');
  });

  it('finds no common scale without a mapping', () => {
    expect(commonScale(plan('a', 'c'), plan('b', 'd'))).toBeUndefined();
  });
});
