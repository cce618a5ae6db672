import { DATASET_FORMAT } from './dataset-file.js';

/** A dataset that is held in memory as a whole is no larger; in JSON Lines it may be of any length. */
const MOST_MIB = 64;
const MOST_BYTES = MOST_MIB * 1024 * 1024;

const FIRST_FORMAT = 'presidency-scorecard-dataset/1';

/** Something that keeps a file from being read on, with the line it stands on. */
export class UnreadableDataset extends Error {
  constructor(
    readonly line: number,
    message: string,
  ) {
    super(message);
  }
}

export interface DatasetRecord {
  /** Of the file, from 1; of one JSON that has several records a line, the number of the record. */
  line: number;
  value: unknown;
}

/** A plan as somebody wrote it by hand, or records with their history, read as they are consumed. */
export type OpenDataset =
  { version: 1; dataset: unknown } | { version: 2; records: AsyncIterable<DatasetRecord> };

interface Line {
  line: number;
  text: string;
}

/**
 * Opens a dataset of either version and layout. Of version 2, what has one record a line is read line by line, in JSON
 * Lines and in one JSON alike; other JSON is read as a whole, and version 1 always is.
 * @throws UnreadableDataset, also while the records are read
 */
export async function openDataset(bytes: AsyncIterable<Uint8Array>): Promise<OpenDataset> {
  const lines = linesOf(bytes);
  const first = await nextOf(lines);
  if (first === undefined) throw new UnreadableDataset(1, 'The file is empty.');
  const header = parsed(first.text);
  if (isObject(header) && header.format === DATASET_FORMAT && !('records' in header)) {
    return { version: 2, records: recordsOf(lines, 'jsonl') };
  }
  if (/"records"\s*:\s*\[\s*$/.test(first.text)) {
    const start = parsed(`${first.text}]}`);
    if (isObject(start) && start.format === DATASET_FORMAT) {
      return { version: 2, records: recordsOf(lines, 'json') };
    }
  }
  return ofWhole(header ?? (await wholeOf(first, lines)));
}

function ofWhole(value: unknown): OpenDataset {
  const { format, records }: Record<string, unknown> = isObject(value) ? value : {};
  if (format === FIRST_FORMAT) return { version: 1, dataset: value };
  if (format === DATASET_FORMAT && Array.isArray(records)) {
    return { version: 2, records: numbered(records as unknown[]) };
  }
  const known = `"${DATASET_FORMAT}" or "${FIRST_FORMAT}"`;
  throw new UnreadableDataset(
    1,
    typeof format === 'string' && format !== DATASET_FORMAT
      ? `The format "${format.slice(0, 100)}" is not known here: it has to be ${known}.`
      : `The file is no dataset: "format" has to be ${known}, the latter with a list "records".`,
  );
}

/** The records that follow the first line. */
async function* recordsOf(
  lines: AsyncGenerator<Line>,
  layout: 'json' | 'jsonl',
): AsyncGenerator<DatasetRecord> {
  let isClosed = layout === 'jsonl';
  for await (const { line, text } of lines) {
    if (layout === 'json') {
      if (/^\s*\]\s*\}\s*$/.test(text)) {
        isClosed = true;
        continue;
      }
    }
    const value = parsed(layout === 'json' ? text.replace(/,\s*$/, '') : text);
    if (isClosed && layout === 'json')
      throw new UnreadableDataset(line, 'The JSON has ended before this line.');
    if (value === undefined) {
      throw new UnreadableDataset(
        line,
        'This line is no whole record in JSON: the file may have been cut off.',
      );
    }
    yield { line, value };
  }
  if (!isClosed) throw new UnreadableDataset(1, 'The JSON does not end: the file may have been cut off.');
}

async function* numbered(records: readonly unknown[]): AsyncGenerator<DatasetRecord> {
  // In a generator that can be awaited, as the other readers are.
  await Promise.resolve();
  for (const [at, value] of records.entries()) yield { line: at + 1, value };
}

async function wholeOf(first: Line, lines: AsyncGenerator<Line>): Promise<unknown> {
  const texts = [first.text];
  let length = first.text.length;
  for await (const { text } of lines) {
    length += text.length + 1;
    if (length > MOST_BYTES) {
      throw new UnreadableDataset(
        1,
        `One JSON can have ${MOST_MIB} MiB, unless each record stands on a line of its own as the service writes it. ` +
          'Write JSON Lines.',
      );
    }
    texts.push(text);
  }
  try {
    return JSON.parse(texts.join('\n'));
  } catch (error) {
    throw new UnreadableDataset(first.line, `The file holds no valid JSON: ${(error as Error).message}`);
  }
}

/** The lines that hold anything, as text. @throws UnreadableDataset where it is not UTF-8, or a line is too long */
async function* linesOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Line> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let line = 0;
  let pieces: Uint8Array[] = [];
  let length = 0;
  const finish = (): Line | undefined => {
    line++;
    const held = pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces);
    [pieces, length] = [[], 0];
    try {
      // Each line is decoded by itself, so a byte order mark is one at the start of any of them.
      const text = decoder.decode(held);
      return text.trim() === '' ? undefined : { line, text };
    } catch {
      throw new UnreadableDataset(line, 'This line is not UTF-8.');
    }
  };
  for await (const chunk of bytes) {
    let start = 0;
    for (;;) {
      const end = chunk.indexOf(10, start);
      const piece = chunk.subarray(start, end === -1 ? undefined : end);
      length += piece.length;
      if (length > MOST_BYTES) {
        throw new UnreadableDataset(line + 1, `A line can have ${MOST_MIB} MiB.`);
      }
      pieces.push(piece);
      if (end === -1) break;
      const full = finish();
      if (full) yield full;
      start = end + 1;
    }
  }
  const last = finish();
  if (last) yield last;
}

async function nextOf<T>(values: AsyncGenerator<T>): Promise<T | undefined> {
  const next: IteratorResult<T, unknown> = await values.next();
  return next.done === true ? undefined : next.value;
}

/** What a text holds as JSON; undefined where it holds none. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
