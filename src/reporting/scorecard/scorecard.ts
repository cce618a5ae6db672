import type { Withdrawn } from '../../plans/plans.reader.js';
import type { Cause } from '../../assessments/assessment.entity.js';
import type { Bearing } from '../../assessments/evidence.entity.js';
import { type Strength, STRENGTHS } from '../../assessments/strength.js';
import type { Language } from '../../language/languages.js';
import type { AssessorKind } from '../../plans/assessor.entity.js';
import type { LevelView } from '../../plans/scales/scales.reader.js';
import { addressOf, citationOf } from '../../sources/formats/citation.js';
import type { SourceView } from '../../sources/sources.reader.js';
import { checkClaim, type ClaimCheck, type MadeClaim } from './claims.js';
import type { AreaCounts, Counts } from './counts.js';

/** A passage that an assessment rests on. */
export interface CitedPassage {
  bearing: Bearing;
  /** The source's words, or null for a citation. */
  exact: string | null;
  /** Our summary, or null. */
  summary: string | null;
  /** The source's slug. */
  source: string;
  paragraph: number | null;
}

/** An objective that is assessed, applicable and not complete. "Not assessed" is not "not done". */
export interface NotComplete {
  code: string;
  title: string;
  level: string;
  cause: Cause | null;
  effectiveOn: string;
  rationale: string;
  /** The passages of its current assessment: their words, or our summary. */
  evidence: string[];
  /** The same passages, each with how it bears on the assessment and where it stands. */
  passages: CitedPassage[];
}

/** An objective that is complete, but only since a day after the term's end. */
export interface Late {
  code: string;
  title: string;
  level: string;
  effectiveOn: string;
}

/** One way of reading the records: what counts as complete in it, of the applicable objectives. */
export interface Reading {
  complete: number;
  of: number;
  /** Null as `percentComplete`. */
  percent: number | null;
}

/** The status that another assessor of the plan gives an objective. */
export interface OtherStatus {
  assessor: Scorecard['assessor'];
  level: string;
}

/** An objective that other assessors of the plan have assessed too, and put at another level. */
export interface Dissent {
  code: string;
  title: string;
  level: string;
  /** By the assessor's slug; only those whose status is another one. */
  others: OtherStatus[];
}

/** A source with its credit. */
export interface CreditedSource {
  slug: string;
  title: string;
  authors: string[];
  publisher: string | null;
  /** When it was published, `YYYY-MM-DD`. */
  date: string | null;
  address: string | null;
  rights: string | null;
  /** All of this in one line. */
  citation: string;
}

/** What a reader who knew the scorecard of an earlier day would see changed. */
export interface Changes {
  since: string;
  /** The figures of that day. */
  total: Pick<Counts, 'complete' | 'assessed'>;
  /** Whose level is another one now, in the plan's order. */
  objectives: { code: string; title: string; from: string; to: string; effectiveOn: string | null }[];
}

/** The computed report. Never stored; every form of it prints this. */
export interface Scorecard {
  /** Of titles, names and labels, where the records hold them in it. */
  language: Language;
  plan: {
    slug: string;
    title: string;
    holder: string;
    termStart: string;
    termEnd: string;
    organization: { slug: string; name: string; acronym: string | null };
    /** Only where the plan was not published at the moment that the scorecard is about. */
    state?: 'draft' | 'withdrawn';
    /** Only where it was withdrawn then: since when, and why. */
    withdrawn?: Withdrawn;
  };
  assessor: { slug: string; kind: AssessorKind; name: string };
  asOf: string;
  knownAt: string;
  /** The scale that the plan is assessed on, its levels in order. */
  scale: { slug: string; name: string; levels: ScaleLevel[] };
  total: Counts;
  /** On how many objectives another assessor of the plan has another status. Who has none does not differ. */
  differing: number;
  /** Strict: a complete objective counts only where its evidence is firm. Lenient: whatever its evidence. */
  range: { strict: Reading; lenient: Reading };
  areas: AreaCounts[];
  claims: ClaimCheck[];
  notComplete: NotComplete[];
  late: Late[];
  /** The objectives of `differing`, in the plan's order. */
  dissent: Dissent[];
  /** Only where it was asked for. */
  changes?: Changes;
  /** The sources whose passages the assessments and the claims rest on, by slug; with the credit that is known today. */
  sources: CreditedSource[];
  /** How the list of objectives came to be, where it is not the official one. */
  provenanceNote: string | null;
  /** Only where the plan was read on another scale than its own: from which to which. */
  mapped?: { from: string; to: string };
  /** The SHA-256 of what the two clocks reproduce (`digestOf`); where the language is the default. The reader adds it. */
  digest?: string;
  /** What the digest covers; with it. */
  digestVersion?: number;
  /** The address, from the server's root, that gives this scorecard again, and its parameters. */
  origin: { address: string; parameters: Record<string, string> };
}

/** A level of the plan's scale, labelled in the language of the report. */
export type ScaleLevel = Omit<LevelView, 'labels'>;

