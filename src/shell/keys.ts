import type { Readable } from 'node:stream';

/** A stream of keys: a terminal, which hands each over as it is pressed, or a pipe, in which every character is one. */
interface KeyInput extends Readable {
  isTTY?: boolean;
  setRawMode?: (raw: boolean) => unknown;
}

/**
 * The keys of an input, one by one; the Enter key and the line ends of a pipe are "\n". A terminal is put back as it was when the reader
 * stops, however it stops.
 */
export async function* keysOf(input: KeyInput): AsyncGenerator<string> {
  const isTerminal = input.isTTY === true;
  if (isTerminal) input.setRawMode?.(true);
  try {
    input.setEncoding('utf8');
    for await (const chunk of input as AsyncIterable<string>) {
      // An arrow or a function key comes as one sequence that begins with Escape.
      if (chunk.startsWith('\u001b')) yield chunk;
      else for (const key of chunk.replaceAll('\r\n', '\n')) yield key === '\r' ? '\n' : key;
    }
  } finally {
    if (isTerminal) input.setRawMode?.(false);
  }
}
