import type { Strength } from '../../assessments/strength.js';
import type { CoveredCounts, ScorecardRecord } from '../scorecard/digest.js';

/** Where one objective stood when the snapshot was taken. */
export interface SnapshotObjective {
  code: string;
  area: string;
  title: string;
  level: string;
  strength: Strength | null;
}

/** What a snapshot contains. */
export interface SnapshotContent {
  scorecard: ScorecardRecord;
  /** In the plan's order. */
  objectives: SnapshotObjective[];
}

interface Figures {
  objectives: number;
  /** Null in a snapshot of digest version 1, which does not say. */
  applicable: number | null;
  assessed: number;
  complete: number;
  /** Null also while an objective was not assessed, in snapshots of every version: so the two can be compared. */
  percentComplete: number | null;
  credit: number;
  percentCredit: number | null;
}

/** An area in both snapshots; null where it was not there. */
export interface AreaChange {
  code: string;
  name: string;
  from: Figures | null;
  to: Figures | null;
}

/** An objective that stands elsewhere, or is in one of the snapshots only: then the other side is null. */
export interface ObjectiveChange {
  code: string;
  title: string;
  from: { level: string; strength: Strength | null } | null;
  to: { level: string; strength: Strength | null } | null;
}

export interface SnapshotComparison {
  total: { from: Figures; to: Figures };
  /** In the order of the later snapshot, then those that only the earlier one has. */
  areas: AreaChange[];
  /** Only objectives whose level or evidence strength differs, or that came or went; in the same order. */
  objectives: ObjectiveChange[];
}

/** What differs between two snapshots of a plan. */
export function compareSnapshots(from: SnapshotContent, to: SnapshotContent): SnapshotComparison {
  const objectives = paired(from.objectives, to.objectives).map(([before, after]) => ({
    code: (after ?? before)!.code,
    title: (after ?? before)!.title,
    from: before ? { level: before.level, strength: before.strength } : null,
    to: after ? { level: after.level, strength: after.strength } : null,
  }));
  return {
    total: { from: figuresOf(from.scorecard.total), to: figuresOf(to.scorecard.total) },
    areas: paired(from.scorecard.areas, to.scorecard.areas).map(([before, after]) => ({
      code: (after ?? before)!.code,
      name: (after ?? before)!.name,
      from: before ? figuresOf(before) : null,
      to: after ? figuresOf(after) : null,
    })),
    objectives: objectives.filter(
      ({ from: before, to: after }) => before?.level !== after?.level || before?.strength !== after?.strength,
    ),
  };
}

/** The things of both lists by code, at least one of each pair there. */
function paired<T extends { code: string }>(
  before: readonly T[],
  after: readonly T[],
): [T | undefined, T | undefined][] {
  const earlier = new Map(before.map((one) => [one.code, one]));
  const later = new Set(after.map(({ code }) => code));
  return [
    ...after.map((one): [T | undefined, T | undefined] => [earlier.get(one.code), one]),
    ...before.flatMap((one): [T, undefined][] => (later.has(one.code) ? [] : [[one, undefined]])),
  ];
}

function figuresOf(counts: CoveredCounts): Figures {
  const { objectives, applicable = null, assessed, complete, credit } = counts;
  const isWhole = assessed === objectives;
  return {
    objectives,
    applicable,
    assessed,
    complete,
    percentComplete: isWhole ? counts.percentComplete : null,
    credit,
    percentCredit: isWhole ? counts.percentCredit : null,
  };
}
