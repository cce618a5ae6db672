import type { Cause } from '../../assessments/assessment.entity.js';
import type { Extra } from '../../assessments/objectives.reader.js';
import type { Bearing } from '../../assessments/evidence.entity.js';
import type { Basis } from '../../plans/objective.entity.js';
import type { Report } from '../../reporting/scorecard/report.js';
import type { PassageView, SourceView } from '../../sources/sources.reader.js';

/** A plan with all that belongs to it, as far as was known at the instant that its scorecard carries; in its own words. */
export interface ExportedPlan {
  heading: ExportedHeading;
  areas: { code: string; name: string }[];
  /** Of the day, the instant and the assessor that were asked for; in the language of the answer. */
  report: Report;
  assessors: { slug: string; name: string; kind: 'self_reported' | 'independent'; default: boolean }[];
  claims: ExportedClaim[];
  /** What the file that brought the plan said of it and has no place of its own. */
  extras: Extra[];
  /** The names of what its objectives have so, in the order of the plan, each once. */
  extraNames: string[];
  /** The sources of its passages, by slug. */
  sources: Omit<SourceView, 'textSha256'>[];
  /** In the plan's order, read as they are consumed. Can be called more than once. */
  objectives(): AsyncIterable<ExportedObjective>;
}

export interface ExportedHeading {
  slug: string;
  title: string;
  holder: string;
  termStart: string;
  termEnd: string;
  language: string;
  motto: string | null;
  provenanceNote: string | null;
  organization: { slug: string; name: string; acronym: string | null };
}

export interface ExportedClaim {
  id: number;
  text: string;
  complete: number | null;
  total: number | null;
  levels: string[] | null;
  /** The code of its area; null for the whole plan. */
  area: string | null;
  recordedAt: string;
  passage: ExportedPassage;
}

/** A passage as it stands in its source; whether it is still found there is not said. */
export type ExportedPassage = Omit<PassageView, 'anchor'>;

export interface ExportedObjective {
  code: string;
  /** The code of its area. */
  area: string;
  title: string;
  text: string | null;
  basis: Basis;
  tags: string[];
  dueOn: string | null;
  responsible: string | null;
  /** What the file that brought it said and has no place of its own. */
  extras: Extra[];
  statedIn: ExportedPassage[];
  /** The whole history, of all assessors, oldest first, what was retracted too. */
  assessments: ExportedAssessment[];
  /** The id of the assessment that gives its status, on the day and by the assessor that were asked for. */
  current: string | null;
}

export interface ExportedAssessment {
  id: string;
  /** The slug of its assessor. */
  assessor: string;
  /** Null in a retraction, as `effectiveOn`. */
  level: string | null;
  effectiveOn: string | null;
  /** In a retraction: the assessment that it withdraws. */
  retracts: string | null;
  /** RFC 3339 in UTC with milliseconds. */
  recordedAt: string;
  rationale: string;
  cause: Cause | null;
  evidence: ExportedEvidence[];
}

export interface ExportedEvidence {
  bearing: Bearing;
  note: string | null;
  passage: ExportedPassage;
}

/** The assessment that gives an objective its status; undefined where nobody has assessed it. */
export function currentOf({ current, assessments }: ExportedObjective): ExportedAssessment | undefined {
  return current === null ? undefined : assessments.find(({ id }) => id === current);
}
