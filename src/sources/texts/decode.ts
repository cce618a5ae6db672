import { UnreadableText } from './unreadable-text.js';

/** What the first bytes of common files are, to say what somebody sent instead of text. */
const kinds: [bytes: string, kind: string, whatToDo: string][] = [
  ['%PDF-', 'a PDF', 'Send it as application/pdf.'],
  ['PK\x03\x04', 'a ZIP archive or an office document (DOCX, XLSX, ODT)', 'Save it as plain text or PDF.'],
  ['\xD0\xCF\x11\xE0', 'an old office document (DOC, XLS)', 'Save it as plain text or PDF.'],
  ['{\\rtf', 'an RTF document', 'Save it as plain text or PDF.'],
  ['\x1F\x8B', 'a gzip archive', 'Unpack it first.'],
  ['\x89PNG', 'a picture', 'Run text recognition (OCR) on it and send the text.'],
  ['\xFF\xD8\xFF', 'a picture', 'Run text recognition (OCR) on it and send the text.'],
  ['GIF8', 'a picture', 'Run text recognition (OCR) on it and send the text.'],
];

const byteOrderMarks: [bytes: string, charset: string][] = [
  ['\xEF\xBB\xBF', 'utf-8'],
  ['\xFF\xFE', 'utf-16le'],
  ['\xFE\xFF', 'utf-16be'],
];

const usualCharsets = 'utf-8, windows-1251, koi8-r, windows-1252, utf-16le';

/** Control characters that no text has: all but tab, line feed, carriage return, form feed, and next line (U+0085). */
// eslint-disable-next-line no-control-regex -- naming them is the point
const controls = /[\u0000-\u0008\u000B\u000E-\u001A\u001C-\u001F\u007F-\u0084\u0086-\u009F]/g;

/**
 * The characters of a text file. A byte order mark decides, then the charset that was declared, then UTF-8; nothing is
 * replaced or skipped. A wrong charset is noticed where the bytes give it away: they are not valid in
 * it, they are valid UTF-8, they give control characters, or Cyrillic words with their case turned round (pЕКУ),
 * as windows-1251 read as KOI8-R does and the other way round.
 *
 * @param charset a label of the WHATWG Encoding standard, such as `windows-1251`
 * @throws UnreadableText `binary`, `unknown-charset`, `wrong-charset`
 */
export function decode(bytes: Uint8Array, charset?: string): string {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 1024)).toString('latin1');
  const kind = kinds.find(([start]) => head.startsWith(start));
  if (kind) throw new UnreadableText('binary', `This is ${kind[1]}, not text. ${kind[2]}`);
  const marked = byteOrderMarks.find(([mark]) => head.startsWith(mark))?.[1];
  const decoder = decoderFor(marked ?? charset ?? 'utf-8');
  const text = attempt(decoder, bytes);
  if (text === undefined) throw notValid(decoder.encoding, head, charset ?? marked);
  const strange = text.match(controls)?.length ?? 0;
  if (text.includes('\0') || strange > text.length / 200) {
    if (charset === undefined) throw binary();
    throw new UnreadableText(
      'wrong-charset',
      `Decoded as ${decoder.encoding}, the file is full of control characters: it is a binary file or uses another charset. ` +
        `Check the file, or declare its charset (${usualCharsets}).`,
    );
  }
  if (marked === undefined && !decoder.encoding.startsWith('utf-'))
    refuseMistaken(decoder.encoding, text, bytes);
  return text;
}

function decoderFor(charset: string): InstanceType<typeof TextDecoder> {
  try {
    return new TextDecoder(charset.trim(), { fatal: true });
  } catch {
    throw new UnreadableText(
      'unknown-charset',
      `Unknown charset "${charset.slice(0, 40)}". Declare the charset of the file, for example ${usualCharsets}.`,
    );
  }
}

function attempt(decoder: InstanceType<typeof TextDecoder>, bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

function notValid(encoding: string, head: string, declared: string | undefined): UnreadableText {
  if (head.includes('\0') && !encoding.startsWith('utf-16')) return binary();
  const whatToDo =
    declared === undefined
      ? `Declare its charset, for example "text/plain; charset=windows-1251", or save the file as UTF-8.`
      : `Declare its actual charset (${usualCharsets}), or save the file as UTF-8 and declare that.`;
  return new UnreadableText('wrong-charset', `The file is not valid ${encoding.toUpperCase()}. ${whatToDo}`);
}

function binary(): UnreadableText {
  return new UnreadableText('binary', 'This is a binary file, not text. Send plain text, HTML or PDF.');
}

/** @throws UnreadableText if a text in a one-byte charset looks as if it were in another one */
function refuseMistaken(encoding: string, text: string, bytes: Uint8Array): void {
  // By chance, bytes of a one-byte charset are next to never valid UTF-8.
  const asUtf8 = attempt(new TextDecoder('utf-8', { fatal: true }), bytes);
  if (asUtf8 !== undefined && asUtf8.length < text.length)
    throw new UnreadableText(
      'wrong-charset',
      `The file was declared as ${encoding} but is encoded in UTF-8. Declare charset=utf-8.`,
    );
  const turnedRound = text.match(/(?<!\p{L})[а-яё][А-ЯЁ]{3,}/gu)?.length ?? 0;
  const usual = text.match(/(?<!\p{L})[А-ЯЁ][а-яё]{3,}/gu)?.length ?? 0;
  if (turnedRound > 2 * usual && turnedRound > 1)
    throw new UnreadableText(
      'wrong-charset',
      `Decoded as ${encoding}, lower-case and capital letters are swapped: the file uses another Cyrillic charset. ` +
        `Declare that charset (usually windows-1251 or koi8-r), or save the file as UTF-8.`,
    );
}
