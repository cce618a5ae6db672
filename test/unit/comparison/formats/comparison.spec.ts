import { beforeAll, describe, expect, it } from '@jest/globals';
import { parseHTML } from 'linkedom';
import readWorkbook from 'read-excel-file/node';
import { compare, type Comparison, FATES } from '../../../../src/comparison/compare.js';
import { flowChart } from '../../../../src/comparison/formats/flow-chart.js';
import { wordsOf } from '../../../../src/language/words.js';
import type { Band } from '../../../../src/documents/charts/scene.js';
import { ensureBuilt } from '../../../support/built-program.js';
import {
  comparisonFullOf,
  comparisonIn,
  comparisonOf,
  factsOf,
} from '../../../support/comparison-fixture.js';
import { csvRecords, markdownTables, parseCsv, readPdf } from '../../../support/read-formats.js';
import { BELARUS } from '../../../support/report-fixture.js';

const comparison = comparisonOf();
const { totals, flows, rows } = comparison;
const text = async (name: 'csv' | 'html' | 'md' | 'svg', of = comparison): Promise<string> =>
  (await comparisonIn(of, name)).toString('utf8');

beforeAll(() => ensureBuilt(), 120_000);

/** What a table from area to area has to show: the later areas with the dropped, by the earlier ones with the new. */
function matrix({ areas, from, to }: Comparison): string[][] {
  const earlier = [...areas.filter(({ plan }) => plan === from.slug).map(({ code }) => code), null];
  const later = areas.filter(({ plan }) => plan === to.slug);
  const count = (one: string | null, other: string | null): number =>
    flows.find((flow) => flow.from === one && flow.to === other)?.objectives ?? 0;
  return [...later, { code: null, name: 'Dropped' }].map(({ code, name }) => {
    const counts = earlier.map((area) => count(area, code));
    const total = counts.reduce((sum, each) => sum + each, 0);
    return [name, ...counts.map((each) => (each === 0 ? '–' : String(each))), String(total)];
  });
}

