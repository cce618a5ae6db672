import type { Cause } from '../assessments/assessment.entity.js';
import type { Strength } from '../assessments/strength.js';
import type { AssessorKind } from '../plans/assessor.entity.js';

/** Counts of objectives: of a plan or of one of its areas. */
export interface Counts {
  objectives: number;
  /** At a level that says something: not "not assessed yet". */
  assessed: number;
  complete: number;
  /** complete / applicable objectives, in percent with one decimal; null when nothing is applicable. */
  percentComplete: number | null;
  /** The sum of the levels' credit. */
  credit: number;
  /** credit / applicable objectives, in percent with one decimal; null when nothing is applicable. */
  percentCredit: number | null;
  /** How many stand at each level, in the scale's order; levels with none are left out. */
  byLevel: Record<string, number>;
  /** Of the complete ones, how well their evidence carries them. */
  evidence: Record<Strength, number>;
}

export interface AreaCounts extends Counts {
  code: string;
  name: string;
}

/** `incomplete`: too little is assessed, or the claim names no counts, to say whether it holds. */
export type ClaimVerdict = 'matches' | 'differs' | 'incomplete';

export interface ClaimCheck {
  complete: number | null;
  total: number | null;
  verdict: ClaimVerdict;
  /** Why the verdict is not `matches`; only then. */
  reason?: string;
  /** The words of the source; where we do not quote it, the claim in our words. */
  passage: string;
}

/** An objective that is assessed, applicable and not complete. "Not assessed" is not "not done". */
export interface NotComplete {
  code: string;
  title: string;
  level: string;
  cause: Cause | null;
  /** The passages of its current rating: their words, or our summary. */
  evidence: string[];
}

/** The computed report. Never stored; every form of it prints this. */
export interface Scorecard {
  plan: { slug: string; title: string; holder: string; termStart: string; termEnd: string };
  assessor: { slug: string; kind: AssessorKind };
  asOf: string;
  knownAt: string;
  total: Counts;
  areas: AreaCounts[];
  claims: ClaimCheck[];
  notComplete: NotComplete[];
  /** How the list of objectives came to be, where it is not the official one. */
  provenanceNote: string | null;
  /** Only where the plan was read on another scale than its own: from which to which. */
  mapped?: { from: string; to: string };
  /** The SHA-256 of what the two clocks reproduce (`digestOf`); the reader adds it. */
  digest?: string;
}

/** A level of the plan's scale, as far as counting needs it. */
export interface CountingLevel {
  slug: string;
  credit: number | null;
  complete: boolean;
  assessed: boolean;
  applicable: boolean;
}

/** How many objectives of an area stand at a level with evidence of a strength. */
export interface Group {
  area: string;
  level: string;
  strength: Strength | null;
  objectives: number;
}

/** What the database gives: one plan as one assessor saw it on a day, as far as we knew at an instant. */
export interface ScorecardFacts {
  plan: Scorecard['plan'];
  assessor: Scorecard['assessor'];
  provenanceNote: string | null;
  /** In the scale's order. */
  levels: CountingLevel[];
  /** In the plan's order. */
  areas: { code: string; name: string }[];
  groups: Group[];
  claims: { complete: number | null; total: number | null; passage: string }[];
  /** In the plan's order. */
  notComplete: NotComplete[];
}

/** Computes the scorecard. The only place where its figures are made. */
export function computeScorecard(facts: ScorecardFacts, asOf: string, knownAt: string): Scorecard {
  const total = count(facts.groups, facts.levels);
  return {
    plan: facts.plan,
    assessor: facts.assessor,
    asOf,
    knownAt,
    total,
    areas: facts.areas.map(({ code, name }) => ({
      code,
      name,
      ...count(
        facts.groups.filter((group) => group.area === code),
        facts.levels,
      ),
    })),
    claims: facts.claims.map((claim) => checkClaim(claim, total)),
    notComplete: facts.notComplete,
    provenanceNote: facts.provenanceNote,
  };
}

function count(groups: readonly Group[], levels: readonly CountingLevel[]): Counts {
  const byLevel: Record<string, number> = {};
  const evidence = { firm: 0, qualified: 0, contested: 0, unsupported: 0 };
  let objectives = 0;
  let assessed = 0;
  let complete = 0;
  let applicable = 0;
  let credit = 0;
  for (const level of levels) {
    let here = 0;
    for (const group of groups) {
      if (group.level !== level.slug) continue;
      here += group.objectives;
      if (group.strength !== null) evidence[group.strength] += group.objectives;
    }
    if (here === 0) continue;
    byLevel[level.slug] = here;
    objectives += here;
    if (level.assessed) assessed += here;
    if (level.complete) complete += here;
    if (level.applicable) applicable += here;
    credit += here * (level.credit ?? 0);
  }
  return {
    objectives,
    assessed,
    complete,
    percentComplete: percent(complete, applicable),
    credit: Math.round(credit * 1e4) / 1e4,
    percentCredit: percent(credit, applicable),
    byLevel,
    evidence,
  };
}

/**
 * `part` of `whole` in percent, one decimal, half away from zero; null where there is no whole.
 * Parts are counts or sums of credits with at most four decimals, so they are scaled to whole numbers first:
 * in binary fractions a half would not always be one.
 */
export function percent(part: number, whole: number): number | null {
  if (whole === 0) return null;
  const thousandths = Math.round(part * 10_000) * 1000;
  const units = whole * 10_000;
  const quotient = Math.floor((2 * thousandths + units) / (2 * units));
  return quotient / 10;
}

/**
 * Holds a claim against the records. While objectives are not assessed it is `incomplete` as long as assessing them
 * could still make it true, and `differs` as soon as nothing could.
 */
export function checkClaim(claim: ScorecardFacts['claims'][number], total: Counts): ClaimCheck {
  const { passage, complete, total: of } = claim;
  const check = (verdict: ClaimVerdict, reason?: string): ClaimCheck => ({
    complete,
    total: of,
    verdict,
    ...(reason === undefined ? {} : { reason }),
    passage,
  });
  if (complete === null || of === null) {
    return check('incomplete', 'The claim names no count of objectives to hold against the records.');
  }
  if (of !== total.objectives) {
    return check('differs', `The claim is about ${of} objectives, the records hold ${total.objectives}.`);
  }
  const open = total.objectives - total.assessed;
  if (complete === total.complete && open === 0) return check('matches');
  if (total.complete <= complete && complete <= total.complete + open && open > 0) {
    return check('incomplete', `${open} of ${total.objectives} objectives are not assessed.`);
  }
  return check(
    'differs',
    `The records give ${total.complete} of ${total.objectives}, the claim says ${complete}.`,
  );
}
