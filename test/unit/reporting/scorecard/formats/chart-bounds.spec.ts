import { describe, expect, it } from '@jest/globals';
import { type Language, LANGUAGES } from '../../../../../src/language/languages.js';
import { wordsOf } from '../../../../../src/language/words.js';
import { tickDays, timelineChart } from '../../../../../src/reporting/scorecard/formats/charts/timeline.js';
import type { Report } from '../../../../../src/reporting/scorecard/report.js';
import { textIn } from '../../../../support/read-formats.js';
import { reportOf } from '../../../../support/report-fixture.js';

/** Bytes of the whole sheet of 34 objectives, twice over: no day that somebody types may make it swell. */
const MOST_BYTES = 200_000;
const MOST_DESCRIBED = 4000;

/** The shipped report with another term, and a change on each of the days. */
function stretched(term: [start: string, end: string], dates: readonly string[], language: Language): Report {
  const report = reportOf(undefined, language);
  const { scorecard } = report;
  const last = report.timeline.at(-1)!;
  return {
    ...report,
    scorecard: {
      ...scorecard,
      asOf: '9999-12-31',
      plan: { ...scorecard.plan, termStart: term[0], termEnd: term[1] },
    },
    timeline: dates.map((date, at) => ({ ...last, date, complete: at % 33, assessed: 34 })),
  };
}

const DAY = 86_400_000;
const day = (at: number): string => new Date(Date.UTC(1990, 0, 1) + at * DAY).toISOString().slice(0, 10);
const YEAR: [string, string] = ['2023-01-01', '2023-12-31'];

const CASES: [name: string, term: [string, string], dates: string[]][] = [
  ['a term of 500 years', ['1600-01-01', '2099-12-31'], ['1650-05-05', '2050-06-06']],
  ['a year typed as 0203', YEAR, ['0203-11-23', '2023-11-23']],
  ['10,000 days of change', ['1990-01-01', '2020-12-31'], Array.from({ length: 10_000 }, (_, at) => day(at))],
];

describe.each(CASES)('the charts of a plan with %s', (_name, term, dates) => {
  it.each(LANGUAGES)('stay small enough to send and to read out (%s)', async (language) => {
    const report = stretched(term, dates, language);
    const svg = await textIn(report, 'svg');
    expect(Buffer.byteLength(svg)).toBeLessThan(MOST_BYTES);
    const scene = timelineChart(report, wordsOf(language), 720);
    expect(scene.description.length).toBeLessThan(MOST_DESCRIBED);
    expect(scene.marks.length).toBeLessThan(300);
    expect(svg).not.toMatch(/NaN|Infinity/);
  });

  it('have at most 60 ticks, all of them days of the axis', () => {
    const [first, last] = [[term[0], ...dates].sort()[0]!, [term[1], ...dates].sort().at(-1)!];
    const ticks = tickDays(first, last);
    expect(ticks.length).toBeGreaterThan(3);
    expect(ticks.length).toBeLessThanOrEqual(60);
    for (const tick of ticks) expect(tick >= first && tick <= last).toBe(true);
  });
});
