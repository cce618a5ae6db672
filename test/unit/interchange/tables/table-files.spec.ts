import { zipSync, strToU8 } from 'fflate';
import { describe, expect, it } from '@jest/globals';
import type { ImportMapping } from '../../../../src/interchange/import/import-report.js';
import { readTableFile, type TableRead } from '../../../../src/interchange/tables/read-table.js';
import type { TableContext } from '../../../../src/interchange/tables/reading.js';
import { contextOf, level } from '../../../support/table-context.js';

function read(
  file: string | Uint8Array,
  mapping: ImportMapping = {},
  context: Partial<TableContext> = {},
): Promise<TableRead> {
  const bytes = typeof file === 'string' ? new TextEncoder().encode(file) : file;
  return readTableFile(bytes, contextOf(context), mapping);
}

const FAULTLESS: unknown[] = [];
const told = ({ report }: TableRead): string[] => report.faults.map(({ message }) => message);

describe('a tracker of promises', () => {
  it('is read by the headings that such files have', async () => {
    const scale = [level('promise_kept'), level('promise_broken'), level('compromise'), level('stalled')];
    const { plan, report } = await read(
      'Promise ID,Category,Promise,Ministry,Status,Last updated,Link,Comments,SDG,% done\n' +
        'p1,Health,Build ten clinics,Health,Kept,2023-05-01,https://example.org/1,Ten stand,3,100%\n' +
        'p2,Health,Hire 500 nurses,Health,Broken,1 June 2023,https://example.org/2,,3,40%\n' +
        'p3,Roads,"Pave the\ncoast road",Works,In the works,June 2023,,,9,\n' +
        'p4,Roads,Open a ferry,Works,Stalled,12/06/23,www.example.org/4,,9,\n',
      { statuses: { 'In the works': null }, dateOrder: 'dmy' },
      { levels: scale },
    );
    expect(report.faults).toEqual(FAULTLESS);
    expect(report.columns.filter(({ as }) => as === null)).toMatchObject([{ column: '% done' }]);
    expect(plan.objectives.map(({ code, title, responsible }) => [code, title, responsible])).toContainEqual([
      'p3',
      'Pave the coast road',
      'Works',
    ]);
    expect(
      plan.assessments.map(({ objective, status, effectiveOn }) => [objective, status, effectiveOn]),
    ).toEqual([
      ['p1', 'promise_kept', '2023-05-01'],
      ['p2', 'promise_broken', '2023-06-01'],
      ['p4', 'stalled', '2023-06-12'],
    ]);
    expect(plan.sources.at(-1)!.url).toBe('https://www.example.org/4');
    expect(plan.objectives[0]!.extras).toEqual([{ name: '% done', value: '100%' }]);
  });

  it('without codes is numbered, and has the codes of the plan it goes into a second time', async () => {
    const file = 'Commitment,Theme\nPlant trees,Nature\nClean rivers,Nature\n';
    const first = await read(file);
    expect(first.plan.objectives.map(({ code }) => code)).toEqual(['1', '2']);
    expect(first.report.warnings).toMatchObject([{ row: 2, message: expect.stringContaining('numbered') }]);
    const objectives = [{ code: 'N-7', title: 'Clean rivers', area: 'N' }];
    const again = await read(file, {}, { objectives, areas: [{ code: 'N', name: 'nature' }] });
    expect(again.plan.objectives.map(({ code, area }) => `${area} ${code}`)).toEqual(['N 1', 'N N-7']);
  });

  it('without areas has one, and rows of one cell are areas', async () => {
    const flat = await read('No,Promise\n1,Plant trees\n');
    expect(flat.plan.areas).toMatchObject([{ code: '1', name: 'All objectives' }]);
    const headed = await read('No,Promise,Status\nNature,,\n1,Plant trees,\nTrade,,\n2,Open ports,\n');
    expect(headed.plan.areas.map(({ name }) => name)).toEqual(['Nature', 'Trade']);
    expect(headed.plan.objectives.map(({ area }) => area)).toEqual(['1', '2']);
  });

  it('whose headings say little is read as the person says', async () => {
    const file = 'A thing,Other\nPlant trees,yes\n';
    expect((await read(file)).report.faults).toMatchObject([{ asks: 'columns' }]);
    const mapped = await read(file, { columns: { 'A thing': 'title', Other: null }, headerRow: 1 });
    expect(mapped.plan.objectives).toMatchObject([{ title: 'Plant trees', extras: [] }]);
  });

  it('on a scale of its own makes that scale out of its values', async () => {
    const levels = [
      { slug: 'green', label: 'Green', credit: 1, complete: true, final: true },
      { slug: 'red', label: 'Red', credit: 0 },
    ];
    const { plan, report } = await read(
      'No,Promise,Status,Date,Link\n1,Plant,Green,2023-02-01,https://example.org/g\n',
      {
        newScale: { slug: 'lights', name: 'Lights', levels },
      },
    );
    expect(report.faults).toEqual(FAULTLESS);
    expect(plan.assessments).toMatchObject([{ status: 'green' }]);
  });

  it('with a wording too long for a title keeps all of it', async () => {
    const long = 'word '.repeat(300).trim();
    const { plan, report } = await read(`No,Promise\n1,${long}\n`);
    expect(plan.objectives[0]!.title!.length).toBeLessThanOrEqual(500);
    expect(plan.objectives[0]!.text).toBe(long);
    expect(report.warnings).toHaveLength(1);
  });

  it('that says where it promised keeps that apart from what proves the status', async () => {
    const { plan } = await read(
      'No,Promise,Source of the promise,Status,Date,Evidence\n' +
        '1,Plant,https://example.org/manifesto,Done,2023-02-01,"https://example.org/a; https://example.org/b"\n',
    );
    expect(plan.objectives[0]!.statedIn).toEqual([{ source: 'https://example.org/manifesto' }]);
    expect(plan.assessments[0]!.evidence.map(({ source }) => source)).toEqual([
      'https://example.org/a',
      'https://example.org/b',
    ]);
  });
});

