/** The format of a dataset with its history; `docs/reference/dataset.md` describes it. */
export const DATASET_FORMAT = 'presidency-scorecard-dataset/2';

/** The two ways to write the same records. */
export type DatasetLayout = 'json' | 'jsonl';

/**
 * The text of a dataset file, made as it is read: one record a line in either layout, so that a file of any length can be
 * read line by line. The last record says how many there are, so that a file that was cut off shows.
 */
export async function* datasetText(
  records: AsyncIterable<string>,
  layout: DatasetLayout,
  exportedAt: string,
): AsyncGenerator<string> {
  const header = JSON.stringify({ format: DATASET_FORMAT, exportedAt });
  const [start, separator, end] =
    layout === 'jsonl'
      ? [`${header}\n`, '\n', '\n']
      : [`${header.slice(0, -1)},"records":[\n`, ',\n', '\n]}\n'];
  yield start;
  let count = 0;
  for await (const record of records) {
    count++;
    yield `${record}${separator}`;
  }
  yield `${JSON.stringify({ type: 'end', records: count })}${end}`;
}