/** A level of the plan's scale, as far as counting needs it. */
export type CountingLevel = Omit<ScaleLevel, 'label' | 'final'>;

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
  scale: Scorecard['scale'];
  /** Where they were read on another scale than the plan's own. */
  mapped?: Scorecard['mapped'];
  /** In the plan's order. */
  areas: { code: string; name: string }[];
  groups: Group[];
  claims: MadeClaim[];
  /** In the plan's order; the strings of `evidence` are made of the passages. */
  notComplete: Omit<NotComplete, 'evidence'>[];
  /** In the plan's order. */
  late: Late[];
  /** In the plan's order. */
  dissent: Dissent[];
  /** By slug. */
  sources: Omit<SourceView, 'language' | 'note' | 'textSha256'>[];
}

/** Which scorecard it is: the moment and the language that it carries, so that it can be had again. */
export interface ScorecardMoment {
  asOf: string;
  knownAt: string;
  language: Language;
}

/** Computes the scorecard. The only place where its figures are made. */
export function computeScorecard(
  facts: ScorecardFacts,
  moment: ScorecardMoment,
  changes?: Changes,
): Scorecard {
  const { plan, assessor, scale, mapped } = facts;
  const { asOf, knownAt, language } = moment;
  const total = count(facts.groups, scale.levels);
  const areas = facts.areas.map(({ code, name }) => {
    const groups = facts.groups.filter((group) => group.area === code);
    return { code, name, ...count(groups, scale.levels) };
  });
  const reading = (complete: number): Reading => ({
    complete,
    of: total.applicable,
    percent: percentOfWhole(complete, total),
  });
  return {
    language,
    plan,
    assessor,
    asOf,
    knownAt,
    scale,
    total,
    differing: facts.dissent.length,
    range: { strict: reading(total.evidence.firm), lenient: reading(total.complete) },
    areas,
    claims: facts.claims.map((claim) => checkClaim(claim, { total, areas, isMapped: mapped !== undefined })),
    notComplete: facts.notComplete.map(({ passages, ...objective }) => ({
      ...objective,
      evidence: passages.map(({ exact, summary }) => exact ?? summary ?? ''),
      passages,
    })),
    late: facts.late,
    dissent: facts.dissent,
    ...(changes === undefined ? {} : { changes }),
    sources: facts.sources.map(creditOf),
    provenanceNote: facts.provenanceNote,
    ...(mapped === undefined ? {} : { mapped }),
    origin: originOf(`/api/v1/plans/${plan.slug}/scorecard`, {
      asOf,
      knownAt,
      assessor: assessor.slug,
      ...(mapped === undefined ? {} : { scale: mapped.to }),
      ...(changes === undefined ? {} : { since: changes.since }),
      lang: language,
    }),
  };
}

/** An address with its parameters, and these by themselves. */
export function originOf(path: string, parameters: Record<string, string>): Scorecard['origin'] {
  return { address: `${path}?${new URLSearchParams(parameters).toString()}`, parameters };
}

function creditOf(source: ScorecardFacts['sources'][number]): CreditedSource {
  const { slug, title, authors, publisher, publishedOn, rights } = source;
  const address = addressOf(source);
  return {
    slug,
    title,
    authors,
    publisher,
    date: publishedOn,
    address,
    rights,
    citation: citationOf(source),
  };
}

/**
 * Counts groups of objectives by the levels of their scale. What nobody has assessed counts as applicable, whatever the
 * scale says of that level: nobody has found yet that it does not apply.
 */
export function count(
  groups: readonly Pick<Group, 'level' | 'strength' | 'objectives'>[],
  levels: readonly CountingLevel[],
): Counts {
  const byLevel: Record<string, number> = {};
  const evidence = Object.fromEntries(STRENGTHS.map((strength) => [strength, 0])) as Counts['evidence'];
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
    if (level.applicable || !level.assessed) applicable += here;
    credit += here * (level.credit ?? 0);
  }
  const coverage = { objectives, applicable, assessed };
  return {
    ...coverage,
    complete,
    possible: { least: complete, most: complete + objectives - assessed },
    percentComplete: percentOfWhole(complete, coverage),
    credit: Math.round(credit * 1e4) / 1e4,
    percentCredit: percentOfWhole(credit, coverage),
    byLevel,
    evidence,
  };
}

/** Of the applicable objectives; null while one of them is not assessed: there is no whole to be a share of yet. */
function percentOfWhole(
  part: number,
  { objectives, assessed, applicable }: Pick<Counts, 'objectives' | 'assessed' | 'applicable'>,
): number | null {
  return assessed < objectives ? null : percent(part, applicable);
}

/**
 * `part` of `whole` in percent, one decimal, half away from zero; null where there is no whole. 0 means none and 100
 * all: a share in between is never rounded to either.
 */
export function percent(part: number, whole: number): number | null {
  const rounded = roundedPercent(part, whole);
  if (rounded === null || part <= 0 || part >= whole) return rounded;
  return Math.min(Math.max(rounded, 0.1), 99.9);
}

/**
 * The same as plain arithmetic, to 0 and to 100 as well.
 * Parts are counts or sums of credits with at most four decimals, so they are scaled to whole numbers first:
 * in binary fractions a half would not always be one.
 */
export function roundedPercent(part: number, whole: number): number | null {
  if (whole === 0) return null;
  const thousandths = Math.round(part * 10_000) * 1000;
  const units = whole * 10_000;
  const quotient = Math.floor((2 * thousandths + units) / (2 * units));
  return quotient / 10;
}