describe('days of which either number may be the month', () => {
  const file = (...days: string[]) =>
    `No,Promise,Status,Date\n${days.map((day, at) => `${at},Aim ${at},Under way,${day}`).join('\n')}\n`;

  it('are asked about once', async () => {
    const { report } = await read(file('03/04/2023', '05/06/2023'));
    expect(report.faults).toMatchObject([{ row: 2, asks: 'dateOrder' }]);
  });

  it('are read as another day of the file shows', async () => {
    const { plan } = await read(file('03/04/2023', '25/06/2023'));
    expect(plan.assessments.map(({ effectiveOn }) => effectiveOn)).toEqual(['2023-04-03', '2023-06-25']);
  });

  it('are the same day where both numbers are', async () => {
    expect((await read(file('04/04/2023'))).report.faults).toEqual(FAULTLESS);
  });
});

describe('a file that is no table', () => {
  const entry = (name: string) => zipSync({ [name]: strToU8('<x/>') });

  it.each<[string, Uint8Array | string, RegExp]>([
    ['nothing', '', /empty/],
    ['blanks alone', ' \n\n ', /empty|headings/],
    ['a PDF', '%PDF-1.7\n', /PDF/],
    ['a web page', '<!DOCTYPE html><table>', /web page/],
    ['a picture', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1, 0, 0, 0, 9]), /binary/],
    ['a workbook of before 2007', Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1]), /before 2007/],
    [
      'a workbook with a password',
      Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), Buffer.from('EncryptedPackage', 'utf16le')]),
      /password/,
    ],
    ['an archive of something else', entry('mimetype'), /no Excel workbook/],
    ['a workbook that is cut off', entry('xl/workbook.xml').subarray(0, 40), /damaged|no Excel/],
    ['a workbook without its parts', entry('xl/workbook.xml'), /damaged/],
    ['an open quotation mark', 'No,Promise\n1,"Plant trees\n2,Other\n', /never closes/],
    ['a row of a million cells', `No,Promise\n${'x,'.repeat(1_000)}\n`, /columns/],
    ['one long line', `No,Promise\n"${'x'.repeat(3_000_000)}`, /longer|never closes/],
  ])('is refused by name: %s', async (_what, file, why) => {
    const { plan, report } = await read(file);
    expect(plan.objectives).toEqual([]);
    expect(report.faults).toHaveLength(1);
    expect(report.faults[0]!.message).toMatch(why);
  });

  it('is refused before it is unpacked where it unpacks to too much', async () => {
    const bomb = zipSync({
      'xl/workbook.xml': strToU8('<x/>'),
      'xl/worksheets/sheet1.xml': new Uint8Array(200 * 2 ** 20),
    });
    expect(bomb.length).toBeLessThan(2 ** 20);
    expect(told(await read(bomb))).toEqual([expect.stringContaining('larger than 150 MiB')]);
  });
});
