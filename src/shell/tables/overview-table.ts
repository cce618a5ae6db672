import type { OverviewReport } from '../../reporting/overview/overview.js';
import { columns, fold } from './columns.js';
import { wordsOf } from '../../language/words.js';
import { isWhole, rangeText } from '../../reporting/scorecard/formats/coverage.js';
import type { Scorecard } from '../../reporting/scorecard/scorecard.js';

/** The shell speaks English; numbers are written as everywhere. */
const WORDS = wordsOf('en');

const HEAD = [
  'Plan',
  'Term',
  'Assessed',
  'Applicable',
  'Complete',
  'Percent',
  'Possible',
  'Strict to lenient',
  'Credit',
  'Differing',
  'Claim',
  'Scale',
];
/** Figures stand to the right. */
const TO_THE_RIGHT = ['Assessed', 'Applicable', 'Complete', 'Percent', 'Credit', 'Differing'];

/** The presidencies side by side as text, without a trailing newline. */
export function overviewTable({ overview, cards }: OverviewReport, width?: number): string {
  const whose = overview.organization?.name ?? 'all organizations';
  const right = TO_THE_RIGHT.map((name) => HEAD.indexOf(name));
  const lines = columns([HEAD, ...cards.map(columnsOf)], { width, right }).flat();
  return [
    `Presidencies of ${whose}, as of ${overview.asOf}`,
    '',
    ...(cards.length === 0 ? ['There are no presidencies.'] : lines),
    ...(overview.nextCursor === null
      ? []
      : ['', `Only the newest ${cards.length} are shown. There are more.`]),
    ...(cards.some(isReconstruction)
      ? ['', '* not the official list of objectives: scorecard report says how it was compiled']
      : []),
  ]
    .flatMap((line) => fold(line, width))
    .join('\n');
}

function isReconstruction({ provenanceNote }: Scorecard): boolean {
  return provenanceNote !== null;
}

function columnsOf(card: Scorecard): string[] {
  const { plan, total, claims, scale } = card;
  return [
    `${plan.slug}${isReconstruction(card) ? ' *' : ''}`,
    `${plan.termStart} to ${plan.termEnd}`,
    WORDS.text('countOf', { complete: total.assessed, of: total.objectives }),
    WORDS.number(total.applicable),
    total.assessed === 0 ? '-' : WORDS.number(total.complete),
    total.percentComplete === null ? '-' : WORDS.percent(total.percentComplete),
    isWhole(total) || total.applicable === 0
      ? '-'
      : WORDS.text('rangeOf', {
          strict: total.possible.least,
          lenient: total.possible.most,
          of: total.applicable,
        }),
    total.complete === 0 ? '-' : rangeText(card, WORDS),
    total.assessed === 0 ? '-' : WORDS.number(total.credit),
    WORDS.number(card.differing),
    [...new Set(claims.map(({ verdict }) => verdict))].join(', ') || 'none',
    scale.slug,
  ];
}
