import { beforeAll, describe, expect, it } from '@jest/globals';
import { parseHTML } from 'linkedom';
import readWorkbook from 'read-excel-file/node';
import { compare, type Comparison } from '../../../../src/comparison/compare.js';
import { TAKEN_UP } from '../../../../src/comparison/fates.js';
import { type DecidedTotals, takenUpCount } from '../../../../src/comparison/totals.js';
import { LOOKS } from '../../../../src/comparison/formats/fate-looks.js';
import { flowChart } from '../../../../src/comparison/formats/flow-chart.js';
import { wordsOf } from '../../../../src/language/words.js';
import type { Band } from '../../../../src/documents/charts/scene.js';
import { ensureBuilt } from '../../../support/processes/built-program.js';
import {
  comparisonFullOf,
  comparisonIn,
  comparisonOf,
  factsOf,
  notComparedOf,
} from '../../../support/comparison-fixture.js';
import { csvRecords, markdownTables, parseCsv, readPdf } from '../../../support/read-formats.js';
import { BELARUS } from '../../../support/report-fixture.js';

const comparison = comparisonOf();
const { flows, rows } = comparison;
const totals = comparison.totals as DecidedTotals;
const text = async (name: 'csv' | 'html' | 'md' | 'svg', of = comparison): Promise<string> =>
  (await comparisonIn(of, name)).toString('utf8');

beforeAll(() => ensureBuilt());

/** What a table from area to area has to show: a row for each later area, a column for each earlier one. */
function matrix({ areas, from, to }: Comparison): string[][] {
  const earlier = areas.filter(({ plan }) => plan === from.slug);
  return areas
    .filter(({ plan }) => plan === to.slug)
    .map(({ code, name }) => [
      name,
      ...earlier.map((area) => {
        const here = flows.filter((flow) => flow.from === area.code && flow.to === code);
        const [one, other] = (['earlier', 'later'] as const).map((side) =>
          here.reduce((sum, flow) => sum + flow[side], 0),
        );
        return one === other ? String(one === 0 ? '–' : one) : `${one} → ${other}`;
      }),
    ]);
}

