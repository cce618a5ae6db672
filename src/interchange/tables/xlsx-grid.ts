import { unzipSync } from 'fflate';
import readWorkbook from 'read-excel-file/node';
import { because } from '../../language/reasons.js';
import { type Cell, type Grid, LIMITS, type Sheet, textCell, UnreadableTable } from './grid.js';

/** Takes a workbook apart. What its entries unpack to is looked at before any of them is unpacked. @throws UnreadableTable */
export async function xlsxGrid(bytes: Uint8Array): Promise<Grid> {
  checkEntries(bytes);
  let sheets: { sheet: string; data: unknown[][] }[];
  try {
    sheets = await readWorkbook(Buffer.from(bytes));
  } catch {
    throw new UnreadableTable(because('reason:importDamagedWorkbook'));
  }
  return { format: 'xlsx', sheets: sheets.map(({ sheet, data }) => sheetOf(sheet, data)) };
}

function checkEntries(bytes: Uint8Array): void {
  let unpacked = 0;
  const names = new Set<string>();
  try {
    unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        unpacked += originalSize;
        names.add(name);
        return false;
      },
    });
  } catch {
    throw new UnreadableTable(because('reason:importDamagedWorkbook'));
  }
  if (unpacked > LIMITS.unpacked || names.size > LIMITS.entries) {
    throw new UnreadableTable(because('reason:importTooLarge', { max: LIMITS.unpacked / 2 ** 20 }));
  }
  if (![...names].some((name) => /^\/?xl\/workbook\d*\.xml$/i.test(name))) {
    throw new UnreadableTable(because('reason:importNoWorkbook'));
  }
}

function sheetOf(name: string, data: unknown[][]): Sheet {
  if (data.length > LIMITS.rows) {
    throw new UnreadableTable(because('reason:importManyRows', { max: LIMITS.rows }));
  }
  if (data.some(({ length }) => length > LIMITS.columns)) {
    throw new UnreadableTable(because('reason:importManyColumns', { max: LIMITS.columns }));
  }
  return { name, rows: data.map((row) => row.map(cellOf)) };
}

function cellOf(value: unknown): Cell {
  if (value instanceof Date) {
    return Number.isNaN(value.getTime())
      ? textCell('')
      : { text: value.toISOString().slice(0, 10), kind: 'day' };
  }
  if (typeof value === 'number') return { text: plainNumber(value), kind: 'number' };
  if (typeof value === 'boolean') return textCell(String(value));
  return textCell(typeof value === 'string' ? value : '');
}

/** As a spreadsheet shows it: it keeps 15 digits, so 1.1 + 2.2 is 3.3 there. */
function plainNumber(value: number): string {
  return String(Number(value.toPrecision(15)));
}
