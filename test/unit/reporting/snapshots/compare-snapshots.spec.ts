import { describe, expect, it } from '@jest/globals';
import {
  computeScorecard,
  type Group,
  type Scorecard,
} from '../../../../src/reporting/scorecard/scorecard.js';
import {
  compareSnapshots,
  type SnapshotObjective,
  type SnapshotContent,
} from '../../../../src/reporting/snapshots/compare-snapshots.js';
import { canonicalJson } from '../../../../src/core/canonical-json.js';
import { digestOf, recordOf } from '../../../../src/reporting/scorecard/digest.js';

const PLAN = {
  slug: 'p',
  title: 'P',
  holder: 'H',
  termStart: '2025-01-01',
  termEnd: '2025-12-31',
  organization: { slug: 'o', name: 'O', acronym: null },
};

const level = (slug: string, credit: number | null, complete = false) => {
  return {
    slug,
    label: slug,
    credit,
    complete,
    final: complete,
    assessed: credit !== null,
    applicable: true,
  };
};

function scorecardOf(objectives: readonly SnapshotObjective[]): Scorecard {
  return computeScorecard(
    {
      plan: PLAN,
      assessor: { slug: 'a', kind: 'independent', name: 'A' },
      provenanceNote: null,
      scale: {
        slug: 's',
        name: 'S',
        levels: [level('open', null), level('half', 0.5), level('done', 1, true)],
      },
      areas: [...new Set(objectives.map(({ area }) => area))].map((code) => ({
        code,
        name: code.toUpperCase(),
      })),
      groups: objectives.map(({ area, level: at, strength }): Group => ({
        area,
        level: at,
        strength,
        objectives: 1,
      })),
      claims: [],
      notComplete: [],
      late: [],
      dissent: [],
      sources: [],
    },
    { asOf: '2025-12-31', knownAt: '2026-01-01T00:00:00.000Z', language: 'en' },
  );
}

const objective = (
  code: string,
  area: string,
  at: string,
  strength: SnapshotObjective['strength'] = null,
) => {
  return { code, area, title: `Title of ${code}`, level: at, strength };
};

const content = (objectives: SnapshotObjective[]): SnapshotContent => {
  return { scorecard: recordOf(scorecardOf(objectives)), objectives };
};

describe('two snapshots', () => {
  const from = content([
    objective('A', 'x', 'open'),
    objective('B', 'x', 'done', 'firm'),
    objective('C', 'y', 'half'),
  ]);
  const to = content([
    objective('A', 'x', 'done', 'qualified'),
    objective('B', 'x', 'done', 'contested'),
    objective('D', 'z', 'open'),
  ]);
  const comparison = compareSnapshots(from, to);

  it('shows how figures moved in total and by area', () => {
    expect(comparison.total).toMatchObject({
      from: { objectives: 3, complete: 1, credit: 1.5 },
      to: { objectives: 3, complete: 2, credit: 2 },
    });
    expect(
      comparison.areas.map(({ code, from: a, to: b }) => [code, a?.complete ?? null, b?.complete ?? null]),
    ).toEqual([
      ['x', 1, 2],
      ['z', null, 0],
      ['y', 0, null],
    ]);
  });

  it('names each objective whose status or evidence differs', () => {
    expect(comparison.objectives).toEqual([
      {
        code: 'A',
        title: 'Title of A',
        from: { level: 'open', strength: null },
        to: { level: 'done', strength: 'qualified' },
      },
      {
        code: 'B',
        title: 'Title of B',
        from: { level: 'done', strength: 'firm' },
        to: { level: 'done', strength: 'contested' },
      },
      { code: 'D', title: 'Title of D', from: null, to: { level: 'open', strength: null } },
      { code: 'C', title: 'Title of C', from: { level: 'half', strength: null }, to: null },
    ]);
  });

  it('finds no difference between equal snapshots', () => {
    expect(compareSnapshots(from, from).objectives).toEqual([]);
  });
});

describe('the digest of a scorecard', () => {
  const scorecard = scorecardOf([objective('A', 'x', 'done', 'firm')]);

  it('ignores everything that is not part of the record', () => {
    const digest = digestOf(scorecard);
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
    const reordered = Object.fromEntries(Object.entries(scorecard).reverse()) as unknown as Scorecard;
    const more = { ...reordered, digest, late: [], scale: { ...scorecard.scale, name: 'Renamed' } };
    expect(digestOf(more)).toBe(digest);
  });

  it('changes with every recorded word and figure', () => {
    const unfinished = {
      code: 'A',
      title: 'A',
      cause: null,
      effectiveOn: '2025-06-01',
      rationale: 'It is.',
      evidence: [],
      passages: [],
    };
    const changes: Partial<Scorecard>[] = [
      { plan: { ...scorecard.plan, title: 'Q' } },
      { assessor: { ...scorecard.assessor, slug: 'b' } },
      { asOf: '2025-12-30' },
      { knownAt: '2026-01-01T00:00:00.001Z' },
      { mapped: { from: 'a', to: 'b' } },
      { total: { ...scorecard.total, complete: 0 } },
      { total: { ...scorecard.total, evidence: { ...scorecard.total.evidence, firm: 0 } } },
      { areas: scorecard.areas.map((area) => ({ ...area, name: 'Y' })) },
      { claims: [{ complete: 1, total: 1, verdict: 'matches', passage: 'w' }] },
      { notComplete: [{ ...unfinished, level: 'half' }] },
      { notComplete: [{ ...unfinished, level: 'open' }] },
      { provenanceNote: 'A note.' },
    ];
    const digests = changes.map((change) => digestOf({ ...scorecard, ...change }));
    expect(new Set([digestOf(scorecard), ...digests]).size).toBe(changes.length + 1);
  });
});

describe('canonical JSON', () => {
  // After the example of RFC 8785, 3.2.2 and 3.2.3, without its escapes.
  it('sorts members, drops spaces and writes numbers as ECMAScript does', () => {
    const value = {
      numbers: [1e30, 4.5, 2e-3, 1e-27],
      literals: [null, true, false],
      '€': 'é',
    };
    expect(canonicalJson(value)).toBe(
      '{"literals":[null,true,false],"numbers":[1e+30,4.5,0.002,1e-27],"€":"é"}',
    );
  });
});
