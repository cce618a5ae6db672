import { styleText } from 'node:util';
import { STRENGTHS } from '../../assessments/strength.js';
import { columns, fold } from './columns.js';
import { wordsOf } from '../../language/words.js';
import { capitalised, figureOf, rangeText, readingOf } from '../../reporting/scorecard/formats/coverage.js';
import { differencesAddress } from '../../reporting/scorecard/formats/summary.js';
import { claimScope, dissentTexts } from '../../reporting/scorecard/formats/wording.js';
import type { ClaimCheck } from '../../reporting/scorecard/claims.js';
import type { Counts } from '../../reporting/scorecard/counts.js';
import type { Scorecard } from '../../reporting/scorecard/scorecard.js';

/** The shell speaks English; counts are read out as everywhere. */
const WORDS = wordsOf('en');

/** How the terminal may be written to. */
export interface Style {
  /** Coloured block bars; otherwise plain ASCII. */
  hasColours: boolean;
  /** How many columns there are; nothing is wrapped where it is not known. */
  width?: number | undefined;
}

const BAR = 24;
/** How long a line of running text may be. */
const LONGEST = 100;
const PAINT = { done: 'green', open: 'red', unknown: 'gray', bold: 'bold', dim: 'dim' } as const;

/** The scorecard as text, without a trailing newline. */
export function scorecardTable(card: Scorecard, style: Style): string {
  const paint = painter(style);
  const { plan, total } = card;
  const row = (name: string, counts: Counts): string[] => [
    name,
    bar(counts, style),
    figureOf(counts, WORDS),
    (counts.percentComplete === null ? '-' : WORDS.percent(counts.percentComplete)).padStart(6),
    `${WORDS.number(counts.applicable)} applicable`,
    evidenceText(counts),
  ];
  const rows = [...card.areas.map((area) => row(area.name, area)), row('Total', total)];
  const lines = columns(rows, { width: style.width, right: [2, 3] });
  const most = Math.min(LONGEST, style.width ?? LONGEST);
  return [
    paint('bold', plan.title),
    `${plan.holder}, ${plan.termStart} to ${plan.termEnd}; as of ${card.asOf}, known at ${card.knownAt}`,
    `Assessor: ${card.assessor.slug} (${card.assessor.kind.replace('_', '-')})`,
    '',
    ...lines.slice(0, -1).flat(),
    ...lines.slice(-1).flatMap((last) => last.map((line) => paint('bold', line))),
    '',
    `${capitalised(readingOf(total, WORDS), WORDS)}.`,
    ...(total.complete === 0 ? [] : [...range(card), ...fold(WORDS.text('strengthsMean'), most, '')]),
    ...(card.differing === 0
      ? []
      : [
          `${WORDS.count('differingOn', card.differing)}. ${WORDS.text('seeDifferences', { address: differencesAddress(card) })}`,
        ]),
    ...card.claims.map(
      (claim) =>
        `Claim "${claim.passage}"${scopeOf(claim, card)}: ${claim.verdict}${claim.reason === undefined ? '' : ` (${claim.reason})`}`,
    ),
    ...notComplete(card, paint),
    ...(card.provenanceNote === null
      ? []
      : ['', ...fold(`Note: ${card.provenanceNote}`, most, '').map((text) => paint('dim', text))]),
  ]
    .flatMap((line) => fold(line, style.width))
    .join('\n');
}

function range(card: Scorecard): string[] {
  return [`${WORDS.text('rangeLabel')}: ${rangeText(card, WORDS)}.`];
}

/** "firm 22, qualified 10"; the weaker strengths only where there are such. */
function evidenceText({ evidence }: Counts): string {
  return STRENGTHS.filter(
    (strength) => strength === 'firm' || strength === 'qualified' || evidence[strength] > 0,
  )
    .map((strength) => `${strength} ${WORDS.number(evidence[strength])}`)
    .join(', ');
}

function notComplete(card: Scorecard, paint: (as: keyof typeof PAINT, text: string) => string): string[] {
  const rows = card.notComplete.filter(
    (objective) => objective.evidence.length > 0 || objective.cause !== null,
  );
  if (rows.length === 0) return [];
  return [
    '',
    'Not complete:',
    ...card.notComplete.flatMap(({ code, title, level, cause }) => [
      `  ${paint('bold', code)}  ${title}: ${level.replaceAll('_', ' ')}${cause === null ? '' : `, cause ${cause}`}`,
      ...dissentTexts(code, card, WORDS).map((text) => `    ${text}`),
    ]),
  ];
}

function bar(counts: Counts, style: Style): string {
  const cells = (part: number): number =>
    counts.objectives === 0 ? 0 : Math.round((part / counts.objectives) * BAR);
  const done = cells(counts.complete);
  const assessed = Math.max(done, cells(counts.assessed));
  if (!style.hasColours)
    return `[${'#'.repeat(done)}${'-'.repeat(assessed - done)}${'.'.repeat(BAR - assessed)}]`;
  const paint = painter(style);
  return (
    paint('done', '█'.repeat(done)) +
    paint('open', '▒'.repeat(assessed - done)) +
    paint('unknown', '░'.repeat(BAR - assessed))
  );
}

function painter(style: Style): (as: keyof typeof PAINT, text: string) => string {
  // Whether to colour is decided before; styleText would look at standard output again.
  return (as, text) =>
    style.hasColours && text !== '' ? styleText(PAINT[as], text, { validateStream: false }) : text;
}

/** What a claim counts, where it is not the complete objectives of the whole plan. */
function scopeOf(claim: ClaimCheck, card: Scorecard): string {
  const scope = claimScope(claim, card, WORDS);
  return scope === null ? '' : `, ${scope}`;
}
