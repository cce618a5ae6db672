import type { Scorecard, ScorecardFacts } from './scorecard.js';

/** How a plan's levels read on another scale. */
export interface ScaleReading {
  /** The slug of the plan's own scale. */
  from: string;
  /** The scale that it is read on, labelled in the language of the report. */
  to: Scorecard['scale'];
  /** What each level of the plan's own scale reads as. */
  pairs: Readonly<Record<string, string>>;
}

/**
 * What a level reads as.
 * @throws Error (the function) where the mapping says nothing of a level that occurs: mappings are total
 */
export function levelReader(reading: ScaleReading | undefined): (level: string) => string {
  if (reading === undefined) return (level) => level;
  return (level) => {
    const to = reading.pairs[level];
    if (to === undefined) {
      throw new Error(`the mapping from ${reading.from} to ${reading.to.slug} lacks ${level}`);
    }
    return to;
  };
}

/**
 * The facts as they read on another scale: every level is replaced before anything is counted, so that all figures
 * follow. A mapping keeps whether a level is assessed, applicable and complete (`ScaleMappingsService` sees to it), so
 * the evidence behind what is complete, and the list of what is not, stay what they are; credit and level counts change.
 */
export function readOnScale(facts: ScorecardFacts, reading: ScaleReading | undefined): ScorecardFacts {
  if (reading === undefined) return facts;
  const read = levelReader(reading);
  const onScale = <One extends { level: string }>(ones: readonly One[]): One[] =>
    ones.map((one) => ({ ...one, level: read(one.level) }));
  return {
    ...facts,
    scale: reading.to,
    mapped: { from: reading.from, to: reading.to.slug },
    groups: onScale(facts.groups),
    notComplete: onScale(facts.notComplete),
    late: onScale(facts.late),
    // Two levels that read alike on the other scale are no difference there.
    dissent: onScale(facts.dissent)
      .map((objective) => ({
        ...objective,
        others: onScale(objective.others).filter(({ level }) => level !== objective.level),
      }))
      .filter(({ others }) => others.length > 0),
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
