import { beforeAll, describe, expect, it } from '@jest/globals';
import readWorkbook from 'read-excel-file/node';
import { type Language, LANGUAGES } from '../../../../../src/language/languages.js';
import { wordsOf } from '../../../../../src/language/words.js';
import { printJob } from '../../../../../src/reporting/scorecard/formats/print-job.js';
import type { Report, ReportObjective } from '../../../../../src/reporting/scorecard/report.js';
import { scorecardTable } from '../../../../../src/shell/tables/scorecard-table.js';
import { bytesOf, textIn } from '../../../../support/read-formats.js';
import { allObjectives, reportOf, withObjectives } from '../../../../support/report-fixture.js';

/** How many objectives of a new plan stand at which level, the complete ones with their strength. */
type Levels = [level: string, objectives: number, strength?: ReportObjective['strength']][];

interface Case {
  levels: Levels;
  /** What every format says of the whole, by language. */
  says: Record<Language, string[]>;
  percent: number | null;
}

const CASES: Record<string, Case> = {
  'nobody assessed': {
    levels: [['not_assessed', 16]],
    says: { en: ['0 of 16 assessed'], ru: ['оценено 0 из 16'] },
    percent: null,
  },
  'half assessed': {
    levels: [
      ['implemented', 8, 'firm'],
      ['not_assessed', 8],
    ],
    says: {
      en: ['8 of 16 assessed, 8 complete', 'at least 8, at most 16 of 16'],
      ru: ['оценено 8 из 16', 'не менее 8, не более 16 из 16'],
    },
    percent: null,
  },
  'of which nothing applies': {
    levels: [['not_applicable', 12]],
    says: { en: ['none of the 12 objectives applies'], ru: ['неприменим'] },
    percent: null,
  },
  'of which one of 12 does not apply': {
    levels: [
      ['implemented', 9, 'firm'],
      ['not_implemented', 2],
      ['not_applicable', 1],
    ],
    says: { en: ['9 of the 11 that apply', '81.8%'], ru: ['9 из 11', '81,8 %'] },
    percent: 81.8,
  },
  'of which 1,999 of 2,000 are complete': {
    levels: [
      ['implemented', 1999, 'firm'],
      ['not_implemented', 1],
    ],
    says: { en: ['1,999 of 2,000', '99.9%'], ru: ['1 999 из 2 000', '99,9 %'] },
    percent: 99.9,
  },
  'whose complete objectives are contested': {
    levels: [
      ['implemented', 6, 'firm'],
      ['implemented', 3, 'contested'],
      ['not_implemented', 3],
    ],
    says: { en: ['9 of 12', '6 to 9 of 12'], ru: ['9 из 12', 'от 6 до 9 из 12'] },
    percent: 75,
  },
};

describe.each(Object.entries(CASES))('a plan %s', (_name, { levels, says, percent }) => {
  let template: ReportObjective;
  beforeAll(async () => {
    [template] = (await allObjectives(reportOf())) as [ReportObjective];
  });

  function report(language: Language): Report {
    const objectives = levels.flatMap(([level, count, strength = null], kind) =>
      Array.from({ length: count }, (_, at): ReportObjective => {
        const isAssessed = level !== 'not_assessed';
        return {
          ...template,
          ...{
            code: `${kind}/${at + 1}`,
            title: `Promise ${kind}/${at + 1}`,
            level,
            levelLabel: level,
            strength,
          },
          ...(isAssessed
            ? {}
            : { effectiveOn: null, recordedAt: null, rationale: null, evidence: [], hasEvidence: false }),
        };
      }),
    );
    return withObjectives(objectives, language);
  }

  it.each(LANGUAGES)(
    'is headlined alike in every format, and never by a share that nobody assessed (%s)',
    async (language) => {
      const made = report(language);
      const texts = {
        html: plain(await textIn(made, 'html')),
        md: plain(await textIn(made, 'md')),
        svg: plain(await textIn(made, 'svg')),
        pdf: plain(JSON.stringify((await printJob(made, { appendix: true })).blocks)),
        ...(language === 'en' ? { shell: scorecardTable(made.scorecard, { hasColours: false }) } : {}),
      };
      for (const [format, text] of Object.entries(texts)) {
        for (const sentence of says[language])
          expect([format, text.toLowerCase()]).toEqual([format, expect.stringContaining(sentence)]);
        expect([format, wrongShares(text)]).toEqual([format, []]);
      }
    },
  );

  it('has in JSON and in the workbook no percentage of the whole before all of it is assessed', async () => {
    const made = report('en');
    const { total, range } = JSON.parse(await textIn(made, 'json')) as Report['scorecard'];
    expect(total.percentComplete).toBe(percent);
    expect(total.possible.least).toBeLessThanOrEqual(total.possible.most);
    expect(range.strict.complete).toBeLessThanOrEqual(total.complete);
    expect(range.lenient.complete).toBeGreaterThanOrEqual(total.complete);
    const sheets = await readWorkbook(await bytesOf(made, 'xlsx'));
    const label = wordsOf('en').text('percentComplete');
    const summary = sheets[0]!.data.find(([name]) => name === label);
    const shown = summary?.[1] ?? null;
    expect(typeof shown === 'number' ? Math.round(shown * 1000) / 10 : shown).toBe(percent);
  });
});

/** The text of a page, a drawing or blocks, as a reader sees it. */
function plain(text: string): string {
  return text
    .replace(/<style[\s\S]*?<\/style>/g, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&nbsp;|&#160;|&#xa0;|\s+/gi, ' ');
}

/** Shares that none of these plans has: nothing or all of it complete. */
function wrongShares(text: string): string[] {
  return [...text.matchAll(/(?<![\d.,])(?:0|100)[.,]0\s?%/g)].map(([share]) => share);
}
