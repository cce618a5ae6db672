import { beforeAll, describe, expect, it } from '@jest/globals';
import { unzipSync } from 'fflate';
import { parseHTML } from 'linkedom';
import readWorkbook from 'read-excel-file/node';
import { wordsOf } from '../../../../../src/language/words.js';
import { readingOf } from '../../../../../src/reporting/scorecard/formats/coverage.js';
import type { Language } from '../../../../../src/language/languages.js';
import { OVERVIEW_FORMATS, overviewFileName } from '../../../../../src/reporting/overview/formats/index.js';
import { overviewRow, type OverviewReport } from '../../../../../src/reporting/overview/overview.js';
import { originOf, type Scorecard } from '../../../../../src/reporting/scorecard/scorecard.js';
import { ensureBuilt } from '../../../../support/processes/built-program.js';
import {
  bytesIn,
  csvRecords,
  markdownTables,
  parseCsv,
  readPdf,
  type FormName,
} from '../../../../support/read-formats.js';
import { BELARUS, reportOf } from '../../../../support/report-fixture.js';

const SLUGS = ['csto-2026-russia', 'csto-2025-kyrgyzstan', 'csto-2024-kazakhstan', BELARUS];

beforeAll(() => ensureBuilt());

function reportWith(cards: Scorecard[], language: Language, nextCursor: string | null): OverviewReport {
  const parameters = { organization: 'csto', asOf: '2023-12-31', lang: language, limit: '200' };
  return {
    overview: {
      language,
      asOf: '2023-12-31',
      organization: cards[0]?.plan.organization ?? null,
      items: cards.map(overviewRow),
      nextCursor,
      origin: originOf('/api/v1/scorecards', parameters),
    },
    cards,
  };
}

function sideBySide(language: Language = 'en', nextCursor: string | null = null): OverviewReport {
  return reportWith(
    SLUGS.map((slug) => reportOf(slug, language).scorecard),
    language,
    nextCursor,
  );
}

async function bytesOf(report: OverviewReport, name: FormName): Promise<Buffer> {
  return bytesIn(await OVERVIEW_FORMATS.find((format) => format.name === name)!.render(report));
}

async function textOf(report: OverviewReport, name: FormName): Promise<string> {
  return (await bytesOf(report, name)).toString('utf8');
}

/** What the tables of pages have to show of each presidency, beside its name. */
function figures({ cards }: OverviewReport, language: Language): string[][] {
  const percent = (value: number | null): string =>
    value === null
      ? '–'
      : language === 'en'
        ? `${value.toFixed(1)}%`
        : `${value.toFixed(1).replace('.', ',')}\u00A0%`;
  const between = language === 'en' ? 'to' : '—';
  return cards.map(({ total, range }) => [
    ...[total.objectives, total.assessed, total.applicable, total.complete].map(String),
    percent(total.percentComplete),
    total.complete === 0 ? '–' : `${range.strict.complete} ${between} ${range.lenient.complete}`,
    total.percentCredit === null
      ? String(total.credit || '–')
      : `${total.credit} (${percent(total.percentCredit)})`,
  ]);
}

