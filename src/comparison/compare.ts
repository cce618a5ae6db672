import type { Strength } from '../assessments/strength.js';
import type { Cause } from '../assessments/assessment.entity.js';
import { type Counts, originOf, percent, type Scorecard } from '../reporting/scorecard/scorecard.js';
import type { LinkState, Relation } from './objective-link.entity.js';

/** What became of an earlier objective, the strongest first. */
export const FATES = ['carriedOn', 'widened', 'narrowed', 'related', 'dropped'] as const;
export type Fate = (typeof FATES)[number];

const FATE_OF: Record<Relation, Fate> = {
  exactMatch: 'carriedOn',
  closeMatch: 'carriedOn',
  broadMatch: 'widened',
  narrowMatch: 'narrowed',
  relatedMatch: 'related',
};

/** How many of the earlier objectives met which fate. Each counts once, so they sum up. */
export type Fates = Record<Fate, number>;

export interface ComparisonTotals extends Fates {
  /** Objectives of the earlier plan, and of the later. */
  from: number;
  to: number;
  /** Later objectives that no confirmed link leads to. */
  new: number;
}

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
  complete: number;
  percentComplete: number | null;
  /** Of the earlier plan: objectives that something takes up. Of the later plan: objectives that take something up. */
  linked: number;
  /** linked / objectives, in percent with one decimal; null for an area without objectives. */
  percentLinked: number | null;
}

/**
 * How many objectives go from an area of the earlier plan to one of the later. Each earlier objective goes one way, with
 * its strongest link (of equal ones, to the first objective of the later plan); `to` is null for the dropped ones, and
 * `from` for the new ones.
 */
export interface Flow {
  from: string | null;
  to: string | null;
  objectives: number;
  /** Of those that do go on, by how. */
  fates: Partial<Fates>;
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
  totals: ComparisonTotals;
  /** Whether both are assessed on one scale. */
  sameScale: boolean;
  /**
   * The slug of the scale that both are read on: only then do their completed shares mean the same. Null where nothing
   * maps their scales to a common one: each is read on its own.
   */
  commonScale: string | null;
  /** All objectives of either plan, in its order, with what became of them or whether they are new. */
  objectives: { from: (ObjectiveOf & { fate: Fate })[]; to: (ObjectiveOf & { isNew: boolean })[] };
  /** Of the earlier plan: assessed, applicable, and not complete. */
  unfinished: (OpenObjective & { level: string; cause: Cause | null })[];
  /** Of the earlier plan: complete, but the evidence is not firm. */
  notFirm: (OpenObjective & { strength: Strength })[];
  dropped: ObjectiveOf[];
  new: ObjectiveOf[];
  /** The links, confirmed or only suggested, in the order of the plans. Only confirmed ones count above. */
  rows: { from: string; to: string; relation: Relation; state: LinkState; rationale: string }[];
  areas: ComparedArea[];
  flows: Flow[];
  /** The address, from the server's root, that gives this comparison again, and its parameters. */
  origin: Scorecard['origin'];
}

/** An objective as it was known then. */
export interface ObjectiveFact extends ObjectiveOf {
  id: number;
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
}

/** Computes the comparison. The only place where its figures are made. */
export function compare(from: PlanFacts, to: PlanFacts, links: readonly LinkFact[]): Comparison {
  const ends = { from: placesOf(from.objectives), to: placesOf(to.objectives) };
  // An objective that was not known then has no place, and neither has its link.
  const known = links
    .filter((link) => ends.from.has(link.from) && ends.to.has(link.to))
    .toSorted(
      (a, b) => ends.from.get(a.from)! - ends.from.get(b.from)! || ends.to.get(a.to)! - ends.to.get(b.to)!,
    );
  const confirmed = known.filter(({ state }) => state === 'confirmed');
  const onward = byEarlier(confirmed);
  const reached = new Set(confirmed.map((link) => link.to));
  const later = new Map(to.objectives.map((objective) => [objective.id, objective]));
  const strongestFirst = (id: number): LinkFact[] =>
    (onward.get(id) ?? []).toSorted((a, b) => rank(a.relation) - rank(b.relation));
  const open = (objective: ObjectiveFact): OpenObjective => {
    const taken = strongestFirst(objective.id);
    return {
      ...shown(objective),
      fate: fateOf(taken.map(({ relation }) => relation)),
      takenUpBy: taken.map(({ to: id, relation, rationale }) => {
        const { code, title } = later.get(id)!;
        return { code, title, relation, rationale };
      }),
    };
  };
  const unfinished = new Map(from.scorecard.notComplete.map((row) => [row.code, row]));
  const dropped = from.objectives.filter(({ id }) => !onward.has(id));
  const added = to.objectives.filter(({ id }) => !reached.has(id));
  const knownAt = latest(from.scorecard.knownAt, to.scorecard.knownAt);
  const codes = (facts: PlanFacts, place: number): string => facts.objectives[place]!.code;
  return {
    language: from.scorecard.language,
    from: planOf(from),
    to: planOf(to),
    asOf: from.scorecard.asOf,
    knownAt,
    totals: totalsOf(from.objectives.length, to.objectives.length, confirmed),
    sameScale: from.scale === to.scale,
    commonScale: commonScaleOf(from, to),
    objectives: {
      from: from.objectives.map((objective) => ({
        ...shown(objective),
        fate: fateOf((onward.get(objective.id) ?? []).map(({ relation }) => relation)),
      })),
      to: to.objectives.map((objective) => ({ ...shown(objective), isNew: !reached.has(objective.id) })),
    },
    unfinished: from.objectives.flatMap((objective) => {
      const row = unfinished.get(objective.code);
      return row ? [{ ...open(objective), level: row.level, cause: row.cause }] : [];
    }),
    notFirm: from.objectives.flatMap((objective) => {
      const { strength } = objective;
      return strength === null || strength === 'firm' ? [] : [{ ...open(objective), strength }];
    }),
    dropped: dropped.map(shown),
    new: added.map(shown),
    rows: known.map(({ from: one, to: other, relation, state, rationale }) => ({
      from: codes(from, ends.from.get(one)!),
      to: codes(to, ends.to.get(other)!),
      ...{ relation, state, rationale },
    })),
    areas: [...areasOf(from, (id) => onward.has(id)), ...areasOf(to, (id) => reached.has(id))],
    flows: flowsOf(from, to, (id) => strongestFirst(id)[0], reached),
    origin: originOfBoth(from.scorecard, to.scorecard, knownAt),
  };
}

