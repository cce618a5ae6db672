import type { Strength } from '../assessments/strength.js';
import type { Cause } from '../assessments/assessment.entity.js';
import type { Counts } from '../reporting/scorecard/counts.js';
import { originOf, percent, type Scorecard } from '../reporting/scorecard/scorecard.js';
import {
  type ComparedState,
  type Fate,
  type LaterFate,
  rankOf,
  type Standing,
  standingOf,
  strongestOf,
  type TakenUpAs,
} from './fates.js';
import { type Flow, type FlowEnd, flowsOf } from './flows.js';
import type { DecisionKind } from './decisions/objective-decision.entity.js';
import type { LinkState, Relation } from './links/objective-link.entity.js';
import { comparedState, type ComparisonTotals, groupBy, isCompared, totalsOf } from './totals.js';

export interface ComparedPlan {
  slug: string;
  title: string;
  holder: string;
  termStart: string;
  termEnd: string;
  organization: Scorecard['plan']['organization'];
  /** The slug of its rating scale. */
  scale: string;
  /** The scale that its figures are read on, labelled in the language of the comparison. */
  readOn: Scorecard['scale'];
  assessor: Scorecard['assessor'];
  /** The whole plan's figures, as its scorecard has them on that scale. */
  total: Counts;
  range: Scorecard['range'];
  provenanceNote: string | null;
  /** What its assessments and claims rest on. */
  sources: Scorecard['sources'];
}

/** A later objective that takes up an earlier one, by a confirmed link. */
export interface TakenUp {
  code: string;
  title: string;
  relation: Relation;
  rationale: string;
}

export interface ObjectiveOf {
  code: string;
  title: string;
  /** The code of its area. */
  area: string;
}

/** What a person said of an objective that no confirmed link names, and when. */
export interface SaidOf {
  decision: DecisionKind;
  /** What If-Match names to change it. */
  version: number;
  rationale: string;
  decidedBy: string;
  decidedAt: string;
}

/** An objective of either plan as its plan's assessor sees it. */
export interface ComparedObjective extends ObjectiveOf {
  /** The slug of its status, on the scale that the plan is read on. */
  status: string;
  standing: Standing;
  cause: Cause | null;
  /** Of a complete objective: how well its passages support it. */
  strength: Strength | null;
  /** What somebody decided about it, or set back to undecided. */
  decision: SaidOf | null;
}

/** An earlier objective that is not done, or not proven done, and what takes it up. */
export interface OpenObjective extends ObjectiveOf {
  fate: Fate;
  /** The strongest first. */
  takenUpBy: TakenUp[];
}

/** One area of either plan: how far it was fulfilled, and how far the plans go on from one another. */
export interface ComparedArea {
  /** The slug of its plan. */
  plan: string;
  code: string;
  name: string;
  objectives: number;
  /** Those that apply: the denominator of what is complete. */
  applicable: number;
  assessed: number;
  complete: number;
  /** The fewest and the most that can be complete, whatever those not assessed turn out to be. */
  possible: { least: number; most: number };
  percentComplete: number | null;
  /**
   * Of the earlier plan: objectives that something takes up. Of the later plan: objectives that take something up. Null
   * while nobody has compared the plans.
   */
  linked: number | null;
  /** linked / objectives, in percent with one decimal; null while one of them is undecided, or there are none. */
  percentLinked: number | null;
  /** Objectives that nobody has decided on. */
  undecided: number;
}

/** The computed comparison of two plans. Never stored; every form of it prints this. */
export interface Comparison {
  /** Of titles, names and labels, where the records hold them in it. */
  language: Scorecard['language'];
  from: ComparedPlan;
  to: ComparedPlan;
  asOf: string;
  /** As far as was known of either plan, and of the links. */
  knownAt: string;
  /** Whether anybody has compared the plans. */
  compared: ComparedState;
  /** While nobody has compared the plans, nothing but the sizes of both. */
  totals: ComparisonTotals;
  /** Whether both are assessed on one scale. */
  sameScale: boolean;
  /**
   * The slug of the scale that both are read on: only then do their completed shares mean the same. Null where nothing
   * maps their scales to a common one: each is read on its own.
   */
  commonScale: string | null;
  /** All objectives of either plan, in its order, with what became of them or where they come from. */
  objectives: {
    from: (ComparedObjective & { fate: Fate })[];
    to: (ComparedObjective & { fate: LaterFate })[];
  };
  /** Of the earlier plan: assessed, applicable, and not complete. */
  unfinished: (OpenObjective & { level: string; cause: Cause | null })[];
  /** Of the earlier plan: complete, but the evidence is not firm. */
  notFirm: (OpenObjective & { strength: Strength })[];
  /** Of the earlier plan: what people decided that nothing takes up. */
  notContinued: (ObjectiveOf & { standing: Standing } & SaidOf)[];
  /** Of the earlier plan: what nobody has decided on. */
  undecided: (ObjectiveOf & { standing: Standing })[];
  /** Of the later plan: what people decided to be new. */
  new: (ObjectiveOf & SaidOf)[];
  /** Of the later plan: what nobody has decided on. */
  undecidedLater: ObjectiveOf[];
  /** The links, confirmed or only suggested, in the order of the plans. Only confirmed ones count above. */
  rows: ComparedLink[];
  areas: ComparedArea[];
  flows: Flow[];
  /** The address, from the server's root, that gives this comparison again, and its parameters. */
  origin: Scorecard['origin'];
}

