import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { ImportMapping } from '../../../../src/interchange/import/import-report.js';
import { readTableFile, type TableRead } from '../../../../src/interchange/tables/read-table.js';
import type { TableContext } from '../../../../src/interchange/tables/reading.js';
import { contextOf, level } from '../../../support/table-context.js';

const SAMPLES = join(import.meta.dirname, '../../../samples/import');

function read(
  file: string,
  mapping: ImportMapping = {},
  context: Partial<TableContext> = {},
): Promise<TableRead> {
  return readTableFile(readFileSync(join(SAMPLES, file)), contextOf(context), mapping);
}

const faults = ({ report }: TableRead): unknown[] =>
  report.faults.map(({ row, value, nearest }) => [row, value, ...(nearest ? [nearest[0]] : [])]);
const statuses = ({ plan }: TableRead): string[] =>
  plan.assessments.map(({ objective, status, effectiveOn, evidence }) =>
    [objective, status, effectiveOn, ...evidence.map(({ source }) => source)].join(' '),
  );
const codes = ({ plan }: TableRead): string[] => plan.objectives.map(({ code, area }) => `${area}: ${code}`);

describe('a file as people have it', () => {
  it('is read in Windows-1251 with semicolons, Russian headings and statuses', async () => {
    const file = await read('ru-semicolon-cp1251.csv');
    expect(file.report).toMatchObject({
      format: 'csv',
      encoding: 'windows-1251',
      delimiter: ';',
      faults: [],
    });
    expect(file.plan.areas.map(({ code, name }) => [code, name])).toEqual([
      ['1', 'Политика'],
      ['№ 2', 'Экономика'],
    ]);
    expect(codes(file)).toEqual(['1: 1.1', '1: 1.2', '№ 2: № 2/1', '№ 2: № 2/2']);
    expect(statuses(file)).toEqual([
      '1.1 implemented 2023-07-13 https://example.org/a',
      '1.2 in_progress 2023-09-01 https://example.org/b',
      '№ 2/1 not_implemented 2023-11-20 https://example.org/c',
    ]);
    expect(file.plan.assessments[1]!.rationale).toBe('Группа создана; устав не принят');
  });

  it('is read in UTF-16 with tabs, and statuses that are no level are named with the nearest ones', async () => {
    const file = await read('utf16-tabs.txt', { source: { url: 'https://example.org/tracker' } });
    expect(file.report).toMatchObject({ encoding: 'utf-16le', delimiter: '\t' });
    expect(codes(file)).toEqual(['A: A-1', 'A: A-2', 'B: B-1']);
    expect(file.report.faults.map(({ row, value, asks }) => [row, value, asks])).toEqual([
      [3, 'On track', 'statuses'],
      [4, 'Delayed', 'statuses'],
    ]);
    expect(file.report.faults.every(({ nearest }) => nearest!.length > 0)).toBe(true);

    const mapped = await read('utf16-tabs.txt', {
      source: { url: 'https://example.org/tracker' },
      statuses: { 'On track': 'in_progress', Delayed: null },
    });
    expect(mapped.report.faults).toEqual([]);
    expect(statuses(mapped)).toEqual([
      'A-1 implemented 2023-05-02 https://example.org/tracker',
      'A-2 in_progress 2023-06-30 https://example.org/tracker',
    ]);
    // What was mapped to no status is not forgotten.
    expect(mapped.plan.objectives[2]!.extras).toEqual([{ name: 'Progress', value: 'Delayed' }]);
  });

  it('has no headings: what its columns are is asked, then all its faults are told at once', async () => {
    const asked = await read('no-header-cat-item.csv');
    expect(asked.report.faults.map(({ asks }) => asks)).toEqual(['columns']);
    expect(asked.report.columns.map(({ column }) => column)).toEqual(['A', 'B', 'C', 'D', 'E', 'F']);

    const columns = { A: 'rowType', B: 'code', C: 'title', D: 'status', E: 'effectiveOn', F: 'evidence' };
    const levels = [level('success'), level('partial'), level('broken')];
    const file = await read('no-header-cat-item.csv', { columns }, { levels });
    expect(file.plan.areas.map(({ code, name }) => `${code} ${name}`)).toEqual(['1 Transport', '2 Schools']);
    expect(faults(file)).toEqual([
      [3, 'SUCCES', 'success'],
      [6, '2.1'],
      [6, 'PARTIAL'],
    ]);
    expect(file.report.faults[1]!.message).toContain('row 5');
    expect(file.report.faults[2]!.message).toContain('needs evidence');
  });

  it('ends its lines in CR alone', async () => {
    const file = await read('cr-line-ends.csv', { statuses: { Accepted: null, Noted: null } });
    expect(file.plan.objectives.map(({ title }) => title)).toEqual([
      'Ratify the convention',
      'Publish the report, with annexes',
    ]);
    expect(file.report.faults).toEqual([]);
  });

  it('has lists in its cells: each link is a source once, tags are tags', async () => {
    const { plan, report } = await read('lists-in-cells.csv');
    expect(plan.sources.map(({ url }) => url)).toEqual([
      'https://example.org/fund',
      'https://example.org/fund-2',
      'https://example.org/wells',
    ]);
    expect(plan.objectives.map(({ tags, responsible }) => [tags, responsible])).toEqual([
      [['water', 'finance'], 'Finance, Environment'],
      [['water'], 'Environment'],
    ]);
    // Nobody has said that these links prove anything.
    expect(plan.assessments).toEqual([]);
    expect(plan.objectives[0]!.statedIn).toHaveLength(2);
    expect(report.faults).toEqual([]);
  });

  it('has days as people type them', async () => {
    const file = await read('dates-as-people-type-them.csv');
    expect(file.plan.assessments.map(({ objective, effectiveOn }) => `${objective} ${effectiveOn}`)).toEqual([
      '1 2019-07-10',
      '2 2023-07-13',
      '4 2023-07-13',
      '5 2024-05-31',
    ]);
    expect(faults(file)).toEqual([
      [4, '07/13/2023', 'dmy'],
      [7, '0203-05-05'],
      [7, '2023-13-01'],
      [8, '31/02/2023'],
    ]);
    expect(file.report.warnings).toMatchObject([{ row: 6, message: 'a month: 2024-05-31 is taken' }]);
    expect(file.plan.sources.map(({ publishedOn }) => publishedOn)).toEqual([
      '2019',
      '2023-05',
      '2023-05',
      '2022/2023',
      undefined,
      undefined,
      undefined,
    ]);
    const answered = await read('dates-as-people-type-them.csv', { dateOrder: 'mdy' });
    expect(statuses(answered)).toContain('3 implemented 2023-07-13 https://example.org/3');
    expect(faults(answered)).not.toContainEqual([4, '07/13/2023', 'dmy']);
  });

  it('brings statuses alone, two rows for one of them', async () => {
    const objectives = [{ code: 'KZ2.2', title: 'An agreement', area: '2' }];
    const file = await read('statuses-only.csv', {}, { objectives });
    expect(file.plan.objectives).toEqual([]);
    expect(statuses(file)).toEqual([
      'KZ2.2 in_progress 2024-06-01 https://example.org/transit',
      'KZ4.2 implemented 2024-10-01 https://example.org/arms https://example.org/arms-2',
      'KZ9.9 implemented 2024-10-01 https://example.org/x',
    ]);
    expect(file.plan.assessments[1]!.evidence.map(({ bearing }) => bearing)).toEqual([
      'supports',
      'qualifies',
    ]);
  });

  it('has titles, blanks and totals, which are left out and said so', async () => {
    const file = await read('totals-and-blank-rows.csv');
    expect(codes(file)).toEqual(['1: 1', '1: 2', '2: 3']);
    expect(file.report.leftOut.map(({ row, reason }) => [row, reason])).toEqual([
      [1, 'title above the headings'],
      [2, 'blank row'],
      [6, 'blank row'],
      [8, 'total row'],
    ]);
    // The file has neither days nor sources: both are asked about once.
    expect(file.report.faults.map(({ asks }) => asks)).toEqual(['effectiveOn', 'statuses']);
    const answered = await read('totals-and-blank-rows.csv', {
      effectiveOn: '2023-12-31',
      statuses: { 'Partially fulfilled': 'in_progress' },
    });
    expect(answered.report.faults.map(({ asks }) => asks)).toEqual(['source']);
    expect(answered.report.faults[0]!.message).toContain('2 final statuses');
  });

  it('has cells that a spreadsheet would run: they are kept as text', async () => {
    const file = await read('formula-like.csv', { statuses: { '@x': null } });
    expect(file.plan.objectives.map(({ code, title }) => [code, title])).toEqual([
      ['=1+1', '=HYPERLINK("https://example.org","x")'],
      ['-2', '-5 per cent emissions'],
    ]);
    expect(file.plan.areas.map(({ name }) => name)).toEqual(['+A']);
    expect(file.report.faults).toEqual([]);
  });

  it('is a workbook that has made numbers of codes: which is meant is asked, then all is there', async () => {
    const context = { today: '2032-01-01', termStart: '2031-01-01', termEnd: '2031-12-31' };
    const asked = await read('workbook-two-sheets.xlsx', {}, context);
    expect(asked.report.faults).toMatchObject([
      { sheet: 'Commitments', row: 6, value: '1.1', nearest: ['1.10'] },
    ]);
    expect(asked.report.faults[0]!.message).toMatch(/row 4 already.*lose a zero/);

    const file = await read('workbook-two-sheets.xlsx', { codes: { '6': '1.10' } }, context);
    expect(file.report.faults).toEqual([]);
    expect(file.plan.objectives.map(({ code, dueOn }) => `${code} ${dueOn}`)).toEqual([
      '1.1 2031-06-30',
      '1.2 2031-12-31',
      '1.10 2031-12-31',
    ]);
    expect(statuses(file)).toEqual([
      '1.1 implemented 2031-07-13 https://example.org/stock',
      '1.2 in_progress 2031-09-01',
      '1.10 not_implemented 2031-12-31 https://example.org/report',
    ]);
    expect(file.plan.assessments[2]!.evidence[0]!.summary).toBe('No list was published.');
    expect(file.report.leftOut.map(({ row, reason }) => [row, reason])).toContainEqual([7, 'total row']);
  });
});
