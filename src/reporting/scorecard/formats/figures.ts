import { STRENGTHS } from '../../../assessments/strength.js';
import type { Words } from '../../../language/words.js';
import type { Scorecard } from '../scorecard.js';
import type { Counts } from '../counts.js';
import { figureOf } from './coverage.js';
import type { ClaimCheck } from '../claims.js';
import { claimReason, claimScope } from './wording.js';
import { cell, column, type Block, type Column, type Row } from '../../../documents/blocks.js';

/** Counts by area, with the total. */
export function areaTable(card: Scorecard, words: Words): Block {
  // The table is wide as it is; that nothing is unread stands in the table of strengths.
  const strengths = STRENGTHS.filter((strength) => strength !== 'unread' || card.total.evidence.unread > 0);
  const figures = (name: string, counts: Counts, isTotal: boolean): Row => ({
    isTotal,
    cells: [
      cell(name),
      ...[counts.objectives, counts.assessed, counts.applicable, counts.complete].map((n) =>
        cell(words.number(n)),
      ),
      cell(counts.percentComplete === null ? '–' : words.percent(counts.percentComplete)),
      ...strengths.map((strength) => cell(words.number(counts.evidence[strength]))),
    ],
  });
  return {
    kind: 'table',
    caption: words.text('byArea'),
    columns: [
      column(words.text('area'), 30),
      column(words.text('objectives'), 10, 'end'),
      column(words.text('assessed'), 10, 'end'),
      column(words.text('applicable'), 10, 'end'),
      column(words.text('complete'), 10.5, 'end'),
      column('%', 9, 'end'),
      ...strengths.map((strength) => column(words.text(strength), 11.5, 'end')),
    ],
    rows: [
      ...card.areas.map((area) => figures(area.name, area, false)),
      figures(words.text('total'), card.total, true),
    ],
  };
}

/** What the strengths mean, and how many of the complete objectives have each. */
export function strengthTable(card: Scorecard, words: Words): Block {
  return {
    kind: 'table',
    caption: words.text('evidenceStrength'),
    columns: [
      column(words.text('strength'), 25),
      column(words.text('complete'), 12, 'end'),
      column(words.text('note'), 63),
    ],
    rows: STRENGTHS.map((strength) => ({
      cells: [
        cell(words.text(strength)),
        cell(words.number(card.total.evidence[strength])),
        cell(words.text(`${strength}Means`)),
      ],
    })),
  };
}

/** Each claim beside what the records give; nothing where none was made. */
export function claimTable(card: Scorecard, words: Words): Block[] {
  if (card.claims.length === 0) return [{ kind: 'paragraph', runs: [{ text: words.text('none') }] }];
  return [
    {
      kind: 'table',
      caption: words.text('claims'),
      columns: claimColumns(words),
      rows: claimRows(card, words),
    },
  ];
}

export function claimColumns(words: Words): Column[] {
  return [
    column(words.text('claim'), 46),
    column(words.text('claimed'), 12, 'end'),
    column(words.text('counted'), 12, 'end'),
    column(words.text('verdict'), 30),
  ];
}

/** The count of the records beside a claim's own. */
function claimed(claim: ClaimCheck, card: Scorecard, words: Words): string {
  if (claim.recorded === undefined) return figureOf(card.total, words);
  if (claim.recorded === null) return '–';
  return words.text('countOf', { complete: claim.recorded.complete, of: claim.recorded.objectives });
}

/** One row a claim: its words, what it says, what the records give, and the verdict. */
export function claimRows(card: Scorecard, words: Words): Row[] {
  return card.claims.map((claim) => {
    const reason = claimReason(claim, card, words);
    const scope = claimScope(claim, card, words);
    return {
      cells: [
        cell(claim.passage),
        cell(
          claim.complete === null || claim.total === null
            ? '–'
            : words.text('countOf', { complete: claim.complete, of: claim.total }),
        ),
        cell(claimed(claim, card, words)),
        [
          [{ text: words.text(claim.verdict), style: 'strong' }],
          ...(scope === null ? [] : [[{ text: scope }]]),
          ...(reason === null ? [] : [[{ text: reason }]]),
        ],
      ],
    };
  });
}
