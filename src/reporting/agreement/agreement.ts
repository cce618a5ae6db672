import type { AssessorKind } from '../../plans/assessor.entity.js';
import {
  agreeing,
  type Alpha,
  alphaNominal,
  alphaOrdinal,
  type Coefficient,
  cohensKappa,
  pairsOf,
  type Ratings,
} from './agreement-coefficients.js';
import type { Scorecard } from '../scorecard/scorecard.js';
import { percent } from '../scorecard/scorecard.js';

/** A figure, rounded; null with the reason where it is not defined. */
export interface Figure {
  value: number | null;
  /** Why there is no value; only then. */
  reason?: string;
}

/** How far two assessors agree, on the objectives that both have assessed. */
export interface PairAgreement {
  /** Their slugs. */
  assessors: [string, string];
  /** How many objectives both have assessed. */
  units: number;
  /** On how many of these they give the same level. */
  agreeing: number;
  /** agreeing / units in percent, one decimal. */
  percentAgreement: Figure;
  /** Cohen's kappa, three decimals. */
  kappa: Figure;
}

/** Krippendorff's alpha, three decimals, with the objectives that two or more have assessed and the assessments of these. */
export interface AlphaFigure extends Figure {
  units: number;
  ratings: number;
}

/** An objective that two assessors put at different levels. */
export interface Difference {
  code: string;
  title: string;
  /** By the assessor's slug; null where that assessor has not assessed it. */
  ratings: Record<string, string | null>;
}

/** How far the assessors of a plan agree. Computed, never stored. */
export interface Agreement {
  plan: Omit<Scorecard['plan'], 'organization'>;
  asOf: string;
  knownAt: string;
  /** How many objectives the plan has. */
  objectives: number;
  /** The default assessor first, then by slug; with how many objectives each has assessed. */
  assessors: { slug: string; name: string; kind: AssessorKind; rated: number }[];
  pairs: PairAgreement[];
  alpha: { nominal: AlphaFigure; ordinal: AlphaFigure };
  /** In the plan's order. One that somebody has not assessed is missing there, which is no difference. */
  differences: Difference[];
}

/** What the database gives: all assessors' assessments of one plan on a day, as far as we knew at an instant. */
export interface AgreementFacts {
  plan: Omit<Scorecard['plan'], 'organization'>;
  objectives: number;
  assessors: { slug: string; name: string; kind: AssessorKind }[];
  levels: { slug: string; credit: number | null }[];
  /** Objectives that somebody has assessed, in the plan's order; `levels` in the order of the assessors. */
  rated: { code: string; title: string; levels: Ratings<string> }[];
}

/**
 * Computes the agreement of a plan's assessors. An objective that an assessor has not assessed is missing there.
 *
 * For percent agreement, kappa and nominal alpha every level is a category of its own, "not applicable" too: that one
 * assessor takes an objective out and another assesses it is a disagreement.
 *
 * For ordinal alpha the order is that of the levels' credit, the only order in which a scale says what counts for
 * more; levels of one credit share a rank. (The order in which a scale lists its levels is none: `completion` lists
 * "implemented" before "not implemented".) A level that is not applicable has no credit and so no place in that
 * order: it is missing.
 */
export function computeAgreement(facts: AgreementFacts, asOf: string, knownAt: string): Agreement {
  const { plan, objectives, assessors, rated } = facts;
  const credits = new Map(facts.levels.map(({ slug, credit }) => [slug, credit]));
  const units = rated.map(({ levels }) => levels);
  const ranks = units.map((levels) => levels.map((level) => (level === null ? null : credits.get(level)!)));
  return {
    plan,
    asOf,
    knownAt,
    objectives,
    assessors: assessors.map(({ slug, name, kind }, at) => ({
      slug,
      name,
      kind,
      rated: units.filter((levels) => levels[at] !== null).length,
    })),
    pairs: assessors.flatMap(({ slug }, a) =>
      assessors.slice(a + 1).map((other, after) => ({
        assessors: [slug, other.slug] as [string, string],
        ...pair(units, a, a + 1 + after),
      })),
    ),
    alpha: { nominal: ofAlpha(alphaNominal(units)), ordinal: ofAlpha(alphaOrdinal(ranks)) },
    differences: rated
      .filter(({ levels }) => new Set(levels.filter((level) => level !== null)).size > 1)
      .map(({ code, title, levels }) => ({
        code,
        title,
        ratings: Object.fromEntries(assessors.map(({ slug }, at) => [slug, levels[at] ?? null])),
      })),
  };
}

function pair(units: readonly Ratings<string>[], a: number, b: number): Omit<PairAgreement, 'assessors'> {
  const pairs = pairsOf(units, a, b);
  const agree = agreeing(pairs);
  const share = percent(agree, pairs.length);
  return {
    units: pairs.length,
    agreeing: agree,
    percentAgreement:
      share === null ? { value: null, reason: 'No objective is assessed by both.' } : { value: share },
    kappa: rounded(cohensKappa(pairs)),
  };
}

function ofAlpha(alpha: Alpha): AlphaFigure {
  const { units, ratings } = alpha;
  return { ...rounded(alpha), units, ratings };
}

/** To three decimals, half away from zero. */
function rounded({ value, reason }: Coefficient): Figure {
  if (value === null) return { value, reason };
  // The sum makes -0 a 0.
  return { value: (Math.sign(value) * Math.round(Math.abs(value) * 1000)) / 1000 + 0 };
}
