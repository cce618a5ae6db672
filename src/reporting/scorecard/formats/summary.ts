import type { Words } from '../../../language/words.js';
import { originOf, type Scorecard } from '../scorecard.js';
import { capitalised, captionOf, figureOf, isWhole, rangeText, shareOf } from './coverage.js';
import { kindOf, provenanceOf } from './wording.js';
import type { Block, Run } from '../../../documents/blocks.js';

/** What the report is about, and whose view it gives. */
export function titleOf(card: Scorecard, words: Words): Extract<Block, { kind: 'title' }> {
  const { plan, assessor } = card;
  return {
    kind: 'title',
    text: words.text('reportTitle', { plan: plan.title }),
    lines: [
      [
        { text: `${plan.organization.name}. ` },
        {
          text: words.text('holderTerm', {
            holder: plan.holder,
            from: words.day(plan.termStart),
            to: words.day(plan.termEnd),
          }),
        },
      ],
      [
        {
          text: words.text('asOfKnownAt', {
            day: words.day(card.asOf),
            instant: words.instant(card.knownAt),
          }),
        },
      ],
      [
        { text: words.text('assessedBy', { name: assessor.name, kind: kindOf(card, words) }) },
        ...(assessor.kind === 'self_reported' ? [{ text: `. ${words.text('selfReportedMeans')}` }] : []),
      ],
    ],
  };
}

/** The figure that everybody asks for, and what has to stand beside it. */
export function headline(card: Scorecard, words: Words): Extract<Block, { kind: 'headline' }> {
  const { total } = card;
  return {
    kind: 'headline',
    figure: capitalised(figureOf(total, words), words),
    percent: shareOf(total, words),
    caption: underHeadline(total, words),
    lines: [
      ...openLines(card, words),
      ...differingLines(card, words),
      ...rangeLines(card, words),
      ...provenanceLines(card, words),
    ],
  };
}

function underHeadline(total: Scorecard['total'], words: Words): string {
  if (isWhole(total)) return captionOf(total, words);
  if (total.applicable === 0) return capitalised(words.text('noPercent'), words);
  return words.count('assessedOf', total.objectives, { assessed: total.assessed });
}

/** The range with what it means, and what the strengths of evidence mean; nothing while nothing is complete. */
export function rangeLines(card: Scorecard, words: Words): Run[][] {
  if (card.total.complete === 0) return [];
  return [
    [
      { text: `${words.text('rangeLabel')}: `, style: 'strong' },
      { text: `${rangeText(card, words)}. ` },
      { text: words.text('rangeMeans'), style: 'muted' },
    ],
    [{ text: words.text('strengthsMean'), style: 'muted' }],
  ];
}

/** What is not assessed says nothing yet: told where there is such. */
export function openLines({ total }: Scorecard, words: Words): Run[][] {
  return total.assessed < total.objectives ? [[{ text: words.text('notAssessedMeans') }]] : [];
}

/** On how many objectives another assessor has another status, and where these are told; nothing where none has. */
export function differingLines(card: Scorecard, words: Words): Run[][] {
  if (card.differing === 0) return [];
  return [
    [
      { text: `${words.count('differingOn', card.differing)}. `, style: 'strong' },
      { text: words.text('seeDifferences', { address: differencesAddress(card) }) },
    ],
  ];
}

/** The address, from the server's root, where the assessors of the plan are compared, by the same two clocks. */
export function differencesAddress({ plan, asOf, knownAt }: Scorecard): string {
  return originOf(`/api/v1/plans/${plan.slug}/agreement`, { asOf, knownAt }).address;
}

/** A list that is a reconstruction says so where the figure stands. */
function provenanceLines(card: Scorecard, words: Words): Run[][] {
  return provenanceOf(card, words).map(([label, text]) => [
    { text: `${label}: `, style: 'strong' },
    { text },
  ]);
}