describe('the comparison of 2023 with 2024', () => {
  it('comes back out of CSV: every earlier objective with its links, and the new ones', async () => {
    const records = csvRecords(await text('csv'));
    const earlier = records.filter(({ outcome }) => outcome !== 'new');
    const outcomes = new Map(earlier.map(({ from_code, outcome }) => [from_code, outcome]));
    expect([...outcomes.keys()]).toEqual(comparison.objectives.from.map(({ code }) => code));
    for (const fate of FATES)
      expect([...outcomes.values()].filter((outcome) => outcome === fate)).toHaveLength(totals[fate]);
    const linked = records.filter(({ relation }) => relation !== '');
    expect(
      linked.map(({ from_code, to_code, relation, state, rationale }) => ({
        ...{ from: from_code, to: to_code, relation, state, rationale },
      })),
    ).toEqual(rows);
    const added = records.filter(({ outcome }) => outcome === 'new');
    expect(added.map(({ to_code, to_title, to_area }) => [to_code, to_title, to_area])).toEqual(
      comparison.new.map(({ code, title, area }) => [code, title, area]),
    );
    const open = new Map(earlier.map((record) => [record.from_code, record]));
    for (const { code, level, cause } of comparison.unfinished)
      expect(open.get(code)).toMatchObject({ from_level: level, from_cause: cause ?? '' });
    expect(earlier.filter(({ from_strength }) => from_strength !== '')).toHaveLength(
      comparison.notFirm.length,
    );
    expect(records[0]).toMatchObject({
      address: comparison.origin.address,
      scale: 'completion',
      from_provenance_note: comparison.from.provenanceNote,
    });
  });

  it('comes back out of XLSX: links, the matrix of areas as numbers, the unfinished and the new', async () => {
    const sheets = await readWorkbook(await comparisonIn(comparison, 'xlsx'));
    const sheet = (name: string) => sheets.find((each) => each.sheet === name)!.data.slice(1);
    expect(sheets.map((each) => each.sheet)).toEqual([
      ...['Summary', 'Links', 'From area to area', 'Unfinished', 'New', 'Areas'],
    ]);
    expect(sheet('Links').filter((row) => row[4] !== null)).toHaveLength(rows.length);
    expect(sheet('From area to area').at(-1)!.slice(-2)).toEqual([totals.dropped, totals.from + totals.new]);
    expect(sheet('Unfinished').map((row) => row[0])).toEqual(
      [...comparison.unfinished, ...comparison.notFirm].map(({ code }) => code),
    );
    expect(sheet('New').map((row) => row[0])).toEqual(comparison.new.map(({ code }) => code));
    expect(sheet('Summary')).toContainEqual(['Taken up', totals.from - totals.dropped]);
    expect(sheet('Areas').map((row) => row[6])).toEqual(comparison.areas.map(({ linked }) => linked));
  });

  it('tells the same in Markdown: totals, the matrix, links, and both plans side by side', async () => {
    const markdown = await text('md');
    expect(markdown).toContain(`**${totals.from - totals.dropped} of ${totals.from}** · **26.5%**`);
    expect(markdown).toContain(
      'Of 34 earlier objectives 2 carried on, 3 widened, 0 narrowed, 4 related, 25 dropped.',
    );
    expect(markdown).toContain('Of 14 later objectives 4 new.');
    const [table, notFirm, plans, areas, links] = markdownTables(markdown);
    expect(table!.slice(1, -1)).toEqual(matrix(comparison));
    expect(notFirm!.slice(1)).toHaveLength(comparison.notFirm.length);
    expect(plans!.slice(1).map((row) => row[3])).toEqual(['32', '0']);
    expect(areas!.slice(1)).toHaveLength(comparison.areas.length);
    expect(links!.slice(1)).toHaveLength(rows.length);
    expect(links!.flat().filter((cell) => cell.includes('only suggested'))).toHaveLength(1);
    expect(markdown.match(/^\*\*Nothing takes it up\.\*\*$/gm)).toHaveLength(comparison.unfinished.length);
    expect(markdown).toContain('Both plans use the same rating scale: Completion.');
  });

  it('tells the same in HTML, with the chart in it and nothing to load', async () => {
    const { document } = parseHTML(await text('html'));
    expect(document.querySelector('h1')!.textContent).toContain('Comparison: ');
    const [first] = document.querySelectorAll('table');
    const cells = [...first!.querySelectorAll('tbody tr')].map((row) =>
      [...row.children].map((cell) => cell.textContent),
    );
    expect(cells.slice(0, -1)).toEqual(matrix(comparison));
    expect(document.querySelectorAll('svg[role=img] > title')).toHaveLength(1);
    expect(document.querySelectorAll('script, link, img')).toHaveLength(0);
  });

  it.each(['en', 'ru'] as const)(
    'is a tagged PDF that says its title and language, the same bytes each time (%s)',
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

  it('says what its chart shows, band by band', async () => {
    const { document } = parseHTML(await text('svg'));
    const said = document.querySelector('svg > desc')!.textContent;
    expect(said).toContain(
      'External contour: international cooperation → International cooperation: 2 carried on',
    );
    const tips = [...document.querySelectorAll('path > title')].map((tip) => tip.textContent);
    const told = tips.map((tip) => Number(/: (\d+) /.exec(tip)![1])).reduce((sum, each) => sum + each, 0);
    expect(told).toBe(totals.from + totals.new);
  });
});

describe('the chart of where objectives went', () => {
  const words = wordsOf('en');
  const bandsOf = (of: Comparison): Band[] =>
    flowChart(of, words, 656).marks.filter((mark) => mark.kind === 'band');

  it('draws bands as wide as there are objectives, which fill their areas', () => {
    const bands = bandsOf(comparison);
    const unit = Math.min(...bands.map(({ height }) => height));
    const strands = flows.flatMap(({ fates, objectives }) => {
      const counts = Object.values(fates);
      return counts.length === 0 ? [objectives] : counts;
    });
    const ascending = (numbers: number[]): number[] => numbers.toSorted((a, b) => a - b);
    expect(ascending(bands.map(({ height }) => Math.round(height / unit)))).toEqual(ascending(strands));
    for (const side of ['from', 'to'] as const) {
      const ends = bands
        .map((band) => [band[side][1], band[side][1] + band.height] as const)
        .toSorted(([a], [b]) => a - b);
      ends.slice(1).forEach(([top], at) => expect(top).toBeGreaterThan(ends[at]![1] - 0.01));
    }
  });

  it('tells paths apart without colours', () => {
    const looks = new Map(bandsOf(comparison).map(({ look }) => [JSON.stringify(look), look.pattern]));
    expect(new Set(looks.values()).size).toBe(looks.size);
  });

  it('says that there is nothing to draw where plans are empty', async () => {
    const empty = { ...factsOf(BELARUS), objectives: [] };
    const nothing = compare(empty, empty, []);
    expect(flowChart(nothing, words, 656).description).toBe('Neither plan has objectives.');
    for (const name of ['html', 'md', 'svg'] as const)
      expect(await text(name, nothing)).toContain('Neither plan has objectives.');
    expect((await readPdf(await comparisonIn(nothing, 'pdf'))).pages.join(' ')).toContain('Neither plan');
  });

  it('has room for many areas and objectives', async () => {
    const facts = factsOf(BELARUS);
    const areas = Array.from({ length: 60 }, (_, at) => ({
      ...facts.scorecard.areas[0]!,
      code: `area-${at}`,
      name: `A field of work with a long name that takes more than one line, number ${at}`,
    }));
    const objectives = Array.from({ length: 1200 }, (_, id) => ({
      ...{ id, code: `O${id}`, title: `Objective ${id}`, area: areas[id % 60]!.code, strength: null },
    }));
    const many = { ...facts, scorecard: { ...facts.scorecard, areas }, objectives };
    const links = objectives.slice(0, 600).map(({ id }) => ({
      ...{ from: id, to: (id * 7) % 1200, relation: 'exactMatch' as const, state: 'confirmed' as const },
      rationale: 'So it is.',
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
    expect(csvRecords(await text('csv', wide))).toHaveLength(1200 + wide.totals.new);
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

  it('stays a table in CSV, without formulas', async () => {
    const table = parseCsv(await text('csv', full));
    expect(new Set(table.map((row) => row.length)).size).toBe(1);
    for (const row of table) for (const cell of row) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
  });

  it('is text and nothing that runs in HTML, SVG and Markdown', async () => {
    for (const name of ['html', 'svg'] as const) {
      const { document } = parseHTML(await text(name, full));
      expect(document.querySelectorAll('script, img, [onload], [onerror]')).toHaveLength(0);
      expect(document.querySelectorAll('svg')).toHaveLength(1);
      for (const link of document.querySelectorAll('a'))
        expect(link.getAttribute('href')).toMatch(/^https?:/);
    }
    expect(await text('md', full)).not.toMatch(/<(?!br>)[a-z/!]/i);
  });

  it('can be read as XLSX and PDF', async () => {
    const sheets = await readWorkbook(await comparisonIn(full, 'xlsx'));
    expect(sheets.find(({ sheet }) => sheet === 'New')!.data).toHaveLength(1 + full.new.length);
    expect((await readPdf(await comparisonIn(full, 'pdf'))).tags).toContain('Table');
  });
});
