import type { SourceView } from '../sources.reader.js';

/** The part of a source that its citation is made of. */
export type Cited = Pick<
  SourceView,
  'authors' | 'title' | 'publisher' | 'publishedOn' | 'url' | 'archiveUrl'
>;

/** Where a source can be read: its own address, or that of the archived copy. */
export function addressOf({ url, archiveUrl }: Pick<Cited, 'url' | 'archiveUrl'>): string | null {
  return url ?? archiveUrl;
}

/**
 * A source in one line, for a list of sources: authors, title, publisher and day, address. In the words of the record
 * and with the day as ISO 8601 writes it, so that it reads the same in every language. Ends without a full stop where
 * it ends with an address, which one would otherwise belong to.
 */
export function citationOf(source: Cited): string {
  const published = [source.publisher, source.publishedOn].filter((part) => part !== null).join(', ');
  const sentences = [source.authors.join(', '), `“${source.title}”`, published]
    .filter((part) => part !== '')
    .map((part) => (/[.!?…]$/u.test(part) ? part : `${part}.`));
  const address = addressOf(source);
  return [...sentences, ...(address === null ? [] : [address])].join(' ');
}
