import type { CountingLevel, ScorecardFacts } from './scorecard.js';

/** How a plan's levels read on another scale. */
export interface ScaleReading {
  /** The slug of the plan's own scale, and of the one that it is read on. */
  from: string;
  to: string;
  /** The levels of the scale that it is read on, in order. */
  levels: CountingLevel[];
  /** What each level of the plan's own scale reads as. */
  pairs: Readonly<Record<string, string>>;
}

/**
 * The facts as they read on another scale: every level is replaced before anything is counted, so that all figures
 * follow. A mapping keeps whether a level is assessed, applicable and complete (`ScaleMappingsService` sees to it), so
 * the evidence behind what is complete, and the list of what is not, stay what they are; credit and level counts change.
 * @throws Error where the mapping says nothing of a level that occurs: mappings are total
 */
export function readOnScale<Facts extends ScorecardFacts>(facts: Facts, reading: ScaleReading): Facts {
  const read = (level: string): string => {
    const to = reading.pairs[level];
    if (to === undefined) throw new Error(`the mapping from ${reading.from} to ${reading.to} lacks ${level}`);
    return to;
  };
  return {
    ...facts,
    levels: reading.levels,
    groups: facts.groups.map((group) => ({ ...group, level: read(group.level) })),
    notComplete: facts.notComplete.map((objective) => ({ ...objective, level: read(objective.level) })),
  };
}

/**
 * The scale on which two plans can be read side by side: the later plan's, if the earlier one can be read on it; else
 * the earlier one's; else the first by name that both can be read on. Undefined where there is none.
 * @param earlier and `later`: the plan's own scale, and those that there are mappings to from it
 */
export function commonScale(
  earlier: { scale: string; mappedTo: readonly string[] },
  later: { scale: string; mappedTo: readonly string[] },
): string | undefined {
  const reaches = (plan: typeof earlier, scale: string): boolean =>
    plan.scale === scale || plan.mappedTo.includes(scale);
  const others = earlier.mappedTo.toSorted();
  return [later.scale, earlier.scale, ...others].find(
    (scale) => reaches(earlier, scale) && reaches(later, scale),
  );
}
