import type { Words } from '../../../language/words.js';
import type { Counts } from '../counts.js';
import type { Scorecard } from '../scorecard.js';

/*
 * How counts are read out, alike in all formats, on pages and in the shell. What is assessed comes first: while an
 * objective is not assessed there is no percentage of the whole, but bounds. Counts and percentages are of the objectives
 * that apply.
 */

type Covered = Pick<
  Counts,
  'objectives' | 'applicable' | 'assessed' | 'complete' | 'possible' | 'percentComplete'
>;

/** Whether every objective is assessed, and one applies: then there is a percentage. */
export function isWhole({ percentComplete }: Pick<Counts, 'percentComplete'>): boolean {
  return percentComplete !== null;
}

/**
 * The counts in few words: "32 of 34", "9 of the 11 that apply", "2 of 18 assessed, 2 complete", "0 of 16 assessed",
 * "none of the 12 objectives applies".
 */
export function figureOf(counts: Covered, words: Words): string {
  const { objectives, applicable, assessed, complete } = counts;
  if (objectives === 0) return words.text('noObjectivesYet');
  if (applicable === 0) return words.count('nothingApplies', objectives);
  if (isWhole(counts)) {
    return words.text(applicable === objectives ? 'countOf' : 'countOfApplicable', {
      complete,
      of: applicable,
    });
  }
  const coverage = words.text(applicable === objectives ? 'coverageOf' : 'coverageOfApplicable', {
    // Whatever does not apply has been assessed.
    assessed: assessed - (objectives - applicable),
    of: applicable,
  });
  return assessed === 0 ? coverage : words.text('coverageAndCount', { coverage, complete });
}

/** What stands beside the figure: "94.1%", "81.8% (1 does not apply)", "at least 2, at most 18 of 18"; else nothing. */
export function shareOf(counts: Covered, words: Words): string {
  return withInapplicable(bareShare(counts, words), counts, words);
}

/** Figure and share in one line: "9 of the 11 that apply (1 does not apply), 81.8%". */
export function readingOf(counts: Covered, words: Words): string {
  const figure = figureOf(counts, words);
  const share = bareShare(counts, words);
  if (share === '') return withInapplicable(figure, counts, words);
  if (isWhole(counts)) {
    return words.text('withPercent', { count: withInapplicable(figure, counts, words), percent: share });
  }
  return withInapplicable(words.text('withBounds', { coverage: figure, bounds: share }), counts, words);
}

/** A sentence without its full stop: "32 of 34 objectives complete"; while some are not assessed, the reading. */
export function captionOf(counts: Covered, words: Words): string {
  const { objectives, applicable, complete } = counts;
  if (!isWhole(counts)) return capitalised(readingOf(counts, words), words);
  if (applicable === objectives) return words.count('completeOf', applicable, { complete });
  return withInapplicable(words.count('completeOfApplicable', applicable, { complete }), counts, words);
}

/** "22 to 32 of 34"; while some are not assessed, of how many that is; empty where nothing is complete or applies. */
export function rangeText({ range, total }: Pick<Scorecard, 'range' | 'total'>, words: Words): string {
  const { objectives, applicable, assessed } = total;
  const between = { strict: range.strict.complete, lenient: range.lenient.complete, of: applicable };
  if (isWhole(total)) {
    return words.text(applicable === objectives ? 'rangeOf' : 'rangeOfApplicable', between);
  }
  if (assessed === 0 || applicable === 0) return '';
  return words.text('rangeOfAssessed', { ...between, assessed: assessed - (objectives - applicable) });
}

/** With a capital letter, to begin a line or a sentence. */
export function capitalised(text: string, { language }: Words): string {
  return text.slice(0, 1).toLocaleUpperCase(language) + text.slice(1);
}

function bareShare(counts: Covered, words: Words): string {
  const { applicable: of, assessed, percentComplete, possible } = counts;
  if (percentComplete !== null) return words.percent(percentComplete);
  if (of === 0 || assessed === 0) return '';
  return words.text('bounds', { ...possible, of });
}

function withInapplicable(text: string, { objectives, applicable }: Covered, words: Words): string {
  const apart = objectives - applicable;
  if (text === '' || apart === 0 || applicable === 0) return text;
  return words.text('inBrackets', { text, remark: words.count('notApplicableCount', apart) });
}

/** What is said where the list of assessed objectives that are not complete is empty: not more than was looked at. */
export function nothingMissedText({ assessed, complete }: Counts, words: Words): string {
  if (assessed === 0) return words.text('nothingAssessedYet');
  return words.text(complete === 0 ? 'nothingMissed' : 'nothingUnfinished');
}

/** What is said where the list of complete objectives without firm evidence is empty. */
export function nothingWeakText({ complete }: Counts, words: Words): string {
  return words.text(complete === 0 ? 'nothingCompleteYet' : 'allFirm');
}
