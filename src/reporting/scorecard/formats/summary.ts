import type { Words } from '../../../language/words.js';
import type { Scorecard } from '../scorecard.js';
import { kindOf, percentOf, provenanceOf } from './wording.js';
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
    figure: words.text('countOf', { complete: total.complete, of: total.objectives }),
    percent: percentOf(total.percentComplete, words),
    caption: words.count('completeOf', total.objectives, { complete: total.complete }),
    lines: [rangeLine(card, words), ...openLines(card, words), ...provenanceLines(card, words)],
  };
}

/** "22 to 32 of 34", and what it means. */
export function rangeText({ range }: Scorecard, words: Words): string {
  return words.text('rangeOf', {
    strict: range.strict.complete,
    lenient: range.lenient.complete,
    of: range.lenient.of,
  });
}

function rangeLine(card: Scorecard, words: Words): Run[] {
  return [
    { text: `${words.text('rangeLabel')}: `, style: 'strong' },
    { text: `${rangeText(card, words)}. ` },
    { text: words.text('rangeMeans'), style: 'muted' },
  ];
}

/** What is not assessed or does not apply, where there is such: a percentage without it would mislead. */
export function openLines({ total, range }: Scorecard, words: Words): Run[][] {
  const lines: Run[][] = [];
  if (total.assessed < total.objectives)
    lines.push([
      { text: words.count('assessedOf', total.objectives, { assessed: total.assessed }) },
      { text: `. ${words.text('notAssessedMeans')}` },
    ]);
  if (range.lenient.of !== total.objectives)
    lines.push([{ text: words.text('ofApplicable', { of: range.lenient.of }) }]);
  return lines;
}

/** A list that is a reconstruction says so where the figure stands. */
function provenanceLines(card: Scorecard, words: Words): Run[][] {
  return provenanceOf(card, words).map(([label, text]) => [
    { text: `${label}: `, style: 'strong' },
    { text },
  ]);
}
