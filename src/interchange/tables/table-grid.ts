import { because } from '../../language/reasons.js';
import { csvGrid } from './csv-grid.js';
import { type Grid, UnreadableTable } from './grid.js';
import { xlsxGrid } from './xlsx-grid.js';

/** Takes a file apart by what it holds, whatever its name says. @throws UnreadableTable saying what to send instead */
export async function tableGrid(bytes: Uint8Array): Promise<Grid> {
  if (bytes.length === 0) throw new UnreadableTable(because('reason:importEmpty'));
  const head = Buffer.from(bytes.subarray(0, 512)).toString('latin1');
  if (head.startsWith('PK\x03\x04') || head.startsWith('PK\x05\x06')) return xlsxGrid(bytes);
  // A compound file of OLE: a workbook of before 2007, or one of today that a password protects.
  if (head.startsWith('\xd0\xcf\x11\xe0')) {
    const isLocked = Buffer.from(bytes).includes(Buffer.from('EncryptedPackage', 'utf16le'));
    throw new UnreadableTable(because(isLocked ? 'reason:importLocked' : 'reason:importOldWorkbook'));
  }
  if (head.startsWith('%PDF-')) throw new UnreadableTable(because('reason:importPdf'));
  if (/^[\s\xef\xbb\xbf]*<(!doctype html|html|table)\b/i.test(head)) {
    throw new UnreadableTable(because('reason:importHtml'));
  }
  return csvGrid(bytes);
}
