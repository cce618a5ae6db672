import { partsOfPublicationDate } from '../../core/publication-date.js';
import type { SourceView } from '../sources.reader.js';
import { nameOf } from './names.js';

export interface CslName {
  family?: string;
  given?: string;
  'non-dropping-particle'?: string;
  suffix?: string;
  /** A body, or a name that cannot be taken apart. */
  literal?: string;
}

/** A citation item, the part of it that a source can fill. */
export interface CslItem {
  id: string;
  type: 'webpage' | 'document';
  title: string;
  author?: CslName[];
  publisher?: string;
  /** One date, or the two ends of a range, each as precise as is known. */
  issued?: { 'date-parts': number[][] };
  language?: string;
  URL?: string;
}

/**
 * A source as a CSL-JSON item (citation-style-language/schema, csl-data.json, CSL 1.0.2): `id` is the slug; `type` is
 * `webpage` where the source has an address, else `document`, the catch-all, since we keep no genre; `URL` is its own
 * address, or that of the archived copy. No `accessed`: we do not know when the reader looked. The rights and our own
 * remark have no variable (`note` is read as field assignments by some processors).
 */
export function toCsl(source: SourceView): CslItem {
  const url = source.url ?? source.archiveUrl;
  return {
    id: source.slug,
    type: url === null ? 'document' : 'webpage',
    title: source.title,
    ...(source.authors.length === 0 ? {} : { author: source.authors.map(toCslName) }),
    ...(source.publisher === null ? {} : { publisher: source.publisher }),
    ...(source.publishedOn === null
      ? {}
      : { issued: { 'date-parts': partsOfPublicationDate(source.publishedOn) } }),
    ...(source.language === null ? {} : { language: source.language }),
    ...(url === null ? {} : { URL: url }),
  };
}

/** The items as a file: an array, as the schema has it and reference managers read it, also for one. */
export function writeCsl(sources: readonly SourceView[]): string {
  return `${JSON.stringify(sources.map(toCsl), null, 2)}\n`;
}

function toCslName(author: string): CslName {
  const name = nameOf(author);
  if ('literal' in name) return name;
  const { family, given, particle, suffix } = name;
  return {
    family,
    given,
    ...(particle === undefined ? {} : { 'non-dropping-particle': particle }),
    ...(suffix === undefined ? {} : { suffix }),
  };
}
