import type { OverviewReport } from '../reporting/overview/overview.js';
import type { Scorecard } from '../reporting/scorecard/scorecard.js';

const HEAD = [
  'Plan',
  'Term',
  'Assessed',
  'Complete',
  'Percent',
  'Strict to lenient',
  'Credit',
  'Claim',
  'Scale',
];
/** Figures stand to the right. */
const TO_THE_RIGHT = ['Assessed', 'Complete', 'Percent', 'Credit'];

/** The presidencies side by side as text, without a trailing newline. */
export function overviewTable({ overview, cards }: OverviewReport): string {
  const whose = overview.organization?.name ?? 'all organizations';
  const lines = table([HEAD, ...cards.map(columnsOf)]);
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
  ].join('\n');
}

function isReconstruction({ provenanceNote }: Scorecard): boolean {
  return provenanceNote !== null;
}

function columnsOf(card: Scorecard): string[] {
  const { plan, total, range, claims, scale } = card;
  return [
    `${plan.slug}${isReconstruction(card) ? ' *' : ''}`,
    `${plan.termStart} to ${plan.termEnd}`,
    `${total.assessed} of ${total.objectives}`,
    `${total.complete} of ${total.objectives}`,
    total.percentComplete === null ? 'n/a' : `${total.percentComplete.toFixed(1)} %`,
    `${range.strict.complete} to ${range.lenient.complete} of ${range.lenient.of}`,
    String(total.credit),
    [...new Set(claims.map(({ verdict }) => verdict))].join(', ') || 'none',
    scale.slug,
  ];
}

function table(rows: readonly string[][]): string[] {
  const widths = HEAD.map((_, at) => Math.max(...rows.map((row) => row[at]!.length)));
  return rows.map((row) =>
    row
      .map((text, at) =>
        TO_THE_RIGHT.includes(HEAD[at]!) ? text.padStart(widths[at]!) : text.padEnd(widths[at]!),
      )
      .join('  ')
      .trimEnd(),
  );
}
