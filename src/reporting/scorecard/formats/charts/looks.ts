import type { Strength } from '../../../../assessments/strength.js';
import type { ScaleLevel } from '../../scorecard.js';
import type { Look, Pattern } from '../../../../documents/charts/scene.js';

const WHITE = '#ffffff';
/** Dark blue against orange: told apart with any colour vision, and dark against middle without colours. */
const DONE = ['#1b4965', '#3f7ca0', '#6fa3c2'] as const;
const MISSED = ['#d9762b', '#efb98a', '#93501b'] as const;
const OPEN = ['#cfe3ef', '#e9f2f7', '#b3d0e1'] as const;
const GREY = '#7b858e';
const APART: readonly Pattern[] = ['vertical', 'horizontal', 'dots'];

const solid = (fill: string): Look => ({ fill, pattern: null, ink: fill, outline: fill, dashed: false });
const drawn = (fill: string, pattern: Pattern, ink: string, outline = fill): Look => ({
  ...solid(fill),
  pattern,
  ink,
  outline,
});

/** What stands for one level, or for the part of a complete level that evidence of one strength carries. */
export interface Kind {
  level: ScaleLevel;
  strength: Strength | null;
}

/**
 * How each kind of objective is drawn, whatever the plan's scale: complete ones blue, patterned the more the weaker
 * their evidence; final ones that are not complete orange; open ones pale; the rest white or grey.
 */
export function lookOf({ level, strength }: Kind, levels: readonly ScaleLevel[]): Look {
  if (!level.applicable) return drawn('#eceff1', 'diagonal', '#b4bcc3', GREY);
  if (!level.assessed) return { ...solid(WHITE), outline: GREY, dashed: true };
  const group = levels.filter((other) => groupOf(other) === groupOf(level));
  const at = group.findIndex(({ slug }) => slug === level.slug);
  if (level.complete) return completeLook(DONE[at % DONE.length]!, strength);
  if (level.final) return drawn(MISSED[at % MISSED.length]!, APART[at % APART.length]!, '#5a2d0a');
  const fill = OPEN[at % OPEN.length]!;
  return at === 0 ? { ...solid(fill), outline: DONE[0] } : drawn(fill, APART[at % APART.length]!, DONE[0]);
}

function completeLook(fill: string, strength: Strength | null): Look {
  switch (strength) {
    case 'qualified':
      return drawn(fill, 'diagonal', WHITE);
    case 'contested':
      return drawn(fill, 'cross', WHITE);
    case 'unsupported':
      return drawn(WHITE, 'dots', fill, fill);
    case 'unread':
      return drawn(WHITE, 'horizontal', fill, fill);
    default:
      return solid(fill);
  }
}

function groupOf(level: ScaleLevel): string {
  if (!level.applicable || !level.assessed) return 'none';
  return level.complete ? 'complete' : level.final ? 'missed' : 'open';
}
