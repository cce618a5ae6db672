import type { Cause } from '../../assessments/assessment.entity.js';
import type { Strength } from '../../assessments/strength.js';
import type { Basis } from '../../plans/objective.entity.js';
import type { CitedPassage, Scorecard } from './scorecard.js';
import type { TimelinePoint } from '../timeline/timeline.js';

/** Everything that a report of one plan shows; every form of it prints this. */
export interface Report {
  /** The JSON answer, with all figures; `scorecard.json` is exactly this. */
  scorecard: Scorecard;
  /**
   * One element for each objective in the plan's order, small: for the squares. At most 2,000 are given; then `null`
   * (too many to draw).
   */
  cells: Cell[] | null;
  /** Counts by date, for the curve: the points of GET …/timeline. */
  timeline: TimelinePoint[];
  /**
   * All objectives with their evidence, in the plan's order, read as they are consumed, at the very moment of
   * `scorecard`: whatever is recorded meanwhile, they add up to its figures. Can be called more than once.
   */
  objectives(): AsyncIterable<ReportObjective>;
}

/** An objective, as small as a square. */
export interface Cell {
  /** The area's code. */
  area: string;
  code: string;
  title: string;
  level: string;
  /** Null unless the objective counts as complete. */
  strength: Strength | null;
  /** Null where nobody has assessed it. */
  effectiveOn: string | null;
  /** Whether passages bear on it; also where they are collected and no status is given yet. */
  hasEvidence: boolean;
  /** Complete, but effective after the term's end. */
  late: boolean;
}

/** An objective with its assessment and the passages that the assessment rests on. */
export interface ReportObjective extends Cell {
  areaName: string;
  basis: Basis;
  /** The level's label in the language of the report; where evidence was collected and no status given, that it was. */
  levelLabel: string;
  cause: Cause | null;
  /** RFC 3339 in UTC with milliseconds; null where nobody has assessed it. */
  recordedAt: string | null;
  rationale: string | null;
  evidence: ReportEvidence[];
}

/** A passage that an assessment rests on, with what the assessor remarks on it, if anything. */
export interface ReportEvidence extends CitedPassage {
  note: string | null;
}
