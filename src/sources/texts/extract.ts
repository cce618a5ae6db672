import { normalise, textSha256 } from '../anchoring/normalise.js';
import { decode } from './decode.js';
import { limits } from './limits.js';
import { UnreadableText } from './unreadable-text.js';

/** The text of a document, in its canonical form. */
export interface ExtractedText {
  /** See {@link normalise}. */
  text: string;
  /** Of `text`, see {@link textSha256}. */
  sha256: string;
  /** What the document was, without parameters. */
  mediaType: string;
  /** Length of `text` in code points. */
  characters: number;
  /** What the document calls itself, if it does. */
  title?: string;
}

interface Read {
  text: string;
  title?: string;
}

/** The kinds of documents that can be read. The readers of HTML and PDF are loaded when they are first needed. */
const readers: Record<string, (bytes: Uint8Array, charset?: string) => Read | Promise<Read>> = {
  'text/plain': (bytes, charset) => ({ text: decode(bytes, charset) }),
  'text/html': async (bytes, charset) => (await import('./html-text.js')).htmlText(bytes, charset),
  'application/xhtml+xml': async (bytes, charset) =>
    (await import('./html-text.js')).htmlText(bytes, charset),
  'application/pdf': async (bytes) => (await import('./pdf-text.js')).pdfText(bytes),
};

/**
 * The text of a document of up to 20 MB. It keeps the thread busy for as long as it takes, seconds for a long PDF:
 * a server asks {@link TextWorkers} for it.
 *
 * @param mediaType `text/plain`, `text/html`, `application/xhtml+xml` or `application/pdf`; parameters may follow
 * @param charset goes before a charset parameter of the media type
 * @throws UnreadableText saying what is wrong with the document and what to do
 */
export async function extractText(
  bytes: Uint8Array,
  mediaType: string,
  charset?: string,
): Promise<ExtractedText> {
  const [type = '', ...parameters] = mediaType.split(';').map((part) => part.trim());
  const kind = type.toLowerCase();
  const read = Object.hasOwn(readers, kind) ? readers[kind] : undefined;
  if (!read)
    throw new UnreadableText(
      'unsupported-type',
      `Documents of type "${kind.slice(0, 80)}" cannot be read. Send text/plain, text/html or application/pdf.`,
    );
  if (bytes.length > limits.bytes)
    throw new UnreadableText(
      'too-large',
      `The document is larger than ${limits.bytes / 2 ** 20} MB. Send only the part that you cite, or only its text.`,
    );
  if (bytes.length === 0)
    throw new UnreadableText('empty', 'The document is empty (0 bytes). Send the file itself.');
  const { text: raw, title } = await read(bytes, charset ?? charsetOf(parameters));
  const text = normalise(raw);
  const characters = codePoints(text);
  if (text.trim() === '')
    throw new UnreadableText('empty', 'The document contains no text, only white space. Check the file.');
  if (characters > limits.characters)
    throw new UnreadableText(
      'too-long',
      `The text has ${characters} characters; at most ${limits.characters} are accepted. Send only the part that you cite.`,
    );
  return {
    text,
    sha256: textSha256(text),
    mediaType: kind,
    characters,
    ...(title === undefined ? {} : { title: normalise(title) }),
  };
}

function charsetOf(parameters: readonly string[]): string | undefined {
  for (const parameter of parameters) {
    const charset = /^charset\s*=\s*"?([^"\s][^"]*)"?$/i.exec(parameter)?.[1];
    if (charset !== undefined) return charset;
  }
  return undefined;
}

function codePoints(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at += text.codePointAt(at)! > 0xffff ? 2 : 1) count += 1;
  return count;
}
