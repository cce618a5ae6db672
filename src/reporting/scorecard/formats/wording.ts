import type { Words } from '../../../language/words.js';
import type { Cell } from '../report.js';
import type { CitedPassage, ScaleLevel, Scorecard } from '../scorecard.js';
import type { ClaimCheck, RecordedCounts } from '../claims.js';

/*
 * What several forms say in the same words.
 */

/** The label of a level in the answer's language. */
export function levelLabel(card: Scorecard, slug: string): string {
  return levelOf(card, slug)?.label ?? slug;
}

function levelOf(card: Scorecard, slug: string): ScaleLevel | undefined {
  return card.scale.levels.find((level) => level.slug === slug);
}

/** Whether a level says more than that nobody has judged yet. */
export function isAssessed(card: Scorecard, slug: string): boolean {
  return levelOf(card, slug)?.assessed ?? true;
}

/** "self-reported" or "independent": an assessment never stands without whose it is. */
export function kindOf(card: Pick<Scorecard, 'assessor'>, words: Words): string {
  return words.text(card.assessor.kind === 'self_reported' ? 'selfReported' : 'independent');
}

/** The label of where an objective stands; where passages are collected but nobody has given a status, that. */
export function statusLabel(
  { level, hasEvidence }: Pick<Cell, 'level' | 'hasEvidence'>,
  card: Scorecard,
  words: Words,
): string {
  return !isAssessed(card, level) && hasEvidence
    ? words.text('evidenceWithoutStatus')
    : levelLabel(card, level);
}

/** What other assessors say of an objective: "Another assessor: not implemented (The analysts)"; each a line. */
export function dissentTexts(code: string, card: Scorecard, words: Words): string[] {
  const others = card.dissent.find((objective) => objective.code === code)?.others ?? [];
  return others.map(({ assessor, level }) =>
    words.text('otherAssessor', { status: levelLabel(card, level), name: assessor.name }),
  );
}

/** "The presidency (self-reported)": a status never stands without whose it is. */
export function assessorText(card: Pick<Scorecard, 'assessor'>, words: Words): string {
  return words.text('inBrackets', { text: card.assessor.name, remark: kindOf(card, words) });
}

/** "94.1%", or why there is none. */
export function percentOf(percent: number | null, words: Words): string {
  return percent === null ? words.text('noPercent') : words.percent(percent);
}

/** What the records give for what a claim counts; null where they cannot be counted so. */
export function recordedFor(claim: ClaimCheck, card: Pick<Scorecard, 'total'>): RecordedCounts | null {
  return claim.recorded === undefined ? card.total : claim.recorded;
}

/** What a claim is about, where it is not the complete objectives of the whole plan: its levels and its area. */
export function claimScope(
  claim: ClaimCheck,
  card: Pick<Scorecard, 'areas' | 'scale'>,
  words: Words,
): string | null {
  const { levels, area } = claim;
  const parts = [
    ...(levels === undefined
      ? []
      : [
          words.text('claimLevels', {
            levels: words.list(
              levels.map((slug) => card.scale.levels.find((level) => level.slug === slug)?.label ?? slug),
            ),
          }),
        ]),
    ...(area === undefined
      ? []
      : [labelled(words.text('area'), card.areas.find(({ code }) => code === area)?.name ?? area, words)]),
  ];
  return parts.length === 0 ? null : parts.join('; ');
}

/** Why a claim's verdict is not `matches`, by the rule of `checkClaim`; null where it matches. */
export function claimReason(claim: ClaimCheck, card: Pick<Scorecard, 'total'>, words: Words): string | null {
  if (claim.verdict === 'matches') return null;
  if (claim.complete === null || claim.total === null) return words.text('claimNamesNoCount');
  const recorded = recordedFor(claim, card);
  if (recorded === null) return words.text('claimCountedOtherwise');
  const { complete, objectives, assessed } = recorded;
  if (claim.total !== objectives)
    return words.text('claimAboutOthers', { claimed: claim.total, counted: objectives });
  if (claim.verdict === 'incomplete')
    return words.count('claimOpen', objectives - assessed, { of: objectives });
  return words.text('claimDiffers', { counted: complete, of: objectives, claimed: claim.complete });
}

/** Where a passage stands: the number of its source in the report's list, and the paragraph. */
export function placeOf(passage: CitedPassage, card: Scorecard, words: Words): string {
  const at = card.sources.findIndex((source) => source.slug === passage.source);
  const source = at < 0 ? passage.source : `[${at + 1}]`;
  return passage.paragraph === null ? source : `${source}, ${words.paragraph(passage.paragraph)}`;
}

/** A passage's words in quotation marks, or our summary of it without, and where it stands. */
export function passageText(passage: CitedPassage, card: Scorecard, words: Words): string {
  const said =
    passage.exact === null ? (passage.summary ?? '') : words.text('quoted', { words: passage.exact });
  const place = placeOf(passage, card, words);
  return said === '' ? place : words.text('citedAt', { words: said, place });
}

/** "Label: text". */
export function labelled(label: string, text: string, words: Words): string {
  return words.text('labelled', { label, text });
}

/** That a plan is a draft, or since when and why it is withdrawn, with its label; nothing for a published one. */
export function standingOf(
  { state, withdrawn }: Pick<Scorecard['plan'], 'state' | 'withdrawn'>,
  words: Words,
): [label: string, text: string][] {
  if (state === undefined) return [];
  if (withdrawn === undefined) return [[words.text('planDraft'), words.text('planDraftMeans')]];
  const { at, rationale } = withdrawn;
  return [
    [
      words.text('planWithdrawn'),
      words.text('planWithdrawnMeans', { day: words.day(at.slice(0, 10)), rationale }),
    ],
  ];
}

/**
 * What has to stand beside the figures: that the plan is not published, and how the list of objectives came to be where
 * it is not official; each with its label.
 */
export function provenanceOf(card: Scorecard, words: Words): [label: string, text: string][] {
  return [
    ...standingOf(card.plan, words),
    ...(card.provenanceNote === null
      ? []
      : [[words.text('provenanceNote'), card.provenanceNote] as [label: string, text: string]]),
  ];
}

/** A source's whole reference: how to cite it, where it stands, and on which terms it may be used. */
export function creditOf(source: Scorecard['sources'][number], words: Words): string {
  const { citation, address, rights } = source;
  return [
    citation,
    ...(address === null || citation.includes(address) ? [] : [address]),
    ...(rights === null || citation.includes(rights) ? [] : [words.text('rightsAre', { rights })]),
  ].join(' ');
}

/**
 * Where a report comes from, as pairs of a label and a text. With the provenance note, which stands beside the headline
 * where there is one, every form carries them.
 */
export function originFacts(card: Scorecard, words: Words): [label: string, text: string][] {
  const { origin, assessor } = card;
  const parameters = Object.entries(origin.parameters).map(([name, value]) => `${name}=${value}`);
  return [
    [words.text('plan'), `${card.plan.title} (${card.plan.slug})`],
    [words.text('assessor'), `${assessor.name} (${assessor.slug}; ${kindOf(card, words)})`],
    [words.text('asOf'), words.day(card.asOf)],
    [words.text('knownAt'), card.knownAt],
    [words.text('address'), origin.address],
    [words.text('parameters'), parameters.length === 0 ? words.text('none') : parameters.join(', ')],
  ];
}