/** The counts of two plans, given the confirmed links between them. */
export function totalsOf(
  from: number,
  to: number,
  confirmed: readonly Pick<LinkFact, 'from' | 'to' | 'relation'>[],
): ComparisonTotals {
  const fates: Fates = { carriedOn: 0, widened: 0, narrowed: 0, related: 0, dropped: 0 };
  const onward = byEarlier(confirmed);
  for (const links of onward.values()) fates[fateOf(links.map(({ relation }) => relation))]++;
  fates.dropped = from - onward.size;
  return { from, to, ...fates, new: to - new Set(confirmed.map((link) => link.to)).size };
}

/** The strongest fate that the relations of an objective's confirmed links give it. */
export function fateOf(relations: readonly Relation[]): Fate {
  const fates = new Set(relations.map((relation) => FATE_OF[relation]));
  return FATES.find((fate) => fates.has(fate)) ?? 'dropped';
}

/** The later of two instants in the form that the service writes them. */
export function latest(one: string, other: string): string {
  return one > other ? one : other;
}

/** Links by their earlier ends, in their order. */
export function byEarlier<L extends { from: unknown }>(links: readonly L[]): Map<L['from'], L[]> {
  const groups = new Map<L['from'], L[]>();
  for (const link of links) groups.set(link.from, [...(groups.get(link.from) ?? []), link]);
  return groups;
}

function rank(relation: Relation): number {
  return FATES.indexOf(FATE_OF[relation]);
}

function placesOf(objectives: readonly ObjectiveFact[]): Map<number, number> {
  return new Map(objectives.map(({ id }, place) => [id, place]));
}

function shown({ code, title, area }: ObjectiveFact): ObjectiveOf {
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

function areasOf({ scorecard, objectives }: PlanFacts, isLinked: (id: number) => boolean): ComparedArea[] {
  return scorecard.areas.map(({ code, name, objectives: count, complete, percentComplete }) => {
    const linked = objectives.filter(({ id, area }) => area === code && isLinked(id)).length;
    return {
      ...{ plan: scorecard.plan.slug, code, name, objectives: count, complete, percentComplete },
      ...{ linked, percentLinked: percent(linked, count) },
    };
  });
}

function flowsOf(
  from: PlanFacts,
  to: PlanFacts,
  strongest: (id: number) => LinkFact | undefined,
  reached: ReadonlySet<number>,
): Flow[] {
  const areaOf = new Map(to.objectives.map(({ id, area }) => [id, area]));
  const flows = new Map<string, Flow>();
  const count = (source: string | null, target: string | null, fate?: Fate): void => {
    const key = JSON.stringify([source, target]);
    const flow = flows.get(key) ?? { from: source, to: target, objectives: 0, fates: {} };
    flow.objectives++;
    if (fate !== undefined) flow.fates[fate] = (flow.fates[fate] ?? 0) + 1;
    flows.set(key, flow);
  };
  for (const { id, area } of from.objectives) {
    const link = strongest(id);
    if (link) count(area, areaOf.get(link.to)!, FATE_OF[link.relation]);
    else count(area, null);
  }
  for (const { id, area } of to.objectives) if (!reached.has(id)) count(null, area);
  const order = (facts: PlanFacts, code: string | null): number => {
    const place = facts.scorecard.areas.findIndex((area) => area.code === code);
    return place < 0 ? facts.scorecard.areas.length : place;
  };
  return [...flows.values()].toSorted(
    (a, b) => order(from, a.from) - order(from, b.from) || order(to, a.to) - order(to, b.to),
  );
}
