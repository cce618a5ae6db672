import {
  type ComparedState,
  type Standing,
  STANDINGS,
  strongestOf,
  TAKEN_UP,
  type TakenUpAs,
} from './fates.js';
import type { Relation } from './links/objective-link.entity.js';

/** How many objectives either plan has: all that can be said of plans that nobody has compared. */
export interface PlanSizes {
  from: number;
  to: number;
}

/** How many earlier objectives people decided to be not continued, by how these stood in their own plan. */
export interface NotContinuedCounts {
  all: number;
  completed: number;
  unfinished: number;
  notAssessed: number;
  /** Only where there are any. */
  notApplicable?: number;
}

/** Each earlier objective counts once, and so does each later one. */
export interface DecidedTotals extends PlanSizes, Record<TakenUpAs, number> {
  notContinued: NotContinuedCounts;
  /** Earlier objectives that nobody has decided on. */
  undecided: number;
  /** Later objectives that people decided to be new, and those that nobody has decided on. */
  new: number;
  undecidedLater: number;
}

export type ComparisonTotals = PlanSizes | DecidedTotals;

/** Whether anything is decided, so that there is something to count. */
export function isCompared(totals: ComparisonTotals): totals is DecidedTotals {
  return 'undecided' in totals;
}

/** What totals are counted from: objectives by their ids. */
export interface Decided {
  /** Confirmed links. */
  links: readonly { from: number; to: number; relation: Relation }[];
  notContinued: readonly { id: number; standing: Standing }[];
  new: readonly number[];
}

/** The counts of two plans; of plans that nobody has compared their sizes alone. */
export function totalsOf({ from, to }: PlanSizes, decided: Decided): ComparisonTotals {
  const taken: Record<TakenUpAs, number> = { carriedOn: 0, widened: 0, narrowed: 0, related: 0 };
  const onward = groupBy(decided.links, (link) => link.from);
  for (const links of onward.values()) taken[strongestOf(links.map(({ relation }) => relation))!]++;
  const notContinued = countStandings(decided.notContinued);
  const reached = new Set(decided.links.map((link) => link.to)).size;
  const undecided = from - onward.size - notContinued.all;
  const undecidedLater = to - reached - decided.new.length;
  if (undecided === from && undecidedLater === to) return { from, to };
  return { from, to, ...taken, notContinued, undecided, new: decided.new.length, undecidedLater };
}

function countStandings(objectives: readonly { standing: Standing }[]): NotContinuedCounts {
  const count = (standing: Standing): number =>
    objectives.filter((objective) => objective.standing === standing).length;
  const notApplicable = count('notApplicable');
  return {
    all: objectives.length,
    completed: count('completed'),
    unfinished: count('unfinished'),
    notAssessed: count('notAssessed'),
    ...(notApplicable === 0 ? {} : { notApplicable }),
  };
}

/** Whether nobody has compared the plans yet, somebody in part, or every objective of both is decided on. */
export function comparedState(totals: ComparisonTotals): ComparedState {
  if (!isCompared(totals)) return 'not';
  return totals.undecided + totals.undecidedLater === 0 ? 'fully' : 'partly';
}

/** How many earlier objectives the later plan takes up in any way. */
export function takenUpCount(totals: DecidedTotals): number {
  return TAKEN_UP.reduce((sum, fate) => sum + totals[fate], 0);
}

/** How many of the objectives that are not continued stood so. */
export function notContinuedAs({ notContinued }: DecidedTotals, standing: Standing): number {
  return notContinued[standing] ?? 0;
}

/** The standings that occur among what is not continued, with how many. */
export function notContinuedParts(totals: DecidedTotals): [standing: Standing, count: number][] {
  return STANDINGS.map((standing): [Standing, number] => [standing, notContinuedAs(totals, standing)]).filter(
    ([, count]) => count > 0,
  );
}

/** What belongs together, in its order. */
export function groupBy<One, Key>(ones: readonly One[], keyOf: (one: One) => Key): Map<Key, One[]> {
  const groups = new Map<Key, One[]>();
  for (const one of ones) {
    const key = keyOf(one);
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return groups;
}
