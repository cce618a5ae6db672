import { Readable } from 'node:stream';

/** Small enough to hold, large enough that sending costs little beside making. */
const CHUNK = 32_768;

/** Texts joined to pieces of some size, so that a row is not sent by itself. */
async function* inPieces(texts: AsyncIterable<string>): AsyncGenerator<Buffer> {
  let waiting: string[] = [];
  let length = 0;
  for await (const text of texts) {
    waiting.push(text);
    length += text.length;
    if (length < CHUNK) continue;
    yield Buffer.from(waiting.join(''));
    [waiting, length] = [[], 0];
  }
  if (length > 0) yield Buffer.from(waiting.join(''));
}

/**
 * A stream of texts as UTF-8, made as it is read.
 * @param ahead how many bytes are made before somebody reads them
 */
export function readableOf(texts: AsyncIterable<string>, ahead?: number): Readable {
  return Readable.from(inPieces(texts), { objectMode: false, highWaterMark: ahead });
}
