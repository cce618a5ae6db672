import { type Words, wordsOf } from '../../../language/words.js';
import type { Report } from '../report.js';
import type { ReportFigures } from './report-figures.js';
import { areaBars } from './charts/area-bars.js';
import { squares } from './charts/squares.js';
import { timelineChart } from './charts/timeline.js';
import type { Scorecard } from '../scorecard.js';
import { creditOf, originFacts } from './wording.js';
import type { Block } from '../../../documents/blocks.js';
import { areaTable, claimTable, strengthTable } from './figures.js';
import { changesBlocks, lateBlocks, unfinishedBlocks } from './findings.js';
import { objectivesBlocks } from './objective-list.js';
import { headline, titleOf } from './summary.js';

/** Sources' addresses become links only where they are web addresses. */
const WEB = /^https?:\/\//;

/**
 * The report as blocks, in the order in which a reader wants them.
 * @param width of the charts
 * @param details the list of all objectives: it goes between the findings and the sources
 * @param appendix what comes last
 */
export function reportDocument(
  report: ReportFigures,
  words: Words,
  width: number,
  details: readonly Block[],
  appendix: readonly Block[] = [],
): Block[] {
  const card = report.scorecard;
  return [
    titleOf(card, words),
    headline(card, words),
    { kind: 'heading', text: words.text('claims') },
    ...claimTable(card, words),
    { kind: 'heading', text: words.text('byArea') },
    areaTable(card, words),
    { kind: 'figure', scene: areaBars(card, words, width) },
    { kind: 'figure', scene: squares(report.cells, card, words, width) },
    { kind: 'figure', scene: timelineChart(report, words, width) },
    { kind: 'heading', text: words.text('notAchieved') },
    ...unfinishedBlocks(card, words),
    ...lateBlocks(card, words),
    { kind: 'heading', text: words.text('evidenceStrength') },
    strengthTable(card, words),
    ...changesBlocks(card, words),
    ...details,
    { kind: 'heading', text: words.text('sources') },
    ...sourceBlocks(card.sources, words),
    { kind: 'heading', text: words.text('origin') },
    { kind: 'facts', pairs: originFacts(card, words).map(([label, text]) => [label, [{ text }]]) },
    ...appendix,
  ];
}

/** The report as it stands on a page that has room for every objective: their list comes before the sources. */
export function pageDocument(report: Report): Block[] {
  const words = wordsOf(report.scorecard.language);
  return reportDocument(report, words, 720, objectivesBlocks(report, words));
}

/** References, numbered; a sentence where there are none. */
export function sourceBlocks(sources: Scorecard['sources'], words: Words): Block[] {
  if (sources.length === 0) return [{ kind: 'paragraph', runs: [{ text: words.text('noSources') }] }];
  return [
    {
      kind: 'numbered',
      items: sources.map((source) => {
        const text = creditOf(source, words);
        return source.address !== null && WEB.test(source.address)
          ? [{ text, href: source.address }]
          : [{ text }];
      }),
    },
  ];
}
