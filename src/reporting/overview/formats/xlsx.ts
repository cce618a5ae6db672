import type { Readable } from 'node:stream';
import type { Words } from '../../../language/words.js';
import type { OverviewReport } from '../overview.js';
import type { Scorecard } from '../../scorecard/scorecard.js';
import { claimReason, kindOf, recordedFor } from '../../scorecard/formats/wording.js';
import { count, day, decimal, instant, percent, text, type Values } from '../../../documents/xlsx/parts.js';
import { workbook, type Sheet } from '../../../documents/xlsx/workbook.js';
import { column, sourcesSheet } from '../../scorecard/formats/xlsx.js';
import { overviewFacts, overviewSources, overviewTitle } from './wording.js';
import { latestKnownAt } from './moment.js';

/** The table of presidencies as a workbook: the figures, the claims, their sources, and where it comes from. */
export function overviewXlsx(report: OverviewReport, words: Words): Readable {
  const { overview, cards } = report;
  return workbook(
    [
      presidenciesSheet(cards, words),
      claimsSheet(cards, words),
      sourcesSheet({ sources: overviewSources(cards) }, words),
      originSheet(report, words),
    ],
    {
      title: overviewTitle(overview, words),
      subject: overview.origin.address,
      language: overview.language,
      at: latestKnownAt(report),
    },
  );
}

function presidenciesSheet(cards: readonly Scorecard[], words: Words): Sheet {
  return {
    name: words.text('presidencies'),
    columns: [
      column(words.text('plan'), 60),
      column(words.text('organization'), 16),
      column(words.text('holder'), 24),
      column(words.text('termStart'), 14),
      column(words.text('termEnd'), 14),
      column(words.text('assessor'), 30),
      column(words.text('objectives'), 12),
      column(words.text('assessed'), 12),
      column(words.text('applicable'), 12),
      column(words.text('complete'), 12),
      column(words.text('atLeast'), 14),
      column(words.text('atMost'), 14),
      column(words.text('percentComplete'), 14),
      column(words.text('strict'), 12),
      column(words.text('lenient'), 12),
      column(words.text('differing'), 14),
      column(words.text('credit'), 10),
      column(words.text('percentCredit'), 14),
      column(words.text('verdict'), 20),
      column(words.text('scale'), 20),
      column(words.text('knownAt'), 20),
      column(words.text('provenanceNote'), 60),
      column(words.text('address'), 60),
    ],
    rows: () =>
      cards.map((card): Values => {
        const { plan, assessor, total, range, claims } = card;
        return [
          text(plan.title),
          text(plan.organization.acronym ?? plan.organization.name),
          text(plan.holder),
          day(plan.termStart),
          day(plan.termEnd),
          text(`${assessor.name} (${kindOf(card, words)})`),
          count(total.objectives),
          count(total.assessed),
          count(total.applicable),
          count(total.complete),
          count(total.possible.least),
          count(total.possible.most),
          percent(total.percentComplete),
          count(range.strict.complete),
          count(range.lenient.complete),
          count(card.differing),
          decimal(total.credit),
          percent(total.percentCredit),
          text(claims.map(({ verdict }) => words.text(verdict)).join('\n')),
          text(card.scale.name),
          instant(card.knownAt),
          text(card.provenanceNote),
          text(card.origin.address),
        ];
      }),
  };
}

function claimsSheet(cards: readonly Scorecard[], words: Words): Sheet {
  return {
    name: words.text('claim'),
    columns: [
      column(words.text('plan'), 60),
      column(words.text('claim'), 70),
      column(words.text('claimed'), 12),
      column(words.text('objectives'), 12),
      column(words.text('counted'), 12),
      column(words.text('verdict'), 20),
      column(words.text('note'), 60),
    ],
    rows: () =>
      cards.flatMap((card) =>
        card.claims.map((claim): Values => [
          text(card.plan.title),
          text(claim.passage),
          count(claim.complete),
          count(claim.total),
          count(recordedFor(claim, card)?.complete ?? null),
          text(words.text(claim.verdict)),
          text(claimReason(claim, card, words)),
        ]),
      ),
  };
}

function originSheet(report: OverviewReport, words: Words): Sheet {
  return {
    name: words.text('origin').slice(0, 31),
    columns: [column(words.text('item'), 34), column(words.text('value'), 90)],
    rows: () => overviewFacts(report, words).map(([label, value]): Values => [text(label), text(value)]),
  };
}
