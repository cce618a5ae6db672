import type { Words } from '../../../language/words.js';
import type { Overview, OverviewReport } from '../overview.js';
import { originOf, type CreditedSource, type Scorecard } from '../../scorecard/scorecard.js';
import { rangeText } from '../../scorecard/formats/coverage.js';
import { labelled } from '../../scorecard/formats/wording.js';

/*
 * What the forms of the table of presidencies say in the same words.
 */

/** "Presidencies side by side: Collective Security Treaty Organization". */
export function overviewTitle({ organization }: Overview, words: Words): string {
  return organization === null
    ? words.text('overviewTitle')
    : words.text('overviewOf', { organization: organization.name });
}

/** The day, how many there are, and what has to be known of them; each a line. */
export function overviewLines({ overview, cards }: OverviewReport, words: Words): string[] {
  const next = nextAddress(overview);
  const scales = new Set(cards.map(({ scale }) => scale.slug));
  return [
    words.text('overviewAsOf', { day: words.day(overview.asOf) }),
    cards.length === 0 ? words.text('noPresidencies') : `${words.count('presidencyCount', cards.length)}.`,
    ...(next === null ? [] : [words.text('morePresidencies', { address: next })]),
    ...(scales.size > 1 ? [words.text('scalesDiffer')] : []),
    ...(cards.some(({ total }) => total.assessed < total.objectives) ? [words.text('notAssessedMeans')] : []),
    ...(cards.some(({ total }) => total.complete > 0)
      ? [words.text('rangeMeans'), words.text('strengthsMean')]
      : []),
  ];
}

/** The address, from the server's root, of the presidencies that come after these; null where there are none. */
export function nextAddress({ nextCursor, origin }: Overview): string | null {
  if (nextCursor === null) return null;
  const [path = ''] = origin.address.split('?', 1);
  return originOf(path, { ...origin.parameters, cursor: nextCursor }).address;
}

/** "1 January 2023 to 31 December 2023". */
export function termText({ plan }: Scorecard, words: Words): string {
  return words.text('fromTo', { from: words.day(plan.termStart), to: words.day(plan.termEnd) });
}

/** What sources claim, and whether it holds: "32 of 34: matches"; alike ones once. */
export function verdictTexts({ claims }: Scorecard, words: Words): string[] {
  const texts = claims.map(({ complete, total, verdict }) =>
    complete === null || total === null
      ? words.text(verdict)
      : labelled(words.text('countOf', { complete, of: total }), words.text(verdict), words),
  );
  return [...new Set(texts)];
}

/** "12.5 (36.8%)"; without a percentage where there is none, as of what is complete. */
export function creditText({ total }: Scorecard, words: Words): string {
  const credit = words.number(total.credit);
  if (total.percentCredit === null) return total.credit === 0 ? '–' : credit;
  return words.text('inBrackets', { text: credit, remark: words.percent(total.percentCredit) });
}

/** A presidency's other figures in a line, for where there are no columns. */
export function figuresLine(card: Scorecard, words: Words): string {
  const { plan, total, scale } = card;
  const verdicts = verdictTexts(card, words);
  return [
    words.text('holderTerm', {
      holder: plan.holder,
      from: words.day(plan.termStart),
      to: words.day(plan.termEnd),
    }),
    words.count('assessedOf', total.objectives, { assessed: total.assessed }),
    ...(total.complete === 0 ? [] : [labelled(words.text('strictToLenient'), rangeText(card, words), words)]),
    ...(card.differing === 0 ? [] : [words.count('differingOn', card.differing)]),
    labelled(words.text('credit'), creditText(card, words), words),
    labelled(words.text('claim'), verdicts.length === 0 ? words.text('none') : verdicts.join(', '), words),
    labelled(words.text('scale'), scale.name, words),
  ].join(' · ');
}

/** Where the table comes from, as pairs of a label and a text; then where each scorecard stands. */
export function overviewFacts({ overview, cards }: OverviewReport, words: Words): [string, string][] {
  const { organization, asOf, origin } = overview;
  const parameters = Object.entries(origin.parameters).map(([name, value]) => `${name}=${value}`);
  const next = nextAddress(overview);
  return [
    ...(organization === null
      ? []
      : [[words.text('organization'), `${organization.name} (${organization.slug})`] as [string, string]]),
    [words.text('asOf'), words.day(asOf)],
    [words.text('address'), origin.address],
    [words.text('parameters'), parameters.join(', ')],
    ...(next === null ? [] : [[words.text('nextPage'), next] as [string, string]]),
    ...cards.map(({ plan, origin: there }): [string, string] => [plan.slug, there.address]),
  ];
}

/** The sources that the claims rest on, each once. */
export function overviewSources(cards: readonly Scorecard[]): CreditedSource[] {
  const all = new Map(cards.flatMap(({ sources }) => sources.map((source) => [source.slug, source])));
  return [...all.values()];
}
