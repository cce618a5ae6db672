import { beforeAll, describe, expect, it } from '@jest/globals';
import { parseHTML } from 'linkedom';
import readWorkbook from 'read-excel-file/node';
import type { Report, ReportObjective } from '../../../../../src/reporting/scorecard/report.js';
import { ensureBuilt } from '../../../../support/processes/built-program.js';
import {
  bytesOf,
  csvRecords,
  markdownTables,
  parseCsv,
  readPdf,
  textIn,
} from '../../../../support/read-formats.js';
import { allObjectives, BELARUS, reportOf } from '../../../../support/report-fixture.js';
import { wordsOf } from '../../../../../src/language/words.js';
import {
  capitalised,
  figureOf,
  rangeText,
  readingOf,
  shareOf,
} from '../../../../../src/reporting/scorecard/formats/coverage.js';
import { REPORT_FORMATS } from '../../../../../src/reporting/scorecard/formats/index.js';

const EN = wordsOf('en');
const KAZAKHSTAN = 'csto-2024-kazakhstan';

beforeAll(() => ensureBuilt());

/** What a table by area has to show: area, objectives, assessed, applicable, complete, percent, strengths. */
function expectedAreas({ scorecard: { areas, total } }: Report): string[][] {
  return [...areas, { ...total, name: 'Total' }].map((counts) => [
    counts.name,
    ...[counts.objectives, counts.assessed, counts.applicable, counts.complete].map(String),
    counts.percentComplete === null ? '–' : `${counts.percentComplete.toFixed(1)}%`,
    // Printed tables have a column for what is unread only where something is.
    ...[
      counts.evidence.firm,
      counts.evidence.qualified,
      counts.evidence.contested,
      counts.evidence.unsupported,
    ].map(String),
  ]);
}

