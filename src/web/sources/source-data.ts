import { printableThroughout } from '../../documents/printable.js';
import { citationOf } from '../../sources/formats/citation.js';
import type { ListedSource } from '../../sources/sources.reader.js';
import type { SourceModel, UsedPassage } from './source-model.js';
import { csvLine } from '../../documents/csv.js';

/** What a source's page shows, for programs; the text itself stands at the API's address for it. */
export function sourceJson({ source, stretch, passages, uses, places }: SourceModel): object {
  return {
    source,
    text:
      stretch === null
        ? null
        : {
            sha256: stretch.sha256,
            characters: stretch.characters,
            from: stretch.from,
            next: stretch.next,
            anchors: places,
          },
    passages: {
      items: passages.items.map((passage) => ({ ...passage, uses: uses.get(passage.id) ?? [] })),
      nextCursor: passages.nextCursor,
    },
  };
}

/** The sources as a table, with how many passages each has. */
export function* sourcesCsv(sources: readonly ListedSource[]): Generator<string> {
  yield csvLine([
    'source',
    'title',
    'citation',
    'published_on',
    'language',
    'rights',
    'passages',
    'has_text',
  ]);
  for (const source of sources) {
    const { slug, title, publishedOn, language, rights, passages, hasText } = source;
    yield csvLine([slug, title, citationOf(source), publishedOn, language, rights, passages, hasText]);
  }
}

const COLUMNS = [
  'id',
  'exact',
  'prefix',
  'suffix',
  'start',
  'end',
  'paragraph',
  'summary',
  'anchor',
  'place_start',
  'place_end',
  'uses',
];

/**
 * Passages as a table in reading order. `start` and `end` are those of the quotation, `place_…` where it stands in the
 * text that we hold now; `uses` has one line an objective: how it is used, plan, code, level and assessor.
 */
export async function* passagesCsv(passages: AsyncIterable<UsedPassage>): AsyncGenerator<string> {
  yield csvLine(COLUMNS);
  for await (const passage of passages) {
    const row = printableThroughout(passage);
    const { id, exact, prefix, suffix, start, end, paragraph, summary, anchor, place, uses } = row;
    const lines = uses.map(
      ({ use, plan, code, level, assessor }) =>
        `${use}: ${plan.slug} ${code}${level === null ? '' : ` (${level.slug}, ${assessor?.slug})`}`,
    );
    yield csvLine([
      ...[id, exact, prefix, suffix, start, end, paragraph, summary, anchor],
      ...[place?.start ?? null, place?.end ?? null, lines.join('\n')],
    ]);
  }
}
