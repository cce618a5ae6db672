import { paragraphAt } from '../sources/anchoring/body-paragraphs.js';
import { describe } from '../sources/anchoring/describe.js';
import { findAll, type TextRange } from '../sources/anchoring/find-all.js';
import { NormalisedText } from '../sources/anchoring/normalised-text.js';
import type { Dataset, DatasetPassage, DatasetSource } from './dataset.js';

/** What became of one quotation. */
export interface AnchorReport {
  passage: string;
  /** `ambiguous`: the quotation stands in several places and nothing tells which is meant; lengthen it. */
  state: 'anchored' | 'ambiguous' | 'missing';
  /** Number of places in the text. */
  places: number;
  /** The paragraph the dataset named before, if any: compare it with the one found. */
  statedParagraph?: number;
  /** The paragraph found, if the quotation is anchored in the body of the text. */
  paragraph?: number;
}

/**
 * Fills in the selectors of every quotation of one source from the source's text: prefix, suffix, start, end,
 * paragraph, and the text's SHA-256. Pure: the dataset given is left as it is.
 *
 * Of several places, the one in the paragraph that the passage names is taken, or the one between the prefix
 * and suffix that it names. Where no single place is left, positions are removed, because they would belong
 * to another text than the hash; prefix, suffix and paragraph stay as hints.
 *
 * @throws Error if the dataset has no such source
 */
export function anchorDataset(
  dataset: Dataset,
  sourceSlug: string,
  rawText: string,
): { dataset: Dataset; report: AnchorReport[] } {
  if (!dataset.sources.some(({ slug }) => slug === sourceSlug))
    throw new Error(`the dataset has no source "${sourceSlug}"`);
  const text = new NormalisedText(rawText);
  const report: AnchorReport[] = [];
  const sources = dataset.sources.map((source) => {
    if (source.slug !== sourceSlug) return source;
    const passages = source.passages.map((passage) => {
      if (passage.exact === undefined) return passage;
      const [anchored, line] = anchorPassage(text, passage, passage.exact);
      report.push(line);
      return anchored;
    });
    return withText(source, text.sha256, passages);
  });
  return { dataset: { ...dataset, sources }, report };
}

/** A dataset as its file holds it: two spaces of indentation, a closing line break, keys in their order. */
export function serialiseDataset(dataset: Dataset): string {
  return `${JSON.stringify(dataset, null, 2)}\n`;
}

function anchorPassage(
  text: NormalisedText,
  passage: DatasetPassage,
  exact: string,
): [DatasetPassage, AnchorReport] {
  const places = findAll(text, exact);
  const place = places.length > 1 ? chosen(text, passage, places) : places[0];
  const line = {
    passage: passage.key,
    places: places.length,
    ...(passage.paragraph === undefined ? {} : { statedParagraph: passage.paragraph }),
  };
  if (!place) {
    const kept = { ...passage };
    delete kept.start;
    delete kept.end;
    return [kept, { ...line, state: places.length > 1 ? 'ambiguous' : 'missing' }];
  }
  const selectors = describe(text, place.start, place.end);
  const { paragraph } = selectors;
  const { key, summary } = passage;
  return [
    { key, ...selectors, ...(summary === undefined ? {} : { summary }) },
    { ...line, state: 'anchored', ...(paragraph === undefined ? {} : { paragraph }) },
  ];
}

/** The single place that the passage's own hints leave, if they leave one. */
function chosen(
  text: NormalisedText,
  passage: DatasetPassage,
  places: readonly TextRange[],
): TextRange | undefined {
  const inParagraph = places.filter(({ start }) => paragraphAt(text, start) === passage.paragraph);
  const candidates = passage.paragraph === undefined ? places : inParagraph;
  if (candidates.length <= 1) return candidates[0];
  if (passage.prefix === undefined || passage.suffix === undefined) return undefined;
  const inContext = candidates.filter(({ start, end }) => {
    const { prefix, suffix } = describe(text, start, end);
    return prefix === passage.prefix && suffix === passage.suffix;
  });
  return inContext.length === 1 ? inContext[0] : undefined;
}

/** Puts `text` where the format has it, just before the passages, so that files stay the same byte for byte. */
function withText(source: DatasetSource, sha256: string, passages: DatasetPassage[]): DatasetSource {
  const rest: Omit<DatasetSource, 'passages'> & Partial<DatasetSource> = { ...source };
  delete rest.text;
  delete rest.passages;
  return { ...rest, text: { sha256 }, passages };
}
