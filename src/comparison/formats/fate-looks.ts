import type { Words } from '../../language/words.js';
import type { Look, Pattern } from '../../documents/charts/scene.js';
import { type Comparison, type Fate, FATES } from '../compare.js';
import type { LegendEntry } from '../../documents/charts/legend.js';

/** What became of an earlier objective, or that a later one is new. */
export type Path = Fate | 'added';
const PATHS: readonly Path[] = [...FATES, 'added'];

const look = (fill: string, pattern: Pattern | null, ink: string, outline: string): Look => ({
  fill,
  pattern,
  ink,
  outline,
  dashed: false,
});

/**
 * The darker, the more the later plan keeps; what is dropped or new is pale and patterned: told apart with any colour
 * vision, and without colours.
 */
export const LOOKS: Record<Path, Look> = {
  carriedOn: look('#1b4965', null, '#1b4965', '#ffffff'),
  widened: look('#3f7ca0', 'diagonal', '#ffffff', '#1b4965'),
  narrowed: look('#6fa3c2', 'vertical', '#1b4965', '#1b4965'),
  related: look('#cfe3ef', 'dots', '#1b4965', '#1b4965'),
  dropped: look('#fbeee2', 'horizontal', '#d9a06f', '#93501b'),
  added: look('#ffffff', 'cross', '#aeb7be', '#55606b'),
};

/** The paths that objectives of this comparison took, with how many. */
export function pathsOf({ totals }: Pick<Comparison, 'totals'>, words: Words): LegendEntry[] {
  return PATHS.map((path) => ({
    label: words.text(path),
    look: LOOKS[path],
    count: path === 'added' ? totals.new : totals[path],
  })).filter(({ count }) => count > 0);
}
