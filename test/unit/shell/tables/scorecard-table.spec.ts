import { describe, expect, it } from '@jest/globals';
import type { Counts } from '../../../../src/reporting/scorecard/counts.js';
import { percent, type Scorecard } from '../../../../src/reporting/scorecard/scorecard.js';
import { scorecardTable } from '../../../../src/shell/tables/scorecard-table.js';

const NONE = { firm: 0, qualified: 0, contested: 0, unsupported: 0, unread: 0 };

function counts(objectives: number, complete: number, more: Partial<Counts> = {}): Counts {
  const { assessed = objectives } = more;
  const percentComplete = assessed < objectives ? null : percent(complete, objectives);
  return {
    objectives,
    applicable: objectives,
    assessed,
    complete,
    possible: { least: complete, most: complete + objectives - assessed },
    percentComplete,
    credit: complete,
    percentCredit: percentComplete,
    byLevel: {},
    evidence: { ...NONE, firm: complete },
    ...more,
  };
}

const OPEN = { effectiveOn: '2023-11-23', rationale: 'It is open.', passages: [] };

const CARD: Scorecard = {
  language: 'en',
  plan: {
    slug: 'p',
    title: 'Plan of the presidency',
    holder: 'Belarus',
    termStart: '2023-01-01',
    termEnd: '2023-12-31',
    organization: { slug: 'csto', name: 'Collective Security Treaty Organization', acronym: 'CSTO' },
  },
  assessor: { slug: 'presidency', kind: 'self_reported', name: 'The presidency' },
  asOf: '2023-12-31',
  knownAt: '2026-11-23T12:00:00.000Z',
  scale: { slug: 'completion', name: 'Completion', levels: [] },
  differing: 0,
  range: { strict: { complete: 3, of: 12, percent: null }, lenient: { complete: 7, of: 12, percent: null } },
  total: counts(12, 7, {
    assessed: 9,
    evidence: { firm: 3, qualified: 2, contested: 1, unsupported: 1, unread: 0 },
  }),
  areas: [
    { code: 'int', name: 'Inside', ...counts(12, 7, { assessed: 9 }) },
    { code: 'none', name: 'Nothing yet', ...counts(0, 0) },
  ],
  claims: [{ complete: 8, total: 12, verdict: 'differs', reason: 'Too few.', passage: '8 of 12' }],
  notComplete: [
    {
      ...OPEN,
      code: 'A-1',
      title: 'Agree',
      level: 'not_implemented',
      cause: 'external',
      evidence: ['words'],
    },
    { ...OPEN, code: 'A-2', title: 'Meet', level: 'in_progress', cause: null, evidence: [] },
  ],
  late: [],
  dissent: [],
  sources: [],
  provenanceNote: `A reconstruction. ${'word '.repeat(40).trim()}`,
  origin: { address: '/api/v1/plans/p/scorecard', parameters: {} },
};

describe('the scorecard in the shell', () => {
  const plain = scorecardTable(CARD, { hasColours: false });

  it('prints plain ASCII without colours', () => {
    expect(plain).toMatch(/^[\x20-\x7e\n]*$/);
  });

  it('shows each area with how much of it is assessed, and no percentage before all of it is', () => {
    expect(plain).toContain(
      'Inside       [##############----......]  9 of 12 assessed, 7 complete       -  12 applicable  firm 7',
    );
    expect(plain).toContain('Total        [##############----......]  9 of 12 assessed, 7 complete       -');
    expect(plain).toContain('firm 3, qualified 2, contested 1, unsupported 1');
  });

  it('says that an area has no objectives, and gives no percentage of nothing', () => {
    expect(plain).toMatch(/Nothing yet {2}\[\.{24}\] +no objectives yet +- {2}0 applicable/);
  });

  it('prints whose account it is, as of when, and what is not assessed', () => {
    expect(plain).toContain(
      'Belarus, 2023-01-01 to 2023-12-31; as of 2023-12-31, known at 2026-11-23T12:00:00.000Z',
    );
    expect(plain).toContain('Assessor: presidency (self-reported)');
    expect(plain).toContain('9 of 12 assessed, 7 complete: at least 7, at most 10 of 12.');
  });

  it("prints the claim's result and what is not complete with its cause", () => {
    expect(plain).toContain('Claim "8 of 12": differs (Too few.)');
    expect(plain).toContain('A-1  Agree: not implemented, cause external');
    expect(plain).toContain('A-2  Meet: in progress');
  });

  it('ends with the provenance note in readable lines', () => {
    const note = plain.slice(plain.indexOf('Note: A reconstruction.'));
    expect(note.split('\n').length).toBeGreaterThan(1);
    expect(Math.max(...note.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
  });

  it('prints the same in colours as without', () => {
    const coloured = scorecardTable(CARD, { hasColours: true });
    expect(coloured).toContain('\u001b[');
    // eslint-disable-next-line no-control-regex
    const bare = coloured.replace(/\u001b\[\d+m/g, '');
    expect(bare.replace(/[█▒░]+/g, '')).toBe(plain.replace(/\[[#.-]+\]/g, ''));
  });

  it('omits what there is not', () => {
    const card = { ...CARD, total: counts(2, 2), claims: [], notComplete: [], provenanceNote: null };
    const text = scorecardTable(card, { hasColours: false });
    expect(text).not.toMatch(/Claim|Not complete|Note|not assessed/);
  });
});
