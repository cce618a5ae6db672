import { because } from '../../language/reasons.js';
import { UnreadableTable } from './grid.js';

/**
 * The text of a file and the encoding it was read in. A byte order mark decides; else UTF-8 where the bytes are valid
 * in it, UTF-16 where every other byte is zero, and one of the Windows code pages.
 * @throws UnreadableTable where it is no text
 */
export function decodeTable(bytes: Uint8Array): { text: string; encoding: string } {
  const encoding = markedEncoding(bytes) ?? unmarkedEncoding(bytes);
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    if (text.includes('\0')) throw new UnreadableTable(because('reason:importBinary'));
    return { text, encoding };
  } catch (error) {
    if (error instanceof UnreadableTable) throw error;
    throw new UnreadableTable(because('reason:importEncoding', { encoding }));
  }
}

function markedEncoding(bytes: Uint8Array): string | undefined {
  const [first, second, third] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return undefined;
}

function unmarkedEncoding(bytes: Uint8Array): string {
  const head = bytes.subarray(0, 4096);
  const zeros = [0, 1].map((parity) => head.filter((byte, at) => byte === 0 && at % 2 === parity).length);
  // Western letters in UTF-16 have a zero beside each; a binary file has zeros on both sides.
  if (zeros[1]! > head.length / 4 && zeros[0]! < zeros[1]! / 10) return 'utf-16le';
  if (zeros[0]! > head.length / 4 && zeros[1]! < zeros[0]! / 10) return 'utf-16be';
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return 'utf-8';
  } catch {
    return isCyrillic(bytes) ? 'windows-1251' : 'windows-1252';
  }
}

/** Letters beyond ASCII stand next to each other in Cyrillic words, and singly between others in Western ones. */
function isCyrillic(bytes: Uint8Array): boolean {
  const text = new TextDecoder('latin1').decode(bytes);
  const runs = text.match(/[\u00a8\u00b8\u00c0-\u00ff]+/g) ?? [];
  const together = runs.filter((run) => run.length > 1).length;
  return together > runs.length / 2;
}
