import type { Words } from '../../language/words.js';
import { type Block, cell, column, type Run, type WholeBlock } from '../../documents/blocks.js';
import { sourceBlocks } from '../../reporting/scorecard/formats/report-document.js';
import { percentOf } from '../../reporting/scorecard/formats/wording.js';
import { percent } from '../../reporting/scorecard/scorecard.js';
import type { ComparedPlan, Comparison } from '../compare.js';
import { isCompared, takenUpCount } from '../totals.js';
import { flowChart } from './flow-chart.js';
import { decidedListBlocks, decidedLists, linkBlocks, notFirmBlocks, unfinishedBlocks } from './lists.js';
import { areasTable, matrixTable } from './matrix.js';
import { comparisonOrigin, pageAddress, scaleText, titleText, totalsText } from './naming.js';
import { rangeText } from '../../reporting/scorecard/formats/coverage.js';

export interface Extent {
  /** Of the chart. */
  width: number;
  /** How many rows a list may have; what is more is counted and left to other forms. */
  rows: number;
}

/** The comparison as blocks, in the order in which a reader wants them; no figures where nobody has compared the plans. */
export function comparisonDocument(comparison: Comparison, words: Words, extent: Extent): Block[] {
  const heading = (text: string): Block => ({ kind: 'heading', text });
  const { rows } = extent;
  const isCompared = comparison.compared !== 'not';
  return [
    titleBlock(comparison, words),
    ...headlineBlocks(comparison, words),
    ...(isCompared ? comparedBlocks(comparison, words, extent) : []),
    heading(words.text('sideBySide')),
    ...sideBySide(comparison, words),
    heading(words.text('byArea')),
    areasTable(comparison, words),
    ...(comparison.rows.length === 0 ? [] : [heading(words.text('links'))]),
    ...linkBlocks(comparison, words, rows),
    ...(isCompared ? decidedBlocks(comparison, words, rows) : []),
    heading(words.text('sources')),
    ...sourceBlocks(sourcesOf(comparison), words),
    heading(words.text('origin')),
    { kind: 'facts', pairs: comparisonOrigin(comparison, words).map(([label, text]) => [label, [{ text }]]) },
  ];
}

function comparedBlocks(comparison: Comparison, words: Words, { width, rows }: Extent): Block[] {
  const heading = (text: string): Block => ({ kind: 'heading', text });
  return [
    heading(words.text('whereTheyWent')),
    { kind: 'figure', scene: flowChart(comparison, words, width) },
    heading(words.text('fromAreaToArea')),
    { kind: 'paragraph', runs: [{ text: words.text('earlierToLaterMeans'), style: 'muted' }] },
    matrixTable(comparison, words),
    heading(words.text('unfinishedTaken')),
    ...unfinishedBlocks(comparison, words, rows),
    heading(words.text('notFirmTaken')),
    ...notFirmBlocks(comparison, words, rows),
  ];
}

/** Every list of objectives that people have decided on, or that nobody has, under its heading. */
function decidedBlocks(comparison: Comparison, words: Words, rows: number): Block[] {
  return decidedLists(comparison, words).flatMap(({ title, ...list }): Block[] => [
    { kind: 'heading', text: title },
    ...decidedListBlocks({ title, ...list }, comparison, words, rows),
  ]);
}

function titleBlock(comparison: Comparison, words: Words): Block {
  const { from, to, asOf, knownAt } = comparison;
  const plan = ({ organization, holder, termStart, termEnd, assessor }: ComparedPlan): Run[] => {
    const term = { holder, from: words.day(termStart), to: words.day(termEnd) };
    const kind = words.text(assessor.kind === 'self_reported' ? 'selfReported' : 'independent');
    return [
      { text: `${organization.name}. ${words.text('holderTerm', term)}. ` },
      { text: words.text('assessedBy', { name: assessor.name, kind }) },
    ];
  };
  const moment = { day: words.day(asOf), instant: words.instant(knownAt) };
  return {
    kind: 'title',
    text: titleText(comparison, words),
    lines: [plan(from), plan(to), [{ text: words.text('asOfKnownAt', moment) }]],
  };
}

/**
 * What everybody asks: how much of the earlier plan goes on; or that nobody has compared the plans.
 * @param isPage whether this is the page where people decide, which needs no link to itself
 */
export function headlineBlocks(comparison: Comparison, words: Words, isPage = false): Block[] {
  const notes = [comparison.from, comparison.to].flatMap((plan): Run[][] =>
    plan.provenanceNote === null
      ? []
      : [
          [
            { text: `${words.text('provenanceNote')} (${plan.slug}): `, style: 'strong' },
            { text: plan.provenanceNote },
          ],
        ],
  );
  const headline = figuresOf(comparison, words);
  const told = totalsText(comparison, words).map((text): Run[] => [{ text, style: 'strong' }]);
  if (headline === null) {
    const begin: Run[][] = isPage
      ? []
      : [[{ text: words.text('notComparedBegin', { address: pageAddress(comparison) }) }]];
    return [...told, ...begin, ...notes].map((runs): Block => ({ kind: 'paragraph', runs }));
  }
  const counted: Run[] = [{ text: words.text('onlyDecided'), style: 'muted' }];
  return [{ kind: 'headline', ...headline, lines: [...told, counted, ...notes] }];
}

/**
 * How much of the earlier plan goes on. The share stands only where every earlier objective is decided on; before that,
 * how many are not.
 */
export function figuresOf(
  { totals }: Pick<Comparison, 'totals'>,
  words: Words,
): { figure: string; percent: string; caption: string } | null {
  if (!isCompared(totals)) return null;
  const { from, undecided } = totals;
  const taken = takenUpCount(totals);
  return {
    figure: words.text('countOf', { complete: words.number(taken), of: words.number(from) }),
    percent:
      undecided === 0
        ? percentOf(percent(taken, from), words)
        : words.text('undecidedCount', { n: words.number(undecided) }),
    caption: words.count('takenUpOf', from, { taken: words.number(taken) }),
  };
}

/** The figures of both plans, and on which scale they are read. */
export function sideBySide(comparison: Comparison, words: Words): WholeBlock[] {
  return [
    { kind: 'paragraph', runs: [{ text: scaleText(comparison, words) }] },
    {
      kind: 'table',
      caption: words.text('sideBySide'),
      columns: [
        column(words.text('plan'), 30),
        column(words.text('objectives'), 10, 'end'),
        column(words.text('applicable'), 10, 'end'),
        column(words.text('assessed'), 10, 'end'),
        column(words.text('complete'), 10, 'end'),
        column('%', 10, 'end'),
        column(words.text('rangeLabel'), 20),
      ],
      rows: [comparison.from, comparison.to].map(({ title, total, range }) => ({
        cells: [
          cell(title),
          cell(words.number(total.objectives)),
          cell(words.number(total.applicable)),
          cell(words.number(total.assessed)),
          cell(total.assessed === 0 ? '–' : words.number(total.complete)),
          cell(total.percentComplete === null ? '–' : words.percent(total.percentComplete)),
          cell(rangeText({ total, range }, words) || '–'),
        ],
      })),
    },
  ];
}

/** The sources of both plans, each once. */
export function sourcesOf({ from, to }: Comparison): ComparedPlan['sources'] {
  const all = new Map([...from.sources, ...to.sources].map((source) => [source.slug, source]));
  return [...all.values()].toSorted((a, b) => (a.slug < b.slug ? -1 : 1));
}
