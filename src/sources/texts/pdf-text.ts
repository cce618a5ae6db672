import { getDocumentProxy } from 'unpdf';
import { limits } from './limits.js';
import { refuseBombs } from './pdf-streams.js';
import { UnreadableText } from './unreadable-text.js';

/** As much of pdf.js as is used here: the project does not load the types of a browser. */
interface PdfDocument {
  readonly numPages: number;
  getPage(number: number): Promise<PdfPage>;
  getMetadata(): Promise<{ info?: { Title?: unknown } }>;
  destroy(): Promise<void>;
}
interface PdfPage {
  getTextContent(): Promise<{ items: readonly PdfItem[] }>;
  cleanup(): void;
}
/** A piece of a line, or a mark of the document's structure, which has no `str`. */
interface PdfItem {
  str?: string;
  hasEOL?: boolean;
  height?: number;
  /** The last two are the place on the page, in points, from the lower left corner. */
  transform?: readonly number[];
}

/**
 * The text layer of a PDF, by pdf.js. Lines stay lines; a gap of more than one and a half lines, and the end of a page,
 * begin a new paragraph (a blank line). A document that opens with an empty password is not refused.
 *
 * @throws UnreadableText `broken`, `encrypted`, `no-text-layer`, `too-many-pages`, `too-long`, `expands-too-far`
 */
export async function pdfText(bytes: Uint8Array): Promise<{ text: string; title?: string }> {
  refuseBombs(bytes);
  const pdf = await open(bytes);
  try {
    if (pdf.numPages > limits.pages)
      throw new UnreadableText(
        'too-many-pages',
        `This PDF has ${pdf.numPages} pages; at most ${limits.pages} can be read. Send only the part that you cite.`,
      );
    const text = await pagesOf(pdf);
    if (text.trim() === '')
      throw new UnreadableText(
        'no-text-layer',
        'This PDF contains images of its pages but no text. Run text recognition (OCR) on it and send the result.',
      );
    const { info } = await pdf.getMetadata().catch(() => ({ info: undefined }));
    const title = typeof info?.Title === 'string' ? info.Title.replace(/\s+/g, ' ').trim() : '';
    return title === '' ? { text } : { text, title };
  } finally {
    await pdf.destroy();
  }
}

async function open(bytes: Uint8Array): Promise<PdfDocument> {
  try {
    // pdf.js takes the bytes away from anyone who gave them: it gets a copy.
    const pdf: unknown = await getDocumentProxy(new Uint8Array(bytes), {
      verbosity: 0,
      isEvalSupported: false,
      useSystemFonts: false,
      useWorkerFetch: false,
    });
    return pdf as PdfDocument;
  } catch (error) {
    throw refusal(error);
  }
}

async function pagesOf(pdf: PdfDocument): Promise<string> {
  const pages: string[] = [];
  let length = 0;
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await pageOf(pdf, number);
    length += page.length;
    // Code units, so up to twice the characters: the exact limit is checked on the normalised text.
    if (length > 2 * limits.characters) throw tooLong();
    if (page !== '') pages.push(page);
  }
  return pages.join('\n\n');
}

async function pageOf(pdf: PdfDocument, number: number): Promise<string> {
  try {
    const page = await pdf.getPage(number);
    const { items } = await page.getTextContent();
    page.cleanup();
    return linesOf(items);
  } catch (error) {
    throw refusal(error);
  }
}

function linesOf(items: readonly PdfItem[]): string {
  let text = '';
  let line = '';
  let place: { y: number; height: number } | undefined;
  let last: typeof place;
  const end = (): void => {
    if (line.trim() !== '') {
      const gap = place && last ? Math.abs(last.y - place.y) : 0;
      const apart = gap > 1.5 * 1.2 * Math.max(place?.height ?? 0, last?.height ?? 0);
      text += text === '' ? line.trim() : `${apart ? '\n\n' : '\n'}${line.trim()}`;
      last = place;
    }
    line = '';
    place = undefined;
  };
  for (const { str, hasEOL, height, transform } of items) {
    if (str === undefined) continue;
    line += str;
    if (str.trim() !== '') place ??= { y: transform?.[5] ?? 0, height: height ?? 0 };
    if (hasEOL) end();
  }
  end();
  return text;
}

/** pdf.js tells its errors apart by name only. */
function refusal(error: unknown): unknown {
  if (error instanceof UnreadableText) return error;
  const { name } = error as Error;
  if (name === 'PasswordException' || /encrypt|password/i.test(String((error as Error).message)))
    return new UnreadableText(
      'encrypted',
      'This PDF is encrypted. Open it with its password, save it without a password, and send that file.',
    );
  return new UnreadableText(
    'broken',
    'This PDF is damaged or incomplete. Open it in a viewer and print it to a new PDF, or send its text.',
  );
}

/** The text of a document is longer than the service takes. */
export function tooLong(): UnreadableText {
  return new UnreadableText(
    'too-long',
    `The text has more than ${limits.characters} characters. Add the part that you cite as a separate source.`,
  );
}
