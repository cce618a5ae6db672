import { describe, expect, it } from '@jest/globals';
import { canonicalJson } from '../../../../src/core/canonical-json.js';
import { digestOf, recordOf, sha256 } from '../../../../src/reporting/scorecard/digest.js';
import {
  computeScorecard,
  type Scorecard,
  type ScaleLevel,
} from '../../../../src/reporting/scorecard/scorecard.js';

/** What the service froze of the plan below before digests had versions, to the byte, and the digest that it gave. */
const FROZEN =
  '{"areas":[{"assessed":3,"byLevel":{"implemented":2,"not_applicable":1,"not_assessed":7},"code":"all","complete":2,"credit":2,"evidence":{"contested":2,"firm":0,"qualified":0,"unsupported":0},"name":"All","objectives":10,"percentComplete":22.2,"percentCredit":22.2},{"assessed":2000,"byLevel":{"implemented":1999,"in_progress":1},"code":"big","complete":1999,"credit":1999,"evidence":{"contested":0,"firm":1999,"qualified":0,"unsupported":0},"name":"Big","objectives":2000,"percentComplete":100,"percentCredit":100}],"asOf":"2025-12-31","assessor":{"kind":"independent","slug":"a"},"claims":[{"complete":5,"passage":"5 of 2,010","reason":"The records give 2001 of 2010, the claim says 5.","total":2010,"verdict":"differs"}],"knownAt":"2026-01-01T00:00:00.000Z","mapped":null,"notComplete":[{"cause":"external","code":"B-1","evidence":["not yet"],"level":"in_progress","title":"Late"}],"plan":{"holder":"Somewhere","slug":"half","termEnd":"2025-12-31","termStart":"2025-01-01","title":"A half-assessed plan"},"provenanceNote":null,"total":{"assessed":2003,"byLevel":{"implemented":2001,"in_progress":1,"not_applicable":1,"not_assessed":7},"complete":2001,"credit":2001,"evidence":{"contested":2,"firm":1999,"qualified":0,"unsupported":0},"objectives":2010,"percentComplete":99.6,"percentCredit":99.6}}';
const FROZEN_DIGEST = '7de40c4a82580066c297983c1780198a159048a389e2731cab6737b0b5005c39';

function level(slug: string, credit: number | null, more: Partial<ScaleLevel> = {}): ScaleLevel {
  const flags = { complete: false, final: false, assessed: true, applicable: true };
  return { slug, label: slug, credit, ...flags, ...more };
}

function halfAssessed(): Scorecard {
  return computeScorecard(
    {
      plan: {
        slug: 'half',
        title: 'A half-assessed plan',
        holder: 'Somewhere',
        termStart: '2025-01-01',
        termEnd: '2025-12-31',
        organization: { slug: 'o', name: 'O', acronym: null },
      },
      assessor: { slug: 'a', kind: 'independent', name: 'A' },
      provenanceNote: null,
      scale: {
        slug: 's',
        name: 'S',
        levels: [
          level('not_assessed', null, { assessed: false }),
          level('in_progress', 0),
          level('implemented', 1, { complete: true, final: true }),
          level('not_applicable', null, { applicable: false }),
        ],
      },
      areas: [
        { code: 'all', name: 'All' },
        { code: 'big', name: 'Big' },
      ],
      groups: [
        { area: 'all', level: 'implemented', strength: 'contested', objectives: 2 },
        { area: 'all', level: 'not_assessed', strength: null, objectives: 7 },
        { area: 'all', level: 'not_applicable', strength: null, objectives: 1 },
        { area: 'big', level: 'implemented', strength: 'firm', objectives: 1999 },
        { area: 'big', level: 'in_progress', strength: null, objectives: 1 },
      ],
      claims: [{ complete: 5, total: 2010, passage: '5 of 2,010' }],
      notComplete: [
        {
          code: 'B-1',
          title: 'Late',
          level: 'in_progress',
          cause: 'external',
          effectiveOn: '2025-06-01',
          rationale: 'r',
          passages: [{ bearing: 'supports', exact: 'not yet', summary: null, source: 'x', paragraph: 1 }],
        },
      ],
      late: [],
      dissent: [],
      sources: [],
    },
    { asOf: '2025-12-31', knownAt: '2026-01-01T00:00:00.000Z', language: 'en' },
  );
}

describe('the digest of a scorecard', () => {
  it('of version 1 is what the service gave before digests had versions, percentages of its time among it', () => {
    expect(sha256(canonicalJson(JSON.parse(FROZEN)))).toBe(FROZEN_DIGEST);
    expect(canonicalJson(recordOf(halfAssessed(), 1))).toBe(FROZEN);
    expect(digestOf(halfAssessed(), 1)).toBe(FROZEN_DIGEST);
  });

  it('of version 2 names its version, covers what counts are of and on how many assessors differ', () => {
    const record = recordOf(halfAssessed());
    expect(record).toMatchObject({
      digestVersion: 2,
      differing: 0,
      total: { applicable: 2009, possible: { least: 2001, most: 2008 }, percentComplete: null },
    });
    expect(record.areas[1]).toMatchObject({ percentComplete: 99.9 });
    expect(digestOf(halfAssessed())).not.toBe(FROZEN_DIGEST);
  });

  it('names unread evidence only where there is some, so that digests made before it was known stay', () => {
    const card = halfAssessed();
    expect(recordOf(card).total.evidence).toEqual({ firm: 1999, qualified: 0, contested: 2, unsupported: 0 });
    const evidence = { ...card.total.evidence, contested: 1, unread: 1 };
    const unread = { ...card, total: { ...card.total, evidence } };
    expect(recordOf(unread).total.evidence).toEqual({
      firm: 1999,
      qualified: 0,
      contested: 1,
      unsupported: 0,
      unread: 1,
    });
    expect(digestOf(unread)).not.toBe(digestOf(card));
  });

  it('of version 2 is another one where assessors differ', () => {
    expect(digestOf({ ...halfAssessed(), differing: 1 })).not.toBe(digestOf(halfAssessed()));
    expect(digestOf({ ...halfAssessed(), differing: 1 }, 1)).toBe(FROZEN_DIGEST);
  });
});
