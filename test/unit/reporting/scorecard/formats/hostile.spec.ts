import { beforeAll, describe, expect, it } from '@jest/globals';
import { parseHTML } from 'linkedom';
import readWorkbook from 'read-excel-file/node';
import { unzipSync } from 'fflate';
import { escapeMarkdown } from '../../../../../src/documents/markdown.js';
import { fileName, REPORT_FORMATS } from '../../../../../src/reporting/scorecard/formats/index.js';
import type { Report } from '../../../../../src/reporting/scorecard/report.js';
import { ensureBuilt } from '../../../../support/processes/built-program.js';
import { bytesOf, csvRecords, parseCsv, readPdf, textIn } from '../../../../support/read-formats.js';
import { allObjectives, reportOf, withTexts } from '../../../../support/report-fixture.js';
import { csvCell } from '../../../../../src/documents/csv.js';
import { contentDisposition } from '../../../../../src/documents/formats.js';

const HOSTILE = {
  'a script': '<script>alert(1)</script><img src=x onerror=alert(1)>',
  'a closing tag': '</title></style></text></svg>]]><svg onload=alert(1)>',
  'a table cell': 'a | b | c \\| d',
  quotes: `"double" 'single' \`tick\` «guillemets» “curly”`,
  'line breaks': 'one\r\ntwo\nthree\u2028four\tfive',
  'a formula': "=cmd|'/C calc'!A0",
  'other formulas': '@SUM(1+1)*cmd',
  'control characters': 'be\u0000fo\u0007re\u001b[31m after\u009f \uFFFE',
  'half a surrogate pair': 'half \uD83D pair',
  'a turned direction': 'safe \u202Egnp.exe\u202C end',
  Hebrew: 'שלום עולם (test) مرحبا',
  emoji: '👩‍👩‍👧‍👦 🇧🇾 ✅ done',
  'a very long word': 'x'.repeat(3000),
  'a very long text': 'long words of a text '.repeat(400),
  markup: '# head *bold* _it_ [link](javascript:alert(1)) ~~no~~ $x$ &amp; &#60; 1. 2) - +',
  placeholders: '{n} {complete} {plan} $& $1 %s',
  'an escape of Excel': '_x0041_ and _x000D_',
} as const;

/** Each has some 34 objectives full of it. */
async function reportFullOf(text: string): Promise<Report> {
  const report = reportOf();
  return withTexts(report, text, await allObjectives(report));
}

beforeAll(() => ensureBuilt());

