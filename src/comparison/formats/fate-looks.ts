import type { LegendEntry } from '../../documents/charts/legend.js';
import type { Look, Pattern } from '../../documents/charts/scene.js';
import type { BareKey } from '../../language/texts.js';
import type { Words } from '../../language/words.js';
import { type Fate, type LaterFate, type Standing, TAKEN_UP, type TakenUpAs } from '../fates.js';
import type { Flow } from '../flows.js';
import { type ComparisonTotals, isCompared, notContinuedAs } from '../totals.js';

/** What became of an earlier objective, told apart by how it stood, or where a later one comes from. */
export type Path = TakenUpAs | Ended | 'undecidedEarlier' | 'added' | 'undecidedLater';
type Ended = 'completedEnded' | 'unfinishedEnded' | 'notAssessedEnded' | 'notApplicableEnded';

const ENDED: Record<Standing, Ended> = {
  completed: 'completedEnded',
  unfinished: 'unfinishedEnded',
  notAssessed: 'notAssessedEnded',
  notApplicable: 'notApplicableEnded',
};

const look = (fill: string, pattern: Pattern | null, ink: string, outline: string, dashed = false): Look => ({
  ...{ fill, pattern, ink, outline, dashed },
});

/**
 * The darker, the more the later plan keeps; what ends is pale and patterned, what was completed green and what was not
 * red; what nobody has decided is white and dashed. Told apart with any colour vision, and without colours.
 */
export const LOOKS: Record<Path, Look> = {
  carriedOn: look('#1b4965', null, '#1b4965', '#ffffff'),
  widened: look('#3f7ca0', 'diagonal', '#ffffff', '#1b4965'),
  narrowed: look('#6fa3c2', 'vertical', '#1b4965', '#1b4965'),
  related: look('#cfe3ef', 'dots', '#1b4965', '#1b4965'),
  completedEnded: look('#e6f0e1', 'horizontal', '#9dbb8c', '#4a6b38'),
  unfinishedEnded: look('#fbeee2', 'diagonal', '#d9a06f', '#93501b'),
  notAssessedEnded: look('#f1f1ee', 'vertical', '#b9b9b0', '#6a6a60'),
  notApplicableEnded: look('#f7f7f5', 'horizontal', '#b9b9b0', '#8a8a80', true),
  undecidedEarlier: look('#ffffff', null, '#aeb7be', '#55606b', true),
  added: look('#f3effa', 'cross', '#b6a6d6', '#5b4688'),
  undecidedLater: look('#ffffff', 'dots', '#aeb7be', '#55606b', true),
};

/** The path that the objectives of a flow take. */
export function pathOf({ outcome, standing }: Pick<Flow, 'outcome' | 'standing'>): Path {
  switch (outcome) {
    case 'notContinued':
      return ENDED[standing ?? 'notAssessed'];
    case 'undecided':
      return 'undecidedEarlier';
    case 'new':
      return 'added';
    default:
      return outcome;
  }
}

/** The paths that objectives of this comparison took, with how many: of the earlier plan, then of the later one alone. */
export function pathsOf({ totals }: { totals: ComparisonTotals }, words: Words): LegendEntry[] {
  if (!isCompared(totals)) return [];
  const counts: [Path, number][] = [
    ...TAKEN_UP.map((fate): [Path, number] => [fate, totals[fate]]),
    ...Object.entries(ENDED).map(([standing, path]): [Path, number] => [
      path,
      notContinuedAs(totals, standing as Standing),
    ]),
    ['undecidedEarlier', totals.undecided],
    ['added', totals.new],
    ['undecidedLater', totals.undecidedLater],
  ];
  return counts
    .map(([path, count]) => ({ label: words.text(path), look: LOOKS[path], count }))
    .filter(({ count }) => count > 0);
}

/** What an outcome is called: of an earlier objective, or of a later one. */
export function fateText(fate: Fate | LaterFate, words: Words): string {
  return words.text(fate === 'new' ? 'added' : fate);
}

const STANDING_KEYS: Record<Standing, BareKey> = {
  completed: 'completed',
  unfinished: 'unfinishedStanding',
  notAssessed: 'notAssessedStanding',
  notApplicable: 'notApplicableStanding',
};

/** How an objective stood in its own plan, in a word. */
export function standingText(standing: Standing, words: Words): string {
  return words.text(STANDING_KEYS[standing]);
}
