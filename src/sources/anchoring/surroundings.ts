import { textBlocks } from './body-paragraphs.js';
import { NormalisedText } from './normalised-text.js';

/** A passage among the words of its paragraph. */
export interface Surroundings {
  before: string;
  words: string;
  after: string;
  /** Whether the paragraph begins earlier than `before`, and goes on after `after`. */
  isCutBefore: boolean;
  isCutAfter: boolean;
}

/**
 * The paragraph around a passage, or the paragraphs where it stands in several, as far as a window on the text shows.
 * @param window a part of the text in its canonical form
 * @param passage its place within the window, in code points
 * @param edges whether the text goes on before and after the window
 */
export function surroundings(
  window: string,
  passage: { start: number; end: number },
  edges: { before: boolean; after: boolean },
): Surroundings {
  const text = new NormalisedText(window);
  const touched = textBlocks(text).filter(({ start, end }) => start < passage.end && end > passage.start);
  const start = Math.min(passage.start, touched[0]?.start ?? passage.start);
  const end = Math.max(passage.end, touched.at(-1)?.end ?? passage.end);
  return {
    before: text.slice(start, passage.start),
    words: text.slice(passage.start, passage.end),
    after: text.slice(passage.end, end),
    isCutBefore: start === 0 && edges.before,
    isCutAfter: end === text.length && edges.after,
  };
}