describe('the comparison of 2023 with 2024', () => {
  it('is 9 taken up, 21 not continued (19 completed), 4 undecided; of the later 10 linked, 3 new, 1 undecided', () => {
    expect(comparison.compared).toBe('partly');
    expect(totals).toEqual({
      ...{ from: 34, to: 14, carriedOn: 2, widened: 3, narrowed: 0, related: 4 },
      notContinued: { all: 21, completed: 19, unfinished: 2, notAssessed: 0 },
      ...{ undecided: 4, new: 3, undecidedLater: 1 },
    });
  });

  it('comes back out of CSV: every objective of both plans with status, strength, assessor and who decided', async () => {
    const records = csvRecords(await text('csv'));
    const earlier = records.filter(({ from_code }) => from_code !== '');
    const outcomes = new Map(earlier.map(({ from_code, outcome }) => [from_code, outcome]));
    expect([...outcomes.keys()]).toEqual(comparison.objectives.from.map(({ code }) => code));
    const count = (fate: string) => [...outcomes.values()].filter((outcome) => outcome === fate).length;
    for (const fate of TAKEN_UP) expect(count(fate)).toBe(totals[fate]);
    expect([count('notContinued'), count('undecided')]).toEqual([totals.notContinued.all, totals.undecided]);
    const linked = records.filter(({ relation }) => relation !== '');
    expect(
      linked.map(({ from_code, to_code, relation, state, rationale, decided_by }) => ({
        ...{ from: from_code, to: to_code, relation, state, rationale, decidedBy: decided_by },
      })),
    ).toEqual(rows.map(({ suggestedReason: _no, decidedAt: _at, ...row }) => row));
    for (const [side, plan, objectives] of [
      ['from', comparison.from, comparison.objectives.from],
      ['to', comparison.to, comparison.objectives.to],
    ] as const) {
      for (const { code, status, strength, cause } of objectives) {
        expect(records.find((record) => record[`${side}_code`] === code)).toMatchObject({
          [`${side}_status`]: status,
          [`${side}_strength`]: strength ?? '',
          [`${side}_cause`]: cause ?? '',
          [`${side}_assessor`]: plan.assessor.slug,
        });
      }
    }
    expect(
      records.find(({ from_code, decision }) => from_code === 'INT-05' && decision !== ''),
    ).toMatchObject({
      ...{ outcome: 'notContinued', from_standing: 'completed', decision: 'notContinued' },
      ...{ rationale: 'It ended with the session of November 2023.', decided_by: 'seed' },
    });
    const later = records.filter(({ from_code }) => from_code === '');
    expect(later.filter(({ outcome }) => outcome === 'new')).toHaveLength(totals.new);
    expect(records[0]).toMatchObject({
      address: comparison.origin.address,
      scale: 'completion',
      compared: 'partly',
      from_provenance_note: comparison.from.provenanceNote,
    });
    expect(await text('csv')).not.toMatch(/dropped/i);
  });

  it('comes back out of XLSX: both plans with who assessed them, the flows as numbers, decisions with reasons', async () => {
    const sheets = await readWorkbook(await comparisonIn(comparison, 'xlsx'));
    const sheet = (name: string) => sheets.find((each) => each.sheet === name)!.data.slice(1);
    expect(sheets.map((each) => each.sheet)).toEqual([
      ...['Summary', 'Earlier objectives', 'Later objectives', 'From area to area', 'Unfinished'],
      ...['Decision', 'Areas'],
    ]);
    expect(new Set(sheet('Earlier objectives').map((row) => row[0])).size).toBe(totals.from);
    expect(sheet('Earlier objectives').filter((row) => row[9] !== null)).toHaveLength(rows.length);
    expect(sheet('Earlier objectives').every((row) => row[3] !== null && row[7] !== null)).toBe(true);
    expect(sheet('Later objectives').map((row) => row[0])).toEqual(
      comparison.objectives.to.map(({ code }) => code),
    );
    expect(sheet('From area to area').at(-1)!.slice(-2)).toEqual([totals.from, totals.to]);
    expect(sheet('Unfinished').map((row) => row[0])).toEqual(
      [...comparison.unfinished, ...comparison.notFirm].map(({ code }) => code),
    );
    expect(sheet('Decision')).toHaveLength(21 + 3 + 4 + 1);
    expect(sheet('Summary')).toContainEqual(['Taken up', takenUpCount(totals)]);
    expect(sheet('Areas').map((row) => row[8])).toEqual(comparison.areas.map(({ linked }) => linked));
  });

  it('tells the same in Markdown: totals, the matrix, links, decisions, and both plans side by side', async () => {
    const markdown = await text('md');
    expect(markdown).toContain(`**9 of 34** · **4 undecided**`);
    expect(markdown).toContain(
      'Of 34 earlier objectives 2 carried on, 3 widened, 0 narrowed, 4 related; 21 (19 completed, 2 unfinished) not continued; 4 undecided.',
    );
    expect(markdown).toContain('Of 14 later objectives 10 take up an earlier one, 3 new, 1 undecided.');
    const [table, notFirm, plans, areas, links, ended, added, undecided, later] = markdownTables(markdown);
    const wanted = matrix(comparison);
    expect(table!.slice(1, 1 + wanted.length).map((row) => row.slice(0, 4))).toEqual(wanted);
    expect(notFirm!.slice(1)).toHaveLength(comparison.notFirm.length);
    expect(plans!.slice(1)).toHaveLength(2);
    expect(areas!.slice(1)).toHaveLength(comparison.areas.length);
    expect(links!.slice(1)).toHaveLength(rows.length);
    expect(links!.flat().filter((cell) => cell.includes('not counted'))).toHaveLength(1);
    expect([ended, added, undecided, later].map((list) => list!.length - 1)).toEqual([21, 3, 4, 1]);
    expect(markdown).toContain('Not continued: No Kazakh priority names Armenia.');
    expect(markdown).toContain('Both plans use the same rating scale: Completion.');
  });

  it('keeps the same in HTML with the chart inside and nothing to load', async () => {
    const { document } = parseHTML(await text('html'));
    expect(document.querySelector('h1')!.textContent).toContain('Comparison: ');
    const [first] = document.querySelectorAll('table');
    const cells = [...first!.querySelectorAll('tbody tr')].map((row) =>
      [...row.children].map((cell) => cell.textContent),
    );
    const wanted = matrix(comparison);
    expect(cells.slice(0, wanted.length).map((row) => row.slice(0, 4))).toEqual(wanted);
    expect(document.querySelectorAll('svg[role=img] > title')).toHaveLength(1);
    expect(document.querySelectorAll('script, link, img')).toHaveLength(0);
  });

  it.each(['en', 'ru'] as const)(
    'is a tagged PDF with title and language, the same bytes each time (%s)',
    async (language) => {
      const own = comparisonOf(language);
      const bytes = await comparisonIn(own, 'pdf');
      const { pages, tags, alternatives, info, marked } = await readPdf(bytes);
      expect([marked, info.Language]).toEqual([true, language]);
      expect(info.Title).toBe(
        wordsOf(language).text('comparisonTitle', { from: own.from.title, to: own.to.title }),
      );
      expect(tags).toEqual(expect.arrayContaining(['H1', 'H2', 'H3', 'Figure', 'Table', 'TH', 'L']));
      expect(alternatives).toHaveLength(1);
      const whole = pages.join(' ');
      for (const { code } of [...own.objectives.from, ...own.new])
        if (!own.rows.some(({ from }) => from === code)) expect(whole).toContain(code);
      expect(bytes.length).toBeLessThan(150_000);
      expect((await comparisonIn(own, 'pdf')).equals(bytes)).toBe(true);
    },
  );

  it('describes its chart band by band', async () => {
    const { document } = parseHTML(await text('svg'));
    const said = document.querySelector('svg > desc')!.textContent;
    expect(said).toContain(
      'External contour: international cooperation → International cooperation: 2 carried on',
    );
    expect(said).toContain('External contour: international cooperation → completed, not continued');
    const tips = [...document.querySelectorAll('path > title')].map((tip) => tip.textContent);
    expect(tips).toHaveLength(flows.length);
  });
});