/** A link as the comparison shows it, by the codes of its ends. */
export interface ComparedLink extends Omit<LinkFact, 'from' | 'to'> {
  from: string;
  to: string;
}

/** An objective as it was known then. */
export interface ObjectiveFact extends ObjectiveOf {
  id: number;
  /** The slug of its level, on the scale that the scorecard is read on. */
  level: string;
  /** Null unless it counts as complete. */
  strength: Strength | null;
}

/** One plan, in its own order. */
export interface PlanFacts {
  scorecard: Scorecard;
  /** The slug of its own scale, whichever the scorecard is read on. */
  scale: string;
  objectives: ObjectiveFact[];
}

/** A link that was confirmed or suggested then, by the ids of its ends. */
export interface LinkFact {
  from: number;
  to: number;
  relation: Relation;
  state: LinkState;
  rationale: string;
  /** Whether the rationale is the sentence that was suggested, and no person's own. */
  suggestedReason: boolean;
  decidedBy: string;
  decidedAt: string;
}

/** What was decided then about an objective of either plan, by its id. */
export interface DecisionFact extends SaidOf {
  side: 'from' | 'to';
  objective: number;
}

/** Computes the comparison. The only place where its figures are made. */
export function compare(
  from: PlanFacts,
  to: PlanFacts,
  links: readonly LinkFact[],
  decisions: readonly DecisionFact[] = [],
): Comparison {
  const ends = { from: placesOf(from.objectives), to: placesOf(to.objectives) };
  // An objective that was not known then has no place, and neither has its link.
  const known = links
    .filter((link) => ends.from.has(link.from) && ends.to.has(link.to))
    .toSorted(
      (a, b) => ends.from.get(a.from)! - ends.from.get(b.from)! || ends.to.get(a.to)! - ends.to.get(b.to)!,
    );
  const confirmed = known.filter(({ state }) => state === 'confirmed');
  const onward = groupBy(confirmed, (link) => link.from);
  const back = groupBy(confirmed, (link) => link.to);
  const earlier = from.objectives.map((objective): Seen<Fate> => {
    const seen = seenIn(from, objective, 'from', decisions);
    return { ...seen, fate: fateOf(onward.get(objective.id), seen.decision, 'notContinued') };
  });
  const later = to.objectives.map((objective): Seen<LaterFate> => {
    const seen = seenIn(to, objective, 'to', decisions);
    return { ...seen, fate: fateOf(back.get(objective.id), seen.decision, 'new') };
  });
  const titled = new Map(to.objectives.map((objective) => [objective.id, objective]));
  const open = ({ id, code, title, area, fate }: Seen<Fate>): OpenObjective => ({
    ...{ code, title, area, fate },
    takenUpBy: (onward.get(id) ?? [])
      .toSorted((a, b) => rankOf(a.relation) - rankOf(b.relation))
      .map(({ to: target, relation, rationale }) => {
        const { code: taker, title: name } = titled.get(target)!;
        return { code: taker, title: name, relation, rationale };
      }),
  });
  const causes = new Map(from.scorecard.notComplete.map(({ code, cause }) => [code, cause]));
  const knownAt = latest(from.scorecard.knownAt, to.scorecard.knownAt);
  const notContinued = earlier.filter(({ fate }) => fate === 'notContinued');
  const added = later.filter(({ fate }) => fate === 'new');
  const totals = totalsOf(
    { from: earlier.length, to: later.length },
    { links: confirmed, notContinued, new: added.map(({ id }) => id) },
  );
  return {
    language: from.scorecard.language,
    from: planOf(from),
    to: planOf(to),
    asOf: from.scorecard.asOf,
    knownAt,
    compared: comparedState(totals),
    totals,
    sameScale: from.scale === to.scale,
    commonScale: commonScaleOf(from, to),
    objectives: { from: earlier.map(withoutId), to: later.map(withoutId) },
    unfinished: earlier
      .filter(({ code }) => causes.has(code))
      .map((objective) => ({ ...open(objective), level: objective.status, cause: objective.cause })),
    notFirm: earlier.flatMap((objective) => {
      const { strength } = objective;
      return strength === null || strength === 'firm' ? [] : [{ ...open(objective), strength }];
    }),
    notContinued: notContinued.map((one) => ({
      ...shown(one),
      standing: one.standing,
      ...one.decision!,
    })),
    undecided: earlier
      .filter(({ fate }) => fate === 'undecided')
      .map((one) => ({ ...shown(one), standing: one.standing })),
    new: added.map((one) => ({ ...shown(one), ...one.decision! })),
    undecidedLater: later.filter(({ fate }) => fate === 'undecided').map(shown),
    rows: known.map(({ from: one, to: other, ...link }) => ({
      from: from.objectives[ends.from.get(one)!]!.code,
      to: to.objectives[ends.to.get(other)!]!.code,
      ...link,
    })),
    areas: [...areasOf(from, earlier, isCompared(totals)), ...areasOf(to, later, isCompared(totals))],
    flows: isCompared(totals)
      ? flowsOf(earlier.map(flowEnd), later.map(flowEnd), confirmed, areaCodes(from, to))
      : [],
    origin: originOfBoth(from.scorecard, to.scorecard, knownAt),
  };
}

