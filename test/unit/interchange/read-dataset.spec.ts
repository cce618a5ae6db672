import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { datasetText } from '../../../src/interchange/dataset/dataset-file.js';
import { openDataset } from '../../../src/interchange/dataset/read-dataset.js';

const HEADER = '{"format":"presidency-scorecard-dataset/2","exportedAt":"2026-11-27T00:00:00.000Z"}';

async function* piecesOf(bytes: Buffer, size = 7): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
}

async function read(text: string | Buffer, size?: number): Promise<[line: number, value: unknown][]> {
  const opened = await openDataset(piecesOf(Buffer.from(text as string), size));
  if (opened.version === 1) return [[0, opened.dataset]];
  const records: [number, unknown][] = [];
  for await (const { line, value } of opened.records) records.push([line, value]);
  return records;
}

async function* each<T>(values: readonly T[]): AsyncGenerator<T> {
  for (const value of values) yield await Promise.resolve(value);
}

async function written(records: unknown[], layout: 'json' | 'jsonl'): Promise<string> {
  const texts = each(records.map((record) => JSON.stringify(record)));
  let text = '';
  for await (const piece of datasetText(texts, layout, '2026-11-27T00:00:00.000Z')) text += piece;
  return text;
}

describe('a dataset file', () => {
  it('gives back what was written, in either layout, wherever the bytes are cut', async () => {
    const anything = fc.record({ type: fc.constant('x'), words: fc.string({ unit: 'binary' }), n: fc.nat() });
    await fc.assert(
      fc.asyncProperty(
        fc.array(anything, { maxLength: 5 }),
        fc.constantFrom('json' as const, 'jsonl' as const),
        fc.integer({ min: 1, max: 40 }),
        async (records, layout, size) => {
          const text = await written(records, layout);
          const found = await read(text, size);
          expect(found.map(([, value]) => value)).toEqual([
            ...records,
            { type: 'end', records: records.length },
          ]);
          expect(found.map(([line]) => line)).toEqual(found.map((_, at) => at + 2));
          if (layout === 'json') expect(JSON.parse(text).records).toHaveLength(records.length + 1);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is read however a program has laid its JSON out, with the number of the record as its line', async () => {
    const value = JSON.parse(await written([{ type: 'a' }, { type: 'b' }], 'json'));
    for (const text of [
      JSON.stringify(value),
      JSON.stringify(value, null, 2),
      `\uFEFF${JSON.stringify(value, null, '\t')}`,
    ]) {
      expect(await read(text)).toEqual([
        [1, { type: 'a' }],
        [2, { type: 'b' }],
        [3, { type: 'end', records: 2 }],
      ]);
    }
  });

  it('of version 1 is read as a whole', async () => {
    const dataset = { format: 'presidency-scorecard-dataset/1', plan: {} };
    for (const indent of [0, 2])
      expect(await read(JSON.stringify(dataset, null, indent))).toEqual([[0, dataset]]);
  });

  it.each([
    ['nothing', '', 1, 'is empty'],
    ['other JSON', '{"a": 1}', 1, 'is no dataset'],
    ['a later format', '{"format":"presidency-scorecard-dataset/3"}', 1, 'is not known here'],
    ['no JSON', 'code;title\n1;x\n', 1, 'no valid JSON'],
    ['half a record', `${HEADER}\n{"type":"a"}\n{"type":"b`, 3, 'cut off'],
    ['one JSON that does not end', `${HEADER.slice(0, -1)},"records":[\n{"type":"a"},\n`, 1, 'cut off'],
    ['more after its end', `${HEADER.slice(0, -1)},"records":[\n]}\n{"type":"a"}`, 3, 'has ended'],
    ['bytes that are no UTF-8', Buffer.from([...Buffer.from(HEADER), 10, 0x22, 0xff, 0x22]), 2, 'not UTF-8'],
  ])('with %s is refused at the line where it goes wrong', async (_what, text, line, message) => {
    await expect(read(text)).rejects.toMatchObject({ line, message: expect.stringContaining(message) });
  });
});
