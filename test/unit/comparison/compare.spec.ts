import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  compare,
  type Comparison,
  type DecisionFact,
  type LinkFact,
  type PlanFacts,
} from '../../../src/comparison/compare.js';
import { matrixOf } from '../../../src/comparison/formats/matrix.js';
import { flowChart } from '../../../src/comparison/formats/flow-chart.js';
import { comparisonCsv } from '../../../src/comparison/formats/csv.js';
import { strongestOf, TAKEN_UP } from '../../../src/comparison/fates.js';
import { isCompared } from '../../../src/comparison/totals.js';
import { LINK_STATES, RELATIONS } from '../../../src/comparison/links/objective-link.entity.js';
import { wordsOf } from '../../../src/language/words.js';

const LEVELS = [
  { slug: 'done', assessed: true, applicable: true, complete: true },
  { slug: 'not_done', assessed: true, applicable: true, complete: false },
  { slug: 'not_assessed', assessed: false, applicable: true, complete: false },
];

const AREAS = ['a', 'b'];

/** A plan of so many objectives, in two areas by turns; every third is not done, every fourth not firmly proven. */
function plan(slug: string, size: number, scale = 'completion'): PlanFacts {
  const objectives = Array.from({ length: size }, (_, id) => ({
    id,
    code: `${slug}-${id}`,
    title: `Objective ${id} of ${slug}`,
    area: AREAS[id % 2]!,
    level: id % 3 === 0 ? (id % 2 === 0 ? 'not_done' : 'not_assessed') : 'done',
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
      plan: {
        slug,
        title: slug,
        holder: 'Nobody',
        organization: { slug: 'x', name: 'X', acronym: null },
        termStart: '2030-01-01',
        termEnd: '2030-12-31',
      },
      assessor: { slug: 'chair', kind: 'self_reported', name: 'Chair' },
      provenanceNote: null,
      asOf: '2030-12-31',
      language: 'en',
      scale: { slug: scale, name: scale, levels: LEVELS.map((level) => ({ ...level, label: level.slug })) },
      sources: [],
      knownAt: `2030-12-31T00:00:00.00${slug.length}Z`,
      total: counts(objectives),
      areas: AREAS.map((code) => ({
        code,
        name: code,
        ...counts(objectives.filter(({ area }) => area === code)),
      })),
      notComplete: objectives
        .filter(({ level }) => level === 'not_done')
        .map(({ code, title }) => ({ code, title, level: 'not_done', cause: null, evidence: [] })),
    } as unknown as PlanFacts['scorecard'],
  };
}

const SAID = { suggestedReason: false, decidedBy: 'Ann', decidedAt: '2030-06-01T00:00:00.000Z' };

const link = (from: number, to: number, more: Partial<LinkFact> = {}): LinkFact => ({
  from,
  to,
  relation: 'closeMatch',
  state: 'confirmed',
  rationale: 'So it is.',
  ...SAID,
  ...more,
});

const decided = (side: 'from' | 'to', objective: number, more: Partial<DecisionFact> = {}): DecisionFact => ({
  side,
  objective,
  decision: side === 'from' ? 'notContinued' : 'new',
  version: 1,
  rationale: 'Nothing of it.',
  decidedBy: 'Ann',
  decidedAt: '2030-06-01T00:00:00.000Z',
  ...more,
});

/** What a person would do with pencil and paper: look at each objective by itself. */
function plainly({ from, to, links, decisions }: Case): object {
  const has = (side: 'from' | 'to', id: number, ...relations: string[]): boolean =>
    links.some((l) => l[side] === id && l.state === 'confirmed' && relations.includes(l.relation));
  const fates = (side: 'from' | 'to', facts: PlanFacts): (string | undefined)[] =>
    facts.objectives.map(({ id }) => {
      if (has(side, id, 'exactMatch', 'closeMatch')) return 'carriedOn';
      if (has(side, id, 'broadMatch')) return 'widened';
      if (has(side, id, 'narrowMatch')) return 'narrowed';
      if (has(side, id, 'relatedMatch')) return 'related';
      const said = decisions.find((d) => d.side === side && d.objective === id)?.decision;
      return said === undefined || said === 'undecided' ? 'undecided' : said;
    });
  const [earlier, later] = [fates('from', from), fates('to', to)];
  const sizes = { from: earlier.length, to: later.length };
  if ([...earlier, ...later].every((fate) => fate === 'undecided')) return sizes;
  const count = (list: (string | undefined)[], fate: string): number => list.filter((f) => f === fate).length;
  const ended = (level: string): number =>
    from.objectives.filter((objective, at) => earlier[at] === 'notContinued' && objective.level === level)
      .length;
  return {
    ...sizes,
    ...Object.fromEntries(TAKEN_UP.map((fate) => [fate, count(earlier, fate)])),
    notContinued: {
      all: count(earlier, 'notContinued'),
      completed: ended('done'),
      unfinished: ended('not_done'),
      notAssessed: ended('not_assessed'),
    },
    undecided: count(earlier, 'undecided'),
    new: count(later, 'new'),
    undecidedLater: count(later, 'undecided'),
  };
}

interface Case {
  from: PlanFacts;
  to: PlanFacts;
  links: LinkFact[];
  decisions: DecisionFact[];
}

/** Random links, and decisions about objectives that no confirmed link names: what the database holds. */
const cases: fc.Arbitrary<Case> = fc
  .record({ from: fc.integer({ min: 0, max: 9 }), to: fc.integer({ min: 0, max: 9 }) })
  .chain(({ from, to }) => {
    const one =
      from === 0 || to === 0
        ? fc.constant<Pick<LinkFact, 'from' | 'to' | 'relation' | 'state' | 'rationale'>[]>([])
        : fc.uniqueArray<Pick<LinkFact, 'from' | 'to' | 'relation' | 'state' | 'rationale'>, string>(
            fc.record({
              from: fc.nat(from - 1),
              to: fc.nat(to - 1),
              relation: fc.constantFrom(...RELATIONS),
              state: fc.constantFrom(...LINK_STATES.filter((state) => state !== 'rejected')),
              rationale: fc.constant('So it is.'),
            }),
            { selector: (l) => `${l.from} ${l.to}`, maxLength: 30 },
          );
    const some = (size: number) =>
      fc.array(fc.constantFrom('decided', 'back', 'none'), { minLength: size, maxLength: size });
    return fc
      .record({ links: one, earlier: some(from), later: some(to) })
      .map(({ links, earlier, later }): Case => {
        const of = (side: 'from' | 'to', said: string[]): DecisionFact[] =>
          said.flatMap((what, id) => {
            const isLinked = links.some((l) => l[side] === id && l.state === 'confirmed');
            if (what === 'none' || (isLinked && what === 'decided')) return [];
            return [decided(side, id, what === 'back' ? { decision: 'undecided' } : {})];
          });
        return {
          from: plan('old', from),
          to: plan('newer', to),
          links: links.map((l) => ({ ...SAID, ...l })),
          decisions: [...of('from', earlier), ...of('to', later)],
        };
      });
  });

const compared = ({ from, to, links, decisions }: Case): Comparison => compare(from, to, links, decisions);

const sum = (
  flows: Comparison['flows'],
  side: 'earlier' | 'later',
  of: (flow: Comparison['flows'][number]) => boolean = () => true,
): number => flows.filter(of).reduce((all, flow) => all + flow[side], 0);

describe('a comparison', () => {
  it('counts each objective once, as by hand', () => {
    fc.assert(fc.property(cases, (one) => expect(compared(one).totals).toEqual(plainly(one))));
  });

  it('adds up on both sides, also where one objective is linked with several: totals, areas, flows, lists', () => {
    fc.assert(
      fc.property(cases, (one) => {
        const comparison = compared(one);
        const { totals, flows, areas, objectives } = comparison;
        if (!isCompared(totals)) {
          expect(flows).toEqual([]);
          expect(areas.every(({ linked, percentLinked }) => linked === null && percentLinked === null)).toBe(
            true,
          );
          return;
        }
        const taken = TAKEN_UP.reduce((all, fate) => all + totals[fate], 0);
        expect(taken + totals.notContinued.all + totals.undecided).toBe(totals.from);
        expect(comparison.notContinued).toHaveLength(totals.notContinued.all);
        expect(comparison.undecided).toHaveLength(totals.undecided);
        expect(comparison.new).toHaveLength(totals.new);
        expect(comparison.undecidedLater).toHaveLength(totals.undecidedLater);
        expect([sum(flows, 'earlier'), sum(flows, 'later')]).toEqual([totals.from, totals.to]);
        for (const { plan: slug, code, objectives: size, linked, undecided } of areas) {
          const [side, end] = slug === 'old' ? (['earlier', 'from'] as const) : (['later', 'to'] as const);
          const here = flows.filter((flow) => flow[end] === code);
          expect(sum(here, side)).toBe(size);
          expect(sum(here, side, ({ from, to }) => from !== null && to !== null)).toBe(linked);
          expect(sum(here, side, ({ outcome }) => outcome.startsWith('undecided'))).toBe(undecided);
        }
        for (const fate of TAKEN_UP) {
          expect(sum(flows, 'earlier', ({ outcome }) => outcome === fate)).toBe(totals[fate]);
          const later = objectives.to.filter((objective) => objective.fate === fate).length;
          expect(sum(flows, 'later', ({ outcome }) => outcome === fate)).toBe(later);
        }
      }),
    );
  });

  it('adds up in the matrix, the chart and the CSV as in its figures', () => {
    const words = wordsOf('en');
    fc.assert(
      fc.property(cases, (one) => {
        const comparison = compared(one);
        const { totals, areas } = comparison;
        const lines = comparisonCsv(comparison).trimEnd().split('\r\n').slice(1);
        const codes = (slug: string): number =>
          new Set(lines.flatMap((line) => line.match(new RegExp(`\\b${slug}-\\d+\\b`, 'g')) ?? [])).size;
        expect([codes('old'), codes('newer')]).toEqual([totals.from, totals.to]);
        if (!isCompared(totals)) return;
        const matrix = matrixOf(comparison, words);
        expect(matrix.total).toEqual({ earlier: totals.from, later: totals.to });
        for (const { plan: slug, code, objectives } of areas) {
          if (slug === 'old') {
            expect(matrix.rows.find(({ key }) => key === `area ${code}`)!.total.earlier).toBe(objectives);
          } else {
            const at = matrix.columns.findIndex(({ key }) => key === `area ${code}`);
            expect(matrix.totals[at]!.later).toBe(objectives);
          }
        }
        const bars = flowChart(comparison, words, 800).marks.filter(
          (mark) => mark.kind === 'box' && mark.width === 9,
        );
        expect(bars.length).toBeGreaterThanOrEqual(areas.length);
      }),
      { numRuns: 50 },
    );
  });

  it('gives the same result in any order of links', () => {
    fc.assert(
      fc.property(cases, (one) => {
        expect(compared({ ...one, links: one.links.toReversed() })).toEqual(compared(one));
      }),
    );
  });

  it('takes the strongest of several links and lists the strongest first', () => {
    expect(strongestOf(['relatedMatch', 'broadMatch', 'narrowMatch'])).toBe('widened');
    expect(strongestOf([])).toBeUndefined();
    const links = [link(0, 0, { relation: 'relatedMatch' }), link(0, 1, { relation: 'exactMatch' })];
    const { unfinished, flows } = compare(plan('old', 1), plan('newer', 2), links);
    expect(unfinished).toMatchObject([
      { code: 'old-0', fate: 'carriedOn', takenUpBy: [{ code: 'newer-1' }, { code: 'newer-0' }] },
    ]);
    expect(flows).toEqual([
      { from: 'a', to: 'a', outcome: 'related', standing: null, earlier: 0, later: 1 },
      { from: 'a', to: 'b', outcome: 'carriedOn', standing: null, earlier: 1, later: 1 },
    ]);
  });

  it('keeps every later objective of an area to which one earlier objective leads several times', () => {
    const links = [link(1, 0), link(1, 2), link(1, 4), link(1, 6)];
    const { flows, areas } = compare(plan('old', 2), plan('newer', 7), links);
    expect(flows.find(({ from, to }) => from === 'b' && to === 'a')).toMatchObject({ earlier: 1, later: 4 });
    expect(areas.find(({ plan: slug, code }) => slug === 'newer' && code === 'a')).toMatchObject({
      objectives: 4,
      linked: 4,
      percentLinked: 100,
      undecided: 0,
    });
  });

  it('gives no totals and no share for plans that nobody has compared', () => {
    const comparison = compare(
      plan('old', 5),
      plan('newer', 4),
      [link(0, 0, { state: 'suggested' })],
      [decided('from', 1, { decision: 'undecided' })],
    );
    expect(comparison).toMatchObject({ compared: 'not', flows: [], notContinued: [], new: [] });
    expect(comparison.totals).toEqual({ from: 5, to: 4 });
    expect(new Set(comparison.objectives.from.map(({ fate }) => fate))).toEqual(new Set(['undecided']));
  });

  it('says whether plans are compared in part or wholly', () => {
    const all = (side: 'from' | 'to', size: number) =>
      Array.from({ length: size }, (_, id) => decided(side, id));
    const state = (decisions: DecisionFact[]): string =>
      compare(plan('old', 2), plan('newer', 1), [], decisions).compared;
    expect(state([decided('to', 0)])).toBe('partly');
    expect(state(all('from', 2))).toBe('partly');
    expect(state([...all('from', 2), ...all('to', 1)])).toBe('fully');
  });

  it('counts a completed objective that ends apart from an unfinished one that is abandoned', () => {
    const decisions = [0, 1, 3].map((id) => decided('from', id));
    const { totals, notContinued } = compare(plan('old', 5), plan('newer', 1), [], decisions);
    expect(totals).toMatchObject({
      notContinued: { all: 3, completed: 1, unfinished: 1, notAssessed: 1 },
      undecided: 2,
      undecidedLater: 1,
    });
    expect(notContinued.map(({ code, standing, rationale }) => [code, standing, rationale])).toEqual([
      ['old-0', 'unfinished', 'Nothing of it.'],
      ['old-1', 'completed', 'Nothing of it.'],
      ['old-3', 'notAssessed', 'Nothing of it.'],
    ]);
  });

  it('shows unfinished and weakly evidenced objectives even where nothing takes them up', () => {
    const { unfinished, notFirm } = compare(
      plan('old', 7),
      plan('newer', 1),
      [link(4, 0)],
      [decided('from', 0)],
    );
    expect(unfinished.map(({ code, fate, takenUpBy }) => [code, fate, takenUpBy.length])).toEqual([
      ['old-0', 'notContinued', 0],
      ['old-6', 'undecided', 0],
    ]);
    expect(notFirm).toMatchObject([{ code: 'old-4', strength: 'qualified', fate: 'carriedOn' }]);
  });

  it('shows suggested links without counting them and omits links of unknown objectives', () => {
    const links = [link(0, 0, { state: 'suggested' }), link(7, 0)];
    const { rows, compared: state } = compare(plan('old', 1), plan('newer', 1), links);
    expect(rows).toMatchObject([{ from: 'old-0', to: 'newer-0', state: 'suggested' }]);
    expect(state).toBe('not');
  });

  it('says whether both plans use one scale, and takes the later instant', () => {
    const same = compare(plan('old', 1), plan('newer', 1), []);
    expect([same.sameScale, same.knownAt]).toEqual([true, '2030-12-31T00:00:00.005Z']);
    expect(compare(plan('old', 1), plan('newer', 1, 'other'), []).sameScale).toBe(false);
  });

  it('of plans without objectives has nothing to count', () => {
    const { totals, flows, rows, compared: state } = compare(plan('old', 0), plan('newer', 0), []);
    expect([state, totals, flows, rows]).toEqual(['not', { from: 0, to: 0 }, [], []]);
  });
});