describe.each(['en', 'ru'] as const)('the figures of the presidencies side by side (%s)', (language) => {
  const report = sideBySide(language);
  const expected = figures(report, language);
  const { cards } = report;

  it('shows the figures that the README shows', () => {
    const { total, range } = cards.at(-1)!;
    expect([total.objectives, total.complete, total.percentComplete]).toEqual([34, 32, 94.1]);
    expect([range.strict.complete, range.lenient.complete]).toEqual([22, 32]);
  });

  it("is the API's answer in JSON", async () => {
    expect(JSON.parse(await textOf(report, 'json'))).toEqual(report.overview);
  });

  it('keeps one presidency per row in CSV', async () => {
    const rows = csvRecords(await textOf(report, 'csv'));
    expect(rows.map(({ plan }) => plan)).toEqual(SLUGS);
    for (const [at, { plan, total, range, claims, assessor, origin, ...card }] of cards.entries())
      expect(rows[at]).toMatchObject({
        title: plan.title,
        holder: plan.holder,
        term_start: plan.termStart,
        term_end: plan.termEnd,
        objectives: String(total.objectives),
        assessed: String(total.assessed),
        complete: String(total.complete),
        applicable: String(total.applicable),
        possible_most: String(total.possible.most),
        percent_complete: String(total.percentComplete ?? ''),
        strict: String(range.strict.complete),
        lenient: String(range.lenient.complete),
        credit: String(total.credit),
        qualified: String(total.evidence.qualified),
        claim_verdict: claims.map(({ verdict }) => verdict).join('\n'),
        assessor_kind: assessor.kind,
        scale: card.scale.slug,
        known_at: card.knownAt,
        provenance_note: card.provenanceNote ?? '',
        address: origin.address,
        table_address: report.overview.origin.address,
        next_address: '',
      });
  });

  it('keeps numbers and dates in XLSX', async () => {
    const sheets = await readWorkbook(await bytesOf(report, 'xlsx'));
    expect(sheets).toHaveLength(4);
    const [, ...rows] = sheets[0]!.data;
    for (const [at, { plan, total, range, scale }] of cards.entries()) {
      const row = rows[at]!;
      expect(row.slice(0, 3)).toEqual([plan.title, plan.organization.acronym, plan.holder]);
      expect((row[3] as unknown as Date).toISOString().slice(0, 10)).toBe(plan.termStart);
      expect((row[4] as unknown as Date).toISOString().slice(0, 10)).toBe(plan.termEnd);
      expect(row.slice(6, 10)).toEqual([total.objectives, total.assessed, total.applicable, total.complete]);
      expect(row.slice(10, 12)).toEqual([total.possible.least, total.possible.most]);
      if (total.percentComplete === null) expect(row[12]).toBeNull();
      else expect(row[12]).toBeCloseTo(total.percentComplete / 100, 3);
      expect(row.slice(13, 17)).toEqual([range.strict.complete, range.lenient.complete, 0, total.credit]);
      expect(row[19]).toBe(scale.name);
    }
    const claims = cards.flatMap((card) => card.claims);
    expect(sheets[1]!.data.slice(1).map(([, passage]) => passage)).toEqual(
      claims.map(({ passage }) => passage),
    );
  });

  it('keeps the figures in HTML', async () => {
    const { document } = parseHTML(await textOf(report, 'html'));
    const [table] = document.querySelectorAll('table');
    const rows = [...table!.querySelectorAll('tbody tr')];
    expect(
      rows.map((row) => [...row.querySelectorAll('td')].slice(0, 7).map((cell) => cell.textContent)),
    ).toEqual(expected);
    for (const [at, { plan, scale }] of cards.entries())
      for (const text of [plan.title, plan.holder, scale.name])
        expect(rows[at]!.querySelector('th')!.textContent).toContain(text);
    expect(document.documentElement.getAttribute('lang')).toBe(language);
    expect(document.querySelectorAll('svg')).toHaveLength(1);
  });

  it('keeps the figures in Markdown', async () => {
    const [table = []] = markdownTables(await textOf(report, 'md'));
    // Markdown makes one plain space of each.
    expect(table.slice(1).map((row) => row.slice(1, 8))).toEqual(
      expected.map((row) => row.map((cell) => cell.replaceAll('\u00A0', ' '))),
    );
  });

  it('keeps the figures in a tagged PDF', async () => {
    const { pages, tags, alternatives, info, marked } = await readPdf(await bytesOf(report, 'pdf'));
    const text = pages.join(' ').replaceAll('\u00A0', ' ');
    for (const row of expected) expect(text).toContain(row.join(' ').replaceAll('\u00A0', ' '));
    expect([marked, info.Language, alternatives.length]).toEqual([true, language, 1]);
    expect(tags).toEqual(expect.arrayContaining(['H1', 'Table', 'TH', 'TD', 'Figure']));
  });

  it('keeps the figures in SVG bars, readings and description', async () => {
    const { document } = parseHTML(await textOf(report, 'svg'));
    const svg = document.querySelector('svg')!;
    const [title, description] = svg
      .getAttribute('aria-labelledby')!
      .split(' ')
      .map((id) => document.getElementById(id)!.textContent);
    expect(title).toContain(report.overview.organization!.name);
    const labels = [...document.querySelectorAll('text')].map((label) => label.textContent);
    for (const { plan, total } of cards) {
      const reading = readingOf(total, wordsOf(language));
      expect(description).toContain(`${plan.title}: ${reading}`);
      expect(labels).toContain(reading);
    }
    // Each bar is as long as the others, and its parts are what the tips say.
    const tips = [...document.querySelectorAll('rect > title')].map((tip) =>
      Number(/\d+$/.exec(tip.textContent ?? '')),
    );
    expect(tips.reduce((sum, count) => sum + count, 0)).toBe(
      cards.reduce((sum, { total }) => sum + total.objectives, 0),
    );
  });
});