describe('a comparison that nobody has made', () => {
  it.each([
    ['en', 'Nobody has compared these plans yet.'],
    ['ru', 'Эти планы ещё никто не сравнил.'],
  ] as const)('says so in every format and gives no total and no share (%s)', async (language, said) => {
    const own = notComparedOf(language);
    expect([own.compared, own.totals]).toEqual(['not', { from: 18, to: 16 }]);
    for (const name of ['html', 'md', 'svg'] as const) {
      const printed = await text(name, own);
      expect(printed).toContain(said);
      expect(printed).toContain('/compare/csto-2025-kyrgyzstan/csto-2026-russia');
      expect(printed).not.toMatch(/0 (of|из) 18|14 not continued|18 not continued|16 new|не продолжены —/);
    }
    expect((await readPdf(await comparisonIn(own, 'pdf'))).pages.join(' ')).toContain(said);
    const sheets = await readWorkbook(await comparisonIn(own, 'xlsx'));
    expect(sheets[0]!.data.flat()).toContain(said);
    const records = csvRecords(await text('csv', own));
    expect(records).toHaveLength(18 + 16);
    expect(new Set(records.map(({ compared, outcome }) => `${compared} ${outcome}`))).toEqual(
      new Set(['not undecided']),
    );
  });
});

describe('the chart of where objectives went', () => {
  const words = wordsOf('en');
  const bandsOf = (of: Comparison): Band[] =>
    flowChart(of, words, 656).marks.filter((mark) => mark.kind === 'band');

  it('draws bands as wide as there are objectives, filling their areas', () => {
    const bands = bandsOf(comparison);
    expect(bands).toHaveLength(flows.length);
    for (const side of ['from', 'to'] as const) {
      const ends = bands
        .map((band) => {
          const height = side === 'from' ? band.height : (band.endHeight ?? band.height);
          return [band[side][1], band[side][1] + height] as const;
        })
        .toSorted(([a], [b]) => a - b);
      ends.slice(1).forEach(([top], at) => expect(top).toBeGreaterThan(ends[at]![1] - 0.01));
    }
  });

  it('tells paths apart without colours', () => {
    const isPale = (fill: string): boolean => Number.parseInt(fill.slice(1, 3), 16) > 0xc0;
    const looks = Object.values(LOOKS).map(
      ({ pattern, dashed, fill }) => `${pattern} ${dashed} ${isPale(fill)}`,
    );
    expect(new Set(looks).size).toBe(looks.length);
  });

  it('says that empty plans leave nothing to draw', async () => {
    const empty = { ...factsOf(BELARUS), objectives: [] };
    const nothing = compare(empty, empty, []);
    expect(flowChart(nothing, words, 656).description).toBe('Neither plan has objectives.');
    for (const name of ['html', 'md', 'svg'] as const)
      expect(await text(name, nothing)).toContain('Nobody has compared these plans yet.');
  });

  it('has room for many areas and objectives', async () => {
    const facts = factsOf(BELARUS);
    const areas = Array.from({ length: 60 }, (_, at) => ({
      ...facts.scorecard.areas[0]!,
      code: `area-${at}`,
      name: `A field of work with a long name that takes more than one line, number ${at}`,
    }));
    const objectives = Array.from({ length: 1200 }, (_, id) => ({
      ...{
        id,
        code: `O${id}`,
        title: `Objective ${id}`,
        area: areas[id % 60]!.code,
        level: 'not_assessed',
        strength: null,
      },
    }));
    const many = { ...facts, scorecard: { ...facts.scorecard, areas }, objectives };
    const links = objectives.slice(0, 600).map(({ id }) => ({
      ...{ from: id, to: (id * 7) % 1200, relation: 'exactMatch' as const, state: 'confirmed' as const },
      ...{
        rationale: 'So it is.',
        suggestedReason: false,
        decidedBy: 'Ann',
        decidedAt: '2026-01-01T00:00:00.000Z',
      },
    }));
    const wide = compare(many, many, links);
    const { marks, height, width } = flowChart(wide, words, 656);
    for (const mark of marks) {
      if (mark.kind === 'band') expect(mark.to[1] + mark.height).toBeLessThan(height);
      if (mark.kind === 'label')
        expect([mark.x >= 0, mark.x <= width, mark.y <= height]).toEqual([true, true, true]);
    }
    const { pages } = await readPdf(await comparisonIn(wide, 'pdf'));
    expect(pages.join(' ')).toContain('200 more are in the other formats');
    expect(csvRecords(await text('csv', wide))).toHaveLength(1200 + 600);
  });
});