describe.each(Object.entries(HOSTILE))('a report full of %s', (_name, text) => {
  const shown = text.replace(/(?![\t\n\r])\p{Cc}|[\uD83D\u202E\u202C\uFFFE](?![\uDC00-\uDFFF])/gu, '');
  let report: Report;
  beforeAll(async () => {
    report = await reportFullOf(text);
  });

  it('stays one table in CSV, with an apostrophe before formulas', async () => {
    const csv = await textIn(report, 'csv');
    const rows = parseCsv(csv);
    expect(new Set(rows.map((row) => row.length)).size).toBe(1);
    expect(rows).toHaveLength(35);
    for (const row of rows) for (const cell of row) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
    expect(csvRecords(csv)[0]!.title!.replace(/^'(?=[=+\-@])/, '')).toBe(shown);
  });

  it('stays text in XLSX', async () => {
    const bytes = await bytesOf(report, 'xlsx');
    const parts = Object.entries(unzipSync(bytes)).map(([name, part]) => [
      name,
      Buffer.from(part).toString(),
    ]);
    for (const [, xml] of parts) {
      expect(xml).not.toContain('<f>');
      expect(xml).not.toMatch(/(?![\t\n\r])\p{Cc}|\p{Cs}/u);
    }
    const sheets = await readWorkbook(bytes, { trim: false });
    const { data } = sheets.find(({ sheet }) => sheet === 'Objectives')!;
    const title = data[1]![3];
    if (shown.includes('_x0041_')) expect(parts.flat().join()).toContain('_x005F_x0041_');
    else expect(title).toBe(shown.replace(/\r\n?/g, '\n'));
  });

  it('stays text in HTML', async () => {
    const html = await textIn(report, 'html');
    const { document } = parseHTML(html);
    expect(document.querySelectorAll('script, img, iframe, link, [onload], [onerror]')).toHaveLength(0);
    expect(document.querySelectorAll('svg')).toHaveLength(3);
    for (const link of document.querySelectorAll('a')) expect(link.getAttribute('href')).toMatch(/^https?:/);
    const cell = document.querySelector('table.wide tbody tr td');
    expect(cell?.querySelector('p')?.textContent).toBe(shown);
    expect(html).not.toMatch(/(?![\t\n\r])\p{Cc}|\p{Cs}/u);
  });

  it('stays well-formed SVG that runs nothing', async () => {
    const svg = await textIn(report, 'svg');
    const { document } = parseHTML(svg);
    expect(document.querySelectorAll('script, foreignObject, image, a, [onload]')).toHaveLength(0);
    expect(document.querySelectorAll('svg')).toHaveLength(1);
    const tips = [...document.querySelectorAll('rect > title')].map((tip) => tip.textContent ?? '');
    expect(tips.some((tip) => tip.includes(shown))).toBe(true);
    for (const label of document.querySelectorAll('text'))
      expect((label.textContent ?? '').length).toBeLessThan(400);
  });

  it('keeps table shape in Markdown', async () => {
    const markdown = await textIn(report, 'md');
    const tables = markdown.split('\n\n').filter((block) => block.startsWith('| '));
    for (const table of tables) {
      const widths = table
        .trim()
        .split('\n')
        .map((line) => line.replaceAll('\\\\', '').replaceAll('\\|', '').split('|').length);
      expect(new Set(widths).size).toBe(1);
    }
    expect(markdown).not.toMatch(/<(?!br>)[a-z/!]/i);
    expect(markdown).not.toMatch(/(?<!\\)\[link/);
  });

  it('remains a PDF with all its pages', async () => {
    const { pages, tags } = await readPdf(await bytesOf(report, 'pdf'));
    expect(pages.length).toBeGreaterThanOrEqual(2);
    expect(tags).toContain('Table');
    const word = /[a-z]{3,}/.exec(shown)?.[0].slice(0, 40);
    if (word !== undefined) expect(pages.join(' ').replaceAll('\uFB01', 'fi')).toContain(word);
  });
});

describe('a cell of CSV', () => {
  it.each([
    ['=1+1', "'=1+1"],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@x', "'@x"],
    ['\tx', "'\tx"],
    ['\rx', `"'\rx"`],
    ['=a,"b"', `"'=a,""b"""`],
    ['1-1', '1-1'],
    ['two\nlines', '"two\nlines"'],
  ])('writes %j as %j', (value, written) => {
    expect(csvCell(value)).toBe(written);
  });

  it('leaves negative numbers alone', () => {
    expect(csvCell(-1)).toBe('-1');
  });
});

describe('Markdown', () => {
  it('leaves figures and plain words alone in Markdown', () => {
    expect(escapeMarkdown('94.1% of 34 (R&D), 2023-12-31')).toBe('94.1% of 34 (R&D), 2023-12-31');
  });
});

describe('the name of a downloaded report', () => {
  it('names a download by plan and day, safely for a header', () => {
    const pdf = REPORT_FORMATS.find(({ name }) => name === 'pdf')!;
    expect(fileName(reportOf().scorecard, pdf)).toBe('csto-2023-belarus-2023-12-31.pdf');
    expect(contentDisposition('attachment', 'a"b\r\nX: y.csv')).toBe('attachment; filename="a_b__X: y.csv"');
    expect(contentDisposition('inline', 'отчёт (1).csv')).toBe(
      'inline; filename="_____ (1).csv"; filename*=UTF-8\'\'%D0%BE%D1%82%D1%87%D1%91%D1%82%20%281%29.csv',
    );
  });
});
