import type { Strength } from '../../assessments/strength.js';

/** Counts of objectives: of a plan or of one of its areas. */
export interface Counts {
  objectives: number;
  /** Those that counts and percentages are of: all but the ones that an assessor found not to apply. */
  applicable: number;
  /** At a level that says something, "not applicable" among them: not "not assessed yet". */
  assessed: number;
  complete: number;
  /** How many can be complete once every objective is assessed. */
  possible: { least: number; most: number };
  /** A percentage, as `percent` rounds it; null when nothing is applicable, and while an objective is not assessed. */
  percentComplete: number | null;
  /** The sum of the levels' credit. */
  credit: number;
  /** credit / applicable objectives; null as `percentComplete`. */
  percentCredit: number | null;
  /** How many stand at each level, in the scale's order; levels with none are left out. */
  byLevel: Record<string, number>;
  /** The strength of evidence of the complete ones. */
  evidence: Record<Strength, number>;
}

export interface AreaCounts extends Counts {
  code: string;
  name: string;
}
