import { inflateSync } from 'node:zlib';
import { limits } from './limits.js';
import { UnreadableText } from './unreadable-text.js';

/** How often a stream may be packed in itself: more than twice serves nobody. */
const deepest = 3;

/**
 * Refuses a PDF whose packed streams would unpack to more than is sensible, before pdf.js unpacks them without a limit.
 *
 * Every stream is tried, whatever its dictionary says of its filters; pictures (/Subtype /Image) are left out: they are
 * large by nature and never unpacked for their text. Streams packed by other means than Deflate are not
 * measured; the time and memory of a worker bound those.
 *
 * @throws UnreadableText `expands-too-far`
 */
export function refuseBombs(bytes: Uint8Array): void {
  const pdf = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let left: number = limits.streams;
  let end = 0;
  for (let at = pdf.indexOf('stream'); at !== -1; at = pdf.indexOf('stream', at + 6)) {
    if (pdf.toString('latin1', at - 3, at) === 'end' || isPicture(pdf, at)) continue;
    let from = at + 6;
    if (pdf[from] === 0x0d) from += 1;
    if (pdf[from] === 0x0a) from += 1;
    if (end < from) end = pdf.indexOf('endstream', from);
    if (end === -1) end = pdf.length;
    left -= unpackedSize(pdf.subarray(from, end), Math.min(limits.stream, left));
    if (left <= 0) throw tooFar();
  }
}

function isPicture(pdf: Buffer, stream: number): boolean {
  const before = pdf.toString('latin1', Math.max(0, stream - 2048), stream);
  return /\/Subtype\s*\/Image\b/.test(before.slice(before.lastIndexOf(' obj') + 1));
}

/** The size of a stream unpacked, all layers together; 0 for what is not packed by Deflate. */
function unpackedSize(packed: Buffer, most: number): number {
  let size = 0;
  let layer = packed;
  for (let depth = 0; depth < deepest && looksDeflated(layer); depth += 1) {
    try {
      // Streams cut short still unpack, in pdf.js as here.
      layer = inflateSync(layer, { maxOutputLength: most, finishFlush: 2 });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooFar();
      return size;
    }
    size += layer.length;
  }
  return size;
}

/** RFC 1950: method 8, and the first two bytes as a number divisible by 31. */
function looksDeflated(bytes: Buffer): boolean {
  return bytes.length > 2 && (bytes[0]! & 0x0f) === 8 && bytes.readUInt16BE(0) % 31 === 0;
}

function tooFar(): UnreadableText {
  return new UnreadableText(
    'expands-too-far',
    'This PDF expands to far more data than a document contains. Open it in a viewer and print it to a new PDF, or send its text.',
  );
}