describe.each([BELARUS, KAZAKHSTAN])('the figures of %s', (slug) => {
  const report = reportOf(slug);
  const { scorecard } = report;
  let objectives: ReportObjective[];
  beforeAll(async () => {
    objectives = await allObjectives(report);
  });

  it('is the scorecard itself in JSON', async () => {
    expect(JSON.parse(await textIn(report, 'json'))).toEqual(scorecard);
  });

  it('adds up in CSV, row by row', async () => {
    const records = csvRecords(await textIn(report, 'csv'));
    expect(records.map(({ code }) => code)).toEqual(objectives.map(({ code }) => code));
    const { total } = scorecard;
    expect(records.filter(({ complete }) => complete === 'true')).toHaveLength(total.complete);
    expect(records.filter(({ assessed }) => assessed === 'true')).toHaveLength(total.assessed);
    for (const [strength, count] of Object.entries(total.evidence))
      expect(records.filter((record) => record.strength === strength)).toHaveLength(count);
    for (const [at, { title, rationale, effectiveOn, evidence }] of objectives.entries())
      expect(records[at]).toMatchObject({
        title,
        rationale: rationale ?? '',
        effective_on: effectiveOn ?? '',
        supports: String(evidence.filter(({ bearing }) => bearing === 'supports').length),
        as_of: scorecard.asOf,
        known_at: scorecard.knownAt,
        assessor: scorecard.assessor.slug,
        assessor_kind: scorecard.assessor.kind,
        provenance_note: scorecard.provenanceNote,
        plan_state: 'published',
        withdrawal_rationale: '',
        address: scorecard.origin.address,
      });
  });

  it('keeps numbers and dates in XLSX', async () => {
    const sheets = await readWorkbook(await bytesOf(report, 'xlsx'));
    expect(sheets.map(({ sheet }) => sheet)).toEqual([
      'Summary',
      'Areas',
      'Objectives',
      'Evidence',
      'Sources',
    ]);
    const [summary, areas, list, evidence, sources] = sheets.map(({ data }) => data);
    const items = new Map(summary!.map(([item, value]) => [item, value]));
    const { total, range } = scorecard;
    expect(items.get('Complete')).toBe(total.complete);
    const share = items.get('Percent complete');
    if (total.percentComplete === null) expect(share).toBeNull();
    else expect(share).toBeCloseTo(total.percentComplete / 100, 6);
    expect(items.get('Summary')).toBe(capitalised(readingOf(total, EN), EN));
    expect([items.get('At least complete'), items.get('At most complete')]).toEqual(
      Object.values(total.possible),
    );
    expect([items.get('Strict count'), items.get('Lenient count')]).toEqual([
      range.strict.complete,
      range.lenient.complete,
    ]);
    expect(items.get('Start of the term')).toEqual(new Date(`${scorecard.plan.termStart}T00:00:00Z`));
    expect(items.get('Address')).toBe(scorecard.origin.address);
    expect(items.get('How the list was compiled')).toBe(scorecard.provenanceNote);
    expect(areas!.slice(1, -1).map((row) => row.slice(1, 6))).toEqual(
      scorecard.areas.map(({ name, objectives: all, assessed, applicable, complete }) => [
        ...[name, all, assessed, applicable, complete],
      ]),
    );
    expect(list!.slice(1).map((row) => [row[2], row[8]])).toEqual(
      objectives.map(({ code, effectiveOn }) => [
        code,
        effectiveOn === null ? null : new Date(`${effectiveOn}T00:00:00Z`),
      ]),
    );
    expect(evidence!.length - 1).toBe(objectives.flatMap((objective) => objective.evidence).length);
    expect(sources!.slice(1).map(([source]) => source)).toEqual(
      scorecard.sources.map((source) => source.slug),
    );
  });

  it('keeps the figures in Markdown and HTML tables', async () => {
    const markdown = await textIn(report, 'md');
    const tables = markdownTables(markdown);
    expect(tables.find(([head]) => head![0] === 'Area')?.slice(1)).toEqual(expectedAreas(report));
    const listed = tables.at(-1)!.slice(1);
    expect(listed.map(([code]) => code)).toEqual(objectives.map(({ code }) => code));

    const { document } = parseHTML(await textIn(report, 'html'));
    const cells = (table: Element): string[][] =>
      [...table.querySelectorAll('tbody tr')].map((row) =>
        [...row.children].map((cell) => cell.textContent ?? ''),
      );
    const byCaption = (caption: string): Element =>
      [...document.querySelectorAll('table')].find(
        (table) => table.querySelector('caption')?.textContent === caption,
      )!;
    expect(cells(byCaption('By area'))).toEqual(expectedAreas(report));
    expect(cells(byCaption('Objectives')).map(([code]) => code)).toEqual(objectives.map(({ code }) => code));
    for (const { code, title } of scorecard.notComplete) {
      expect(document.body.textContent).toContain(`${code} ${title}`);
      expect(markdown).toContain(`### ${code} ${title}`);
    }
  });

  it('keeps the figures in SVG, with a square for each objective', async () => {
    const { document } = parseHTML(await textIn(report, 'svg'));
    const texts = [...document.querySelectorAll('text')].map((text) => text.textContent);
    for (const area of scorecard.areas) expect(texts).toContain(readingOf(area, EN));
    expect(texts).toContain(capitalised(readingOf(scorecard.total, EN), EN));
    const tips = [...document.querySelectorAll('rect > title')].map((title) => title.textContent ?? '');
    for (const { code, title } of objectives)
      expect(tips.filter((tip) => tip.startsWith(`${code}: ${title}`))).toHaveLength(1);
    expect(texts).toContain(`${scorecard.total.complete} complete`);
  });

  it("keeps the figures in the PDF's text", async () => {
    const { pages } = await readPdf(await bytesOf(report, 'pdf'));
    const text = pages.join(' ');
    const { total } = scorecard;
    expect(text).toContain(capitalised(figureOf(total, EN), EN));
    expect(text).toContain(shareOf(total, EN));
    expect(text).toContain(total.complete === 0 ? '' : rangeText(scorecard, EN));
    for (const { code } of scorecard.notComplete) expect(text).toContain(code);
    for (const area of scorecard.areas) expect(text).toContain(figureOf(area, EN));
    for (const { code } of objectives) expect(text).toContain(code);
  });
});

