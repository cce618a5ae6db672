import type { Page } from '../../core/cursors.js';
import type { PassageView, SourceView } from '../sources.reader.js';

/** The context of W3C Web Annotations; also the profile of their media type. */
export const ANNOTATION_CONTEXT = 'http://www.w3.org/ns/anno.jsonld';

/** Selects by the words (TextQuoteSelector, 4.2.4) or by the place in code points, `end` exclusive (4.2.5). */
export type Selector =
  | { type: 'TextQuoteSelector'; exact: string; prefix?: string; suffix?: string }
  | { type: 'TextPositionSelector'; start: number; end: number };

export interface TextualBody {
  type: 'TextualBody';
  value: string;
  format: 'text/plain';
  purpose: 'describing';
}

export interface Annotation {
  id: string;
  type: 'Annotation';
  motivation: 'describing' | 'highlighting';
  body?: TextualBody | TextualBody[];
  target: {
    type: 'SpecificResource';
    source: string;
    selector?: Selector[];
    state?: { type: 'TimeState'; cached: string };
  };
}

export interface AnnotationCollection {
  id: string;
  type: 'AnnotationCollection';
  label: string;
  total?: number;
  first?: string;
}

export interface AnnotationPage {
  id: string;
  type: 'AnnotationPage';
  partOf: AnnotationCollection;
  next?: string;
  startIndex?: number;
  items: Annotation[];
}

/** With the context, as a document of its own needs it. */
export type Document<T> = { '@context': typeof ANNOTATION_CONTEXT } & T;

/** As much of a source as its passages' annotations need. */
export type AnnotatedSource = Pick<SourceView, 'slug' | 'title' | 'url' | 'archiveUrl'>;

/**
 * A passage as a W3C Web Annotation (Web Annotation Data Model, Recommendation of 23 February 2017).
 *
 * - `target` is a SpecificResource (4): `source` is the document's own address, or ours for it where it has none; an
 *   archived copy is its `state` (TimeState, 4.3.1). A quotation has a TextQuoteSelector and, where it stands at a
 *   known place, a TextPositionSelector, which both select the same words. A place that no longer holds (anchor
 *   relocated, ambiguous or lost) is left out. Positions count in the normalised text that we hold.
 * - `body` (3.2.4): what we say in our own words of the passage is a TextualBody with the purpose `describing` (3.3.5:
 *   "to describe the Target, as opposed to a comment about them"). A citation without a quotation has no selector, so
 *   its paragraph is told in a describing body too, and no reader is left without the place.
 * - `motivation`: `describing` where there is such a body, else `highlighting`: a quotation alone marks a segment. An
 *   annotation may have no body (3.1).
 *
 * What a passage proves is not said here: that is the evidence of an assessment.
 * @param base IRI or path, ending in `/`, against which the service's own relative IRIs are resolved
 */
export function toAnnotation(
  passage: PassageView,
  source: AnnotatedSource,
  base: string,
): Document<Annotation> {
  return { '@context': ANNOTATION_CONTEXT, ...annotation(passage, source, base) };
}

/**
 * A page of a source's passages as an AnnotationPage within the AnnotationCollection of them all (5.1 and 5.2). Its
 * `next` is the page that the cursor leads to. There is no `prev`, which a page should have: pages lead forward only.
 * `startIndex` and `total` are told where they are known without counting.
 *
 * A source without passages gives the empty collection: a page must have an annotation.
 * @param asked the page's own `cursor` and `limit`, as in its address
 */
export function toAnnotationPage(
  page: Page<PassageView>,
  source: AnnotatedSource,
  asked: { cursor?: string; limit?: number },
  base: string,
): Document<AnnotationPage> | Document<AnnotationCollection> {
  const list = `sources/${source.slug}/passages`;
  const isFirst = asked.cursor === undefined;
  const isAll = isFirst && page.nextCursor === null;
  const address = (cursor?: string): string => resolve(base, `${list}?${parameters(cursor, asked.limit)}`);
  const collection: AnnotationCollection = {
    id: resolve(base, list),
    type: 'AnnotationCollection',
    label: `Passages of "${source.title}"`,
    ...(isAll ? { total: page.items.length } : {}),
  };
  if (isAll && page.items.length === 0) return { '@context': ANNOTATION_CONTEXT, ...collection };
  return {
    '@context': ANNOTATION_CONTEXT,
    id: address(asked.cursor),
    type: 'AnnotationPage',
    partOf: { ...collection, first: address() },
    ...(page.nextCursor === null ? {} : { next: address(page.nextCursor) }),
    ...(isFirst ? { startIndex: 0 } : {}),
    items: page.items.map((passage) => annotation(passage, source, base)),
  };
}

/** Pages of another size are other pages: the size is always part of the name. */
function parameters(cursor: string | undefined, limit = 50): string {
  return new URLSearchParams({
    limit: String(limit),
    ...(cursor === undefined ? {} : { cursor }),
  }).toString();
}

function annotation(passage: PassageView, source: AnnotatedSource, base: string): Annotation {
  const bodies = bodiesOf(passage);
  const selector = selectorsOf(passage);
  return {
    id: resolve(base, `passages/${passage.id}`),
    type: 'Annotation',
    motivation: bodies.length > 0 ? 'describing' : 'highlighting',
    ...(bodies.length === 0 ? {} : { body: bodies.length === 1 ? bodies[0]! : bodies }),
    target: {
      type: 'SpecificResource',
      source: source.url ?? resolve(base, `sources/${source.slug}`),
      ...(selector.length === 0 ? {} : { selector }),
      ...(source.archiveUrl === null ? {} : { state: { type: 'TimeState', cached: source.archiveUrl } }),
    },
  };
}

function bodiesOf({ exact, summary, paragraph }: PassageView): TextualBody[] {
  const say = (value: string): TextualBody => ({
    type: 'TextualBody',
    value,
    format: 'text/plain',
    purpose: 'describing',
  });
  return [
    ...(summary === null ? [] : [say(summary)]),
    ...(exact === null && paragraph !== null ? [say(`Paragraph ${paragraph} of the body`)] : []),
  ];
}

function selectorsOf({ exact, prefix, suffix, start, end, anchor }: PassageView): Selector[] {
  if (exact === null) return [];
  const holds = anchor === 'verified' || anchor === 'unverified';
  return [
    {
      type: 'TextQuoteSelector',
      exact,
      ...(prefix === null ? {} : { prefix }),
      ...(suffix === null ? {} : { suffix }),
    },
    ...(holds && start !== null && end !== null
      ? [{ type: 'TextPositionSelector' as const, start, end }]
      : []),
  ];
}

/** A relative IRI resolved against an absolute base (RFC 3986, 5); against a path it stays relative to the server. */
function resolve(base: string, relative: string): string {
  return URL.canParse(base) ? new URL(relative, base).href : `${base}${relative}`;
}
