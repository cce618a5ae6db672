import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { Transaction } from '../../../database/transactions.js';
import { recordProblems, type TypedRecord } from '../check-record.js';
import type { ImportFault } from '../../import/import-report.js';
import { type DatasetRecord, UnreadableDataset } from '../read-dataset.js';
import { RECORD_TYPES, type RecordType } from '../record-schemas.js';

/** Nobody corrects more at once. */
export const MOST_FAULTS = 100;
const CHUNK = 65_536;

/** How many records of each type were read. */
export type RecordCounts = Record<RecordType, number>;

/**
 * Reads records into temporary tables, one for each type of record: `staged_objective` and so on, each with the line of
 * the file and the record. They are gone when the transaction ends.
 * @param told is called now and then with the number of records read so far
 * @returns how many there are of each type, and what is wrong with single ones
 * @throws UnreadableDataset
 */
export async function stageRecords(
  tx: Transaction,
  records: AsyncIterable<DatasetRecord>,
  told: (records: number) => void = () => {},
): Promise<{ counts: RecordCounts; faults: ImportFault[] }> {
  await tx.query(TABLES);
  const counts = Object.fromEntries(RECORD_TYPES.map((type) => [type, 0])) as RecordCounts;
  const faults: ImportFault[] = [];
  const client = (await tx.queryRunner!.connect()) as PoolClient;
  const rows = rowsOfCopy(records, counts, faults, told);
  await pipeline(
    Readable.from(rows, { objectMode: false }),
    client.query(copyFrom('COPY staged FROM STDIN')),
  );
  return { counts, faults };
}

/** Each type of record in a part of its own, so that what reads one type passes over no other. */
const TABLES = [
  'CREATE TEMPORARY TABLE staged (line integer NOT NULL, type text NOT NULL, record jsonb NOT NULL) PARTITION BY LIST (type) ON COMMIT DROP',
  ...RECORD_TYPES.filter((type) => type !== 'end').map(
    (type) =>
      `CREATE TEMPORARY TABLE ${stagedTable(type)} PARTITION OF staged FOR VALUES IN ('${type}') ON COMMIT DROP`,
  ),
].join(';\n');

/** The temporary table that holds the records of a type. */
export function stagedTable(type: RecordType): string {
  return `staged_${type.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`;
}

/** The records as COPY reads them. Once something is wrong, the rest is only checked. */
async function* rowsOfCopy(
  records: AsyncIterable<DatasetRecord>,
  counts: RecordCounts,
  faults: ImportFault[],
  told: (records: number) => void,
): AsyncGenerator<Buffer> {
  let waiting: string[] = [];
  let length = 0;
  let read = 0;
  let ended: { line: number; records: number } | undefined;
  for await (const { line, value } of records) {
    if (ended) throw new UnreadableDataset(line, 'A record follows the one that ends the file.');
    const json = JSON.stringify(value);
    const problems = recordProblems(value, json);
    if (problems.length > 0) {
      faults.push(
        ...problems.map(({ pointer, message }) => ({ sheet: null, row: line, column: pointer, message })),
      );
      if (faults.length >= MOST_FAULTS) break;
      continue;
    }
    const record = value as TypedRecord;
    counts[record.type]++;
    if (record.type === 'end') {
      ended = { line, records: record.records as number };
      continue;
    }
    if (++read % 10_000 === 0) told(read);
    if (faults.length > 0) continue;
    const row = `${line}\t${record.type}\t${json.replaceAll('\\', '\\\\')}\n`;
    waiting.push(row);
    length += row.length;
    if (length < CHUNK) continue;
    yield Buffer.from(waiting.join(''));
    [waiting, length] = [[], 0];
  }
  if (faults.length > 0) return;
  if (ended === undefined) {
    throw new UnreadableDataset(
      1,
      'The record that ends the file is missing: the file may have been cut off.',
    );
  }
  if (ended.records !== read) {
    const message = `The file has ${read} records and should have ${ended.records}: it may have been cut off or cut up.`;
    throw new UnreadableDataset(ended.line, message);
  }
  told(read);
  if (length > 0) yield Buffer.from(waiting.join(''));
}