describe('the presidencies side by side', () => {
  it('says in every format where the next presidencies are', async () => {
    const report = sideBySide('en', 'bmV4dA');
    const next = 'cursor=bmV4dA';
    for (const name of ['html', 'svg', 'csv'] as const) {
      expect(await textOf(report, name)).toContain(next);
      expect(await textOf(sideBySide(), name)).not.toContain('cursor=');
    }
    expect((await textOf(report, 'md')).replaceAll('\\', '')).toContain(next);
    expect((await readPdf(await bytesOf(report, 'pdf'))).pages.join(' ')).toContain('bmV4dA');
    const sheets = await readWorkbook(await bytesOf(report, 'xlsx'));
    expect(JSON.stringify(sheets.at(-1)!.data)).toContain(next);
  });

  it('carries provenance, assessors and credit', async () => {
    const report = sideBySide();
    const html = parseHTML(await textOf(report, 'html')).document.body.textContent ?? '';
    const pdf = (await readPdf(await bytesOf(report, 'pdf'))).pages.join(' ');
    for (const { provenanceNote, assessor, sources } of report.cards) {
      expect(html).toContain(provenanceNote);
      expect(html).toContain(assessor.name);
      for (const { citation } of sources) expect(html).toContain(citation);
      expect(pdf).toContain(provenanceNote!.slice(0, 40));
    }
    expect(html).toContain('self-reported');
  });

  it('says that plans use different scales and draws the levels of each', async () => {
    const { cards } = sideBySide();
    const [first, ...others] = structuredClone(cards) as [Scorecard, ...Scorecard[]];
    first.scale = {
      ...first.scale,
      slug: 'other',
      levels: first.scale.levels.map((level) => ({ ...level, label: `O-${level.label}` })),
    };
    const svg = await textOf(reportWith([first, ...others], 'en', null), 'svg');
    expect(svg).toContain('different rating scales');
    expect(svg).toContain('O-Not assessed: 16');
    expect(svg).toContain('>Not assessed: 29<');
    expect(await textOf(sideBySide(), 'svg')).not.toContain('different rating scales');
  });

  it('is an empty table without presidencies in every format', async () => {
    const report = reportWith([], 'en', null);
    for (const { name } of OVERVIEW_FORMATS) expect((await bytesOf(report, name)).length).toBeGreaterThan(0);
    expect(await textOf(report, 'html')).toContain('No presidencies are recorded.');
    expect(parseCsv(await textOf(report, 'csv'))).toHaveLength(1);
  });

  it('gives the same bytes again', async () => {
    for (const name of ['pdf', 'xlsx'] as const)
      expect((await bytesOf(sideBySide(), name)).equals(await bytesOf(sideBySide(), name))).toBe(true);
  });

  it('names the download by organization and day', () => {
    const format = OVERVIEW_FORMATS.find(({ name }) => name === 'xlsx')!;
    const { overview } = sideBySide();
    expect(overviewFileName(overview, format)).toBe('csto-presidencies-2023-12-31.xlsx');
    expect(overviewFileName({ ...overview, organization: null }, format)).toBe(
      'presidencies-2023-12-31.xlsx',
    );
  });
});

