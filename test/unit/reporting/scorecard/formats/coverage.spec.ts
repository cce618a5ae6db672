import { describe, expect, it } from '@jest/globals';
import { wordsOf } from '../../../../../src/language/words.js';
import {
  captionOf,
  figureOf,
  nothingMissedText,
  nothingWeakText,
  rangeText,
  readingOf,
  shareOf,
} from '../../../../../src/reporting/scorecard/formats/coverage.js';
import type { Counts } from '../../../../../src/reporting/scorecard/counts.js';
import { count, percent } from '../../../../../src/reporting/scorecard/scorecard.js';

const LEVELS = [
  { slug: 'not_assessed', credit: null, complete: false, assessed: false, applicable: true },
  { slug: 'missed', credit: 0, complete: false, assessed: true, applicable: true },
  { slug: 'done', credit: 1, complete: true, assessed: true, applicable: true },
  { slug: 'not_applicable', credit: null, complete: false, assessed: true, applicable: false },
];

function counts(there: Record<string, number>): Counts {
  const groups = Object.entries(there).map(([level, objectives]) => ({
    level,
    strength: level === 'done' ? ('firm' as const) : null,
    objectives,
  }));
  return count(groups, LEVELS);
}

const NOBODY = counts({ not_assessed: 16 });
const HALF = counts({ not_assessed: 16, done: 2 });
const HALF_APPLYING = counts({ not_assessed: 15, done: 1, missed: 1, not_applicable: 1 });
const APPLYING = counts({ done: 9, missed: 2, not_applicable: 1 });
const ALL = counts({ done: 32, missed: 2 });
const ALMOST = counts({ done: 1999, missed: 1 });
const NOTHING = counts({ not_applicable: 12 });
const EMPTY = counts({});

describe('counts read out in English', () => {
  const en = wordsOf('en');

  it.each([
    ['a plan that nobody assessed has no count of the complete ones', NOBODY, '0 of 16 assessed'],
    [
      'a half-assessed plan gives its coverage first, then bounds',
      HALF,
      '2 of 18 assessed, 2 complete: at least 2, at most 18 of 18',
    ],
    [
      'what does not apply leaves coverage and bounds too',
      HALF_APPLYING,
      '2 of the 17 that apply assessed, 1 complete: at least 1, at most 16 of 17 (1 does not apply)',
    ],
    [
      'count and percentage are of what applies',
      APPLYING,
      '9 of the 11 that apply (1 does not apply), 81.8%',
    ],
    ['a plan that is wholly assessed gives its percentage', ALL, '32 of 34, 94.1%'],
    ['all but one are not all', ALMOST, '1,999 of 2,000, 99.9%'],
    ['a plan in which nothing applies has no count', NOTHING, 'none of the 12 objectives applies'],
    ['a plan without objectives says so', EMPTY, 'no objectives yet'],
  ])('%s', (_what, given, reading) => {
    expect(readingOf(given, en)).toBe(reading);
  });

  it('never says 0 of all, nor 0.0 %, of a plan that nobody assessed', () => {
    for (const read of [readingOf, figureOf, shareOf, captionOf])
      expect(read(NOBODY, en)).not.toMatch(/complete|%|^0 of 16$/);
  });

  it('stands in two parts where figure and share stand apart', () => {
    expect([figureOf(APPLYING, en), shareOf(APPLYING, en)]).toEqual([
      '9 of the 11 that apply',
      '81.8% (1 does not apply)',
    ]);
    expect([figureOf(HALF, en), shareOf(HALF, en)]).toEqual([
      '2 of 18 assessed, 2 complete',
      'at least 2, at most 18 of 18',
    ]);
    expect([figureOf(NOBODY, en), shareOf(NOBODY, en)]).toEqual(['0 of 16 assessed', '']);
  });

  it('makes a sentence of what is complete', () => {
    expect(captionOf(ALL, en)).toBe('32 of 34 objectives complete');
    expect(captionOf(APPLYING, en)).toBe('9 of 11 objectives that apply complete (1 does not apply)');
  });

  it('says of how many a range is while some are not assessed', () => {
    const rangeOf = (total: Counts): string => {
      const reading = (complete: number) => ({
        complete,
        of: total.applicable,
        percent: percent(complete, total.applicable),
      });
      return rangeText({ total, range: { strict: reading(1), lenient: reading(total.complete) } }, en);
    };
    expect(rangeOf(ALL)).toBe('1 to 32 of 34');
    expect(rangeOf(APPLYING)).toBe('1 to 9 of the 11 that apply');
    expect(rangeOf(HALF)).toBe('1 to 2, with 2 of 18 assessed');
    expect(rangeOf(NOBODY)).toBe('');
  });
});

describe('counts read out in Russian', () => {
  const ru = wordsOf('ru');

  it.each([
    [NOBODY, 'оценено 0 из 16'],
    [HALF, 'оценено 2 из 18, выполнено 2: не менее 2, не более 18 из 18'],
    [APPLYING, '9 из 11 применимых (1 неприменима), 81,8\u00A0%'],
    [ALMOST, '1\u00A0999 из 2\u00A0000, 99,9\u00A0%'],
    [NOTHING, 'из 12 целей не применима ни одна'],
  ])('give coverage, one denominator, and numbers as the language writes them (%#)', (given, reading) => {
    expect(readingOf(given, ru)).toBe(reading);
  });
});

describe('an empty list of what was not achieved', () => {
  it.each([
    ['nobody assessed', NOBODY, 'No objective has been assessed yet.', 'No objective is complete yet.'],
    [
      'in which nothing applies',
      NOTHING,
      'No assessed objective was missed.',
      'No objective is complete yet.',
    ],
    ['without objectives', EMPTY, 'No objective has been assessed yet.', 'No objective is complete yet.'],
    [
      'half assessed',
      HALF,
      'All assessed objectives are complete.',
      'All complete objectives have firm evidence.',
    ],
  ])('claims no success for a plan %s', (_which, total, missed, weak) => {
    const words = wordsOf('en');
    expect(nothingMissedText(total, words)).toBe(missed);
    expect(nothingWeakText(total, words)).toBe(weak);
  });
});