describe.each([
  ['a script', '<script>alert(1)</script><img src=x onerror=alert(1)>'],
  ['a closing tag', '</title></style></text></svg>]]><svg onload=alert(1)>'],
  ['a formula', "=cmd|'/C calc'!A0"],
  ['the marks of a table', 'a | b | c \\| d "quoted", and\r\nsecond line'],
  ['control characters', 'be\u0000fore \u202Eturned\u202C'],
  ['a very long word', 'x'.repeat(3000)],
  ['placeholders', '{from} {n} $& %s'],
])('a comparison full of %s', (_name, hostile) => {
  const full = comparisonFullOf(hostile);

  it('stays a table without formulas in CSV', async () => {
    const table = parseCsv(await text('csv', full));
    expect(new Set(table.map((row) => row.length)).size).toBe(1);
    for (const row of table) for (const cell of row) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
  });

  it('stays plain text in HTML, SVG and Markdown', async () => {
    for (const name of ['html', 'svg'] as const) {
      const { document } = parseHTML(await text(name, full));
      expect(document.querySelectorAll('script, img, [onload], [onerror]')).toHaveLength(0);
      expect(document.querySelectorAll('svg')).toHaveLength(1);
      for (const link of document.querySelectorAll('a'))
        expect(link.getAttribute('href')).toMatch(/^https?:/);
    }
    expect(await text('md', full)).not.toMatch(/<(?!br>)[a-z/!]/i);
  });

  it('stays readable as XLSX and PDF', async () => {
    const sheets = await readWorkbook(await comparisonIn(full, 'xlsx'));
    expect(sheets.find(({ sheet }) => sheet === 'Later objectives')!.data).toHaveLength(1 + 14);
    expect((await readPdf(await comparisonIn(full, 'pdf'))).tags).toContain('Table');
  });
});