/** An objective with its id and what became of it, or where it comes from. */
type Seen<F> = ComparedObjective & { id: number; fate: F };

function seenIn(
  { scorecard }: PlanFacts,
  { id, code, title, area, level, strength }: ObjectiveFact,
  side: DecisionFact['side'],
  decisions: readonly DecisionFact[],
): ComparedObjective & { id: number } {
  const standing = standingOf(scorecard.scale.levels.find(({ slug }) => slug === level)!);
  const cause = scorecard.notComplete.find((row) => row.code === code)?.cause ?? null;
  const said = decisions.find((decision) => decision.side === side && decision.objective === id);
  return {
    id,
    code,
    title,
    area,
    status: level,
    standing,
    cause,
    strength,
    decision: said ? saidOf(said) : null,
  };
}

function saidOf({ decision, version, rationale, decidedBy, decidedAt }: DecisionFact): SaidOf {
  return { decision, version, rationale, decidedBy, decidedAt };
}

function withoutId<F>({ id: _id, ...seen }: Seen<F>): ComparedObjective & { fate: F } {
  return seen;
}

/** The strongest of an objective's confirmed links; without one what a person decided; else nobody has. */
function fateOf<Decided extends 'notContinued' | 'new'>(
  links: readonly LinkFact[] = [],
  said: SaidOf | null,
  decided: Decided,
): TakenUpAs | Decided | 'undecided' {
  const strongest = strongestOf(links.map(({ relation }) => relation));
  return strongest ?? (said?.decision === decided ? decided : 'undecided');
}

function flowEnd({ id, area, standing, fate }: Seen<Fate | LaterFate>): FlowEnd {
  return { id, area, standing, isDecided: fate === 'notContinued' || fate === 'new' };
}

function areaCodes(from: PlanFacts, to: PlanFacts): { from: string[]; to: string[] } {
  const codes = ({ scorecard }: PlanFacts): string[] => scorecard.areas.map(({ code }) => code);
  return { from: codes(from), to: codes(to) };
}

/** The later of two instants in the form that the service writes them. */
export function latest(one: string, other: string): string {
  return one > other ? one : other;
}

function placesOf(objectives: readonly ObjectiveFact[]): Map<number, number> {
  return new Map(objectives.map(({ id }, place) => [id, place]));
}

function shown({ code, title, area }: ObjectiveOf): ObjectiveOf {
  return { code, title, area };
}

function planOf({ scorecard, scale }: PlanFacts): ComparedPlan {
  const { plan, assessor, total, range, provenanceNote, sources, scale: readOn } = scorecard;
  return { ...plan, scale, readOn, assessor, total, range, provenanceNote, sources };
}

function commonScaleOf(from: PlanFacts, to: PlanFacts): string | null {
  const { slug } = from.scorecard.scale;
  return slug === to.scorecard.scale.slug ? slug : null;
}

/** The scale is named where a plan is read on another than its own, so that a later mapping changes nothing. */
function originOfBoth(from: Scorecard, to: Scorecard, knownAt: string): Scorecard['origin'] {
  const mapped = from.mapped ?? to.mapped;
  return originOf(`/api/v1/comparisons/${from.plan.slug}/${to.plan.slug}`, {
    asOf: from.asOf,
    knownAt,
    ...(mapped === undefined ? {} : { scale: mapped.to }),
    lang: from.language,
  });
}

function areasOf(
  { scorecard }: PlanFacts,
  objectives: readonly Seen<Fate | LaterFate>[],
  anyDecided: boolean,
): ComparedArea[] {
  const decidedAlone: readonly string[] = ['notContinued', 'new', 'undecided'];
  return scorecard.areas.map(({ code, name, applicable, assessed, complete, possible, percentComplete }) => {
    const own = objectives.filter(({ area }) => area === code);
    const linked = own.filter(({ fate }) => !decidedAlone.includes(fate)).length;
    const undecided = own.filter(({ fate }) => fate === 'undecided').length;
    return {
      ...{ plan: scorecard.plan.slug, code, name, objectives: own.length },
      ...{ applicable, assessed, complete, possible, percentComplete },
      linked: anyDecided ? linked : null,
      percentLinked: undecided === 0 ? percent(linked, own.length) : null,
      undecided,
    };
  });
}