describe.each([
  ['a script', '<script>alert(1)</script><img src=x onerror=alert(1)>'],
  ['a closing tag', '</title></text></svg>]]><svg onload=alert(1)>'],
  ['a table cell', 'a | b | c \\| d'],
  ['a formula', "=cmd|'/C calc'!A0"],
  ['line breaks', 'one\r\ntwo\nthree\u2028four\tfive'],
  ['control characters', 'be\u0000fo\u0007re\u001b[31m after\u009f \uFFFE'],
  ['half a surrogate pair and a turned direction', 'half \uD83D pair \u202Egnp.exe\u202C end'],
  ['a very long word', 'x'.repeat(3000)],
])('presidencies full of %s', (_name, hostile) => {
  const shown = hostile.replace(/(?![\t\n\r])\p{Cc}|[\uD83D\u202E\u202C\uFFFE](?![\uDC00-\uDFFF])/gu, '');
  const { overview, cards } = structuredClone(sideBySide());
  overview.organization!.name = hostile;
  for (const card of cards) {
    card.plan.title = card.plan.holder = card.plan.organization.name = card.assessor.name = hostile;
    card.plan.organization.acronym = null;
    card.scale.name = card.provenanceNote = hostile;
    for (const level of card.scale.levels) level.label = hostile;
    for (const claim of card.claims) claim.passage = hostile;
    for (const source of card.sources) {
      source.title = source.citation = source.rights = hostile;
      source.address = 'javascript:alert(1)';
    }
  }
  const report: OverviewReport = { overview, cards };

  it('stays plain text in CSV and XLSX', async () => {
    const csv = await textOf(report, 'csv');
    const rows = parseCsv(csv);
    expect(new Set(rows.map((row) => row.length)).size).toBe(1);
    expect(rows).toHaveLength(5);
    for (const cell of rows.flat()) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
    expect(csvRecords(csv)[0]!.title!.replace(/^'(?==)/, '')).toBe(shown);
    const bytes = await bytesOf(report, 'xlsx');
    for (const part of Object.values(unzipSync(bytes)))
      expect(Buffer.from(part).toString()).not.toContain('<f>');
    const sheets = await readWorkbook(bytes, { trim: false });
    expect(sheets[0]!.data[1]![0]).toBe(shown.replace(/\r\n?/g, '\n'));
  });

  it('stays plain text in HTML and SVG', async () => {
    for (const name of ['html', 'svg'] as const) {
      const text = await textOf(report, name);
      const { document } = parseHTML(text);
      expect(document.querySelectorAll('script, img, iframe, [onload], [onerror], a')).toHaveLength(0);
      expect(document.querySelectorAll('svg')).toHaveLength(1);
      expect(text).not.toMatch(/(?![\t\n\r])\p{Cc}|\p{Cs}/u);
      expect(document.documentElement.textContent).toContain(shown.slice(0, 20).split(/[\r\n\u2028\t]/)[0]);
    }
  });

  it('keeps table shape in Markdown and remains a PDF', async () => {
    const markdown = await textOf(report, 'md');
    expect(markdown).not.toMatch(/<(?!br>)[a-z/!]/i);
    for (const table of markdown.split('\n\n').filter((block) => block.startsWith('| '))) {
      const lines = table.trim().split('\n');
      const bare = lines.map((line) => line.replaceAll('\\\\', '').replaceAll('\\|', ''));
      expect(new Set(bare.map((line) => line.split('|').length)).size).toBe(1);
    }
    expect((await readPdf(await bytesOf(report, 'pdf'))).tags).toContain('Table');
  });
});
