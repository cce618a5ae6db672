import type { Language } from '../../language/languages.js';
import type { Counts } from '../scorecard/counts.js';
import type { Scorecard } from '../scorecard/scorecard.js';
import type { ClaimCheck } from '../scorecard/claims.js';

/** A presidency in a table of several: the totals of its scorecard. */
export interface OverviewRow {
  plan: Scorecard['plan'];
  assessor: Scorecard['assessor'];
  /** What the record of this plan was as of, and the last change known; gives the same scorecard again. */
  knownAt: string;
  scale: { slug: string; name: string };
  total: Counts;
  /** On how many objectives another assessor of the plan has another status. */
  differing: number;
  range: Scorecard['range'];
  /** What sources claim about the plan, each checked against the records. */
  claims: ClaimCheck[];
  /** The sources of the claims, with their credit. */
  sources: Scorecard['sources'];
  provenanceNote: string | null;
  /** The address, from the server's root, of the whole scorecard. */
  scorecard: string;
}

/** A page of presidencies side by side, newest term first. Computed, never stored. */
export interface Overview {
  language: Language;
  asOf: string;
  /** The organization whose presidencies these are; null for all. */
  organization: Scorecard['plan']['organization'] | null;
  items: OverviewRow[];
  nextCursor: string | null;
  /** The address, from the server's root, of this table, and its parameters. What is recorded later changes it. */
  origin: Scorecard['origin'];
}

/** What every form of the table prints. */
export interface OverviewReport {
  /** The JSON answer. */
  overview: Overview;
  /** The scorecards that its rows are parts of, in the same order; what a table does not show is empty in them. */
  cards: Scorecard[];
}

/** The part of a scorecard that stands in the table. */
export function overviewRow(card: Scorecard): OverviewRow {
  const { plan, assessor, knownAt, scale, total, differing, range, claims, sources, provenanceNote, origin } =
    card;
  return {
    plan,
    assessor,
    knownAt,
    scale: { slug: scale.slug, name: scale.name },
    total,
    differing,
    range,
    claims,
    sources,
    provenanceNote,
    scorecard: origin.address,
  };
}