describe('every form', () => {
  it.each(REPORT_FORMATS.map(({ name }) => name))(
    'says where it comes from and whose assessments it shows (%s)',
    async (name) => {
      const report = reportOf();
      const bytes = await bytesOf(report, name);
      const text =
        name === 'pdf'
          ? (await readPdf(bytes)).pages.join(' ')
          : name === 'xlsx'
            ? JSON.stringify(await readWorkbook(bytes))
            : bytes.toString('utf8');
      // Line breaks of pictures and pages, and the escapes of markup, stand between the letters.
      const bare = (value: string): string =>
        value.replace(/<[^>]*>|&amp;|&#39;|\\"|\\(?=[^nu])|[^\p{L}\p{N}]/gu, '').replaceAll('amp', '');
      const { origin, assessor, provenanceNote, sources } = report.scorecard;
      for (const said of [origin.address, assessor.slug, provenanceNote!, sources[0]!.publisher!, '2023'])
        expect(bare(text)).toContain(bare(said));
      expect(text).toMatch(/self[-_]reported/);
    },
  );

  it.each(REPORT_FORMATS.map(({ name }) => name))(
    'gives the same bytes for the same report (%s)',
    async (name) => {
      const [first, again] = [await bytesOf(reportOf(), name), await bytesOf(reportOf(), name)];
      expect(first.equals(again)).toBe(true);
    },
  );

  it('namesFault Russian where the report does, with Russian numbers and dates', async () => {
    const report = reportOf(BELARUS, 'ru');
    const html = await textIn(report, 'html');
    expect(html).toContain('<html lang="ru">');
    expect(html).toContain('94,1\u00A0%');
    expect(html).toContain('31 декабря 2023');
    expect(await textIn(report, 'md')).toContain('## Что не выполнено и почему');
    expect(await textIn(report, 'svg')).toContain('Выполнено: 32 из 34 целей');
    expect((await readWorkbook(await bytesOf(report, 'xlsx'))).map(({ sheet }) => sheet)).toContain('Цели');
    const { pages, info } = await readPdf(await bytesOf(report, 'pdf'));
    expect(info.Language).toBe('ru');
    expect(pages.join(' ')).toContain('Что не выполнено и почему');
  });

  it('shows changes where these were asked for', async () => {
    const report = reportOf();
    report.scorecard.changes = {
      since: '2023-09-01',
      total: { complete: 1, assessed: 1 },
      objectives: [
        {
          code: 'INT-03',
          title: 'Support a settlement',
          from: 'not_assessed',
          to: 'implemented',
          effectiveOn: '2023-10-02',
        },
      ],
    };
    const row = ['INT-03', 'Support a settlement', 'Not assessed', 'Implemented', '2 October 2023'];
    expect(markdownTables(await textIn(report, 'md'))).toContainEqual([expect.any(Array), row]);
    const sheets = await readWorkbook(await bytesOf(report, 'xlsx'));
    expect(sheets.find(({ sheet }) => sheet.includes('2023-09-01'))?.data[1]?.slice(0, 4)).toEqual(
      row.slice(0, 4),
    );
    expect((await readPdf(await bytesOf(report, 'pdf'))).pages.join(' ')).toContain(
      'Complete on 1 September 2023: 1; now: 32.',
    );
  });

  it('writes a byte order mark on request only and ends lines with CRLF', async () => {
    const plain = await textIn(reportOf(), 'csv');
    expect(plain.startsWith('plan,')).toBe(true);
    expect(plain.endsWith('\r\n')).toBe(true);
    expect(await textIn(reportOf(), 'csv', { bom: true })).toBe(`\uFEFF${plain}`);
    expect(new Set(parseCsv(plain).map((row) => row.length)).size).toBe(1);
  });
});
