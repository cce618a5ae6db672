import { capitalised, isWhole, readingOf } from '../../scorecard/formats/coverage.js';
import type { Words } from '../../../language/words.js';
import type { OverviewReport } from '../overview.js';
import type { Scorecard } from '../../scorecard/scorecard.js';
import { presidencyBars } from './presidency-bars.js';
import { cell, column, type Block, type Row, type Run } from '../../../documents/blocks.js';
import { claimColumns, claimRows } from '../../scorecard/formats/figures.js';
import { sourceBlocks } from '../../scorecard/formats/report-document.js';
import { kindOf, labelled, provenanceOf } from '../../scorecard/formats/wording.js';
import {
  creditText,
  overviewFacts,
  overviewLines,
  overviewSources,
  overviewTitle,
  termText,
  verdictTexts,
} from './wording.js';

/**
 * The table of presidencies as blocks, for all forms that are pages.
 * @param width of the chart
 */
export function overviewDocument(report: OverviewReport, words: Words, width: number): Block[] {
  const { overview, cards } = report;
  return [
    {
      kind: 'title',
      text: overviewTitle(overview, words),
      lines: overviewLines(report, words).map((text) => [{ text }]),
    },
    ...(cards.length === 0
      ? []
      : [presidencyTable(cards, words), figure(cards, words, width), ...claimBlocks(cards, words)]),
    ...provenanceBlocks(cards, words),
    { kind: 'heading', text: words.text('origin') },
    { kind: 'facts', pairs: overviewFacts(report, words).map(([label, text]) => [label, [{ text }]]) },
  ];
}

function figure(cards: readonly Scorecard[], words: Words, width: number): Block {
  return { kind: 'figure', scene: presidencyBars(cards, [], words, width) };
}

function presidencyTable(cards: readonly Scorecard[], words: Words): Block {
  return {
    kind: 'table',
    caption: words.text('presidencies'),
    columns: [
      column(words.text('plan'), 40),
      column(words.text('objectives'), 8, 'end'),
      column(words.text('assessed'), 8, 'end'),
      column(words.text('applicable'), 8, 'end'),
      column(words.text('complete'), 8, 'end'),
      column('%', 8, 'end'),
      column(words.text('strictToLenient'), 8, 'end'),
      column(words.text('credit'), 8, 'end'),
      column(words.text('claim'), 16),
    ],
    rows: cards.map((card) => presidencyRow(card, words)),
  };
}

/** A presidency never stands without whose assessments they are, and on which scale. */
function presidencyRow(card: Scorecard, words: Words): Row {
  const { plan, assessor, total, range, scale } = card;
  const verdicts = verdictTexts(card, words);
  return {
    cells: [
      [
        [{ text: plan.title, style: 'strong' }],
        [{ text: `${plan.organization.acronym ?? plan.organization.name}, ${plan.holder}`, style: 'muted' }],
        [{ text: termText(card, words), style: 'muted' }],
        [
          {
            text: words.text('assessedBy', { name: assessor.name, kind: kindOf(card, words) }),
            style: 'muted',
          },
        ],
        [{ text: labelled(words.text('scale'), scale.name, words), style: 'muted' }],
        ...coverageLines(card, words),
      ],
      ...[total.objectives, total.assessed, total.applicable, total.complete].map((n) =>
        cell(words.number(n)),
      ),
      cell(total.percentComplete === null ? '–' : words.percent(total.percentComplete)),
      cell(
        total.complete === 0
          ? '–'
          : words.text('fromTo', { from: range.strict.complete, to: range.lenient.complete }),
      ),
      cell(creditText(card, words)),
      verdicts.length === 0 ? cell('–') : verdicts.map((text) => [{ text }]),
    ],
  };
}

/** What a row of figures does not say: that the plan is not assessed to the end, and that assessors differ. */
function coverageLines(card: Scorecard, words: Words): Run[][] {
  const lines = [
    ...(isWhole(card.total) ? [] : [capitalised(readingOf(card.total, words), words)]),
    ...(card.differing === 0 ? [] : [words.count('differingOn', card.differing)]),
  ];
  return lines.map((text) => [{ text }]);
}

/** All claims in one table, each under its plan, with the credit of their sources. */
function claimBlocks(cards: readonly Scorecard[], words: Words): Block[] {
  const rows = cards.flatMap((card) =>
    claimRows(card, words).map(({ cells: [claim = [], ...figures] }): Row => {
      return { cells: [[[{ text: card.plan.title, style: 'muted' }], ...claim], ...figures] };
    }),
  );
  if (rows.length === 0) return [];
  return [
    { kind: 'heading', text: words.text('claims') },
    { kind: 'table', caption: words.text('claims'), columns: claimColumns(words), rows },
    { kind: 'heading', text: words.text('sources') },
    ...sourceBlocks(overviewSources(cards), words),
  ];
}

function provenanceBlocks(cards: readonly Scorecard[], words: Words): Block[] {
  const items = cards.flatMap((card) =>
    provenanceOf(card, words).map(([, text]) => ({
      heading: card.plan.title,
      lines: [[{ text }]],
      points: [],
    })),
  );
  if (items.length === 0) return [];
  return [
    { kind: 'heading', text: words.text('provenanceNote') },
    { kind: 'items', items },
  ];
}
