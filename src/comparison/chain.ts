import type { ComparedState, Standing } from './fates.js';
import { comparedState, type ComparisonTotals, totalsOf } from './totals.js';
import type { Relation } from './links/objective-link.entity.js';

/** A plan of a chain, as far as counting needs it. */
export interface ChainPlan {
  id: number;
  slug: string;
  title: string;
  holder: string;
  termStart: string;
  termEnd: string;
  objectives: number;
}

/** A confirmed link between two plans of a chain. */
export interface ChainLink {
  fromPlan: number;
  from: number;
  toPlan: number;
  to: number;
  relation: Relation;
}

/** What somebody decided about an objective of two plans of a chain: not continued in the later, or new in it. */
export interface ChainDecision {
  fromPlan: number;
  toPlan: number;
  side: 'from' | 'to';
  objective: number;
  standing: Standing;
}

/** Two presidencies that follow one another. */
export interface ChainStep {
  from: string;
  to: string;
  compared: ComparedState;
  totals: ComparisonTotals;
}

/** How far objectives reach through the presidencies of an organization. */
export interface Reach {
  /** Through how many plans. */
  presidencies: number;
  /** How many threads, objectives that hang together by confirmed links, do. */
  threads: number;
  /** Of how many objectives they are made. */
  objectives: number;
}

/** The presidencies of an organization one after the other, and as a whole. */
export interface Chain {
  /** The earliest first. */
  plans: Omit<ChainPlan, 'id'>[];
  /** One step fewer than there are plans. */
  steps: ChainStep[];
  /** The shortest first; sums up to all objectives. */
  reach: Reach[];
}

/** @param plans in the order of their terms */
export function chainOf(
  plans: readonly ChainPlan[],
  links: readonly ChainLink[],
  decisions: readonly ChainDecision[] = [],
): Chain {
  return {
    plans: plans.map(({ id: _id, ...plan }) => plan),
    steps: plans.slice(1).map((to, at) => {
      const from = plans[at]!;
      const isBetween = (one: { fromPlan: number; toPlan: number }): boolean =>
        one.fromPlan === from.id && one.toPlan === to.id;
      const decided = decisions.filter(isBetween);
      const totals = totalsOf(
        { from: from.objectives, to: to.objectives },
        {
          links: links.filter(isBetween),
          notContinued: decided
            .filter(({ side }) => side === 'from')
            .map(({ objective: id, standing }) => ({ id, standing })),
          new: decided.filter(({ side }) => side === 'to').map(({ objective }) => objective),
        },
      );
      return { from: from.slug, to: to.slug, compared: comparedState(totals), totals };
    }),
    reach: reachOf(plans, links),
  };
}

function reachOf(plans: readonly ChainPlan[], links: readonly ChainLink[]): Reach[] {
  const threads = threadsOf(links);
  const linked = threads.reduce((sum, thread) => sum + thread.length, 0);
  const alone = plans.reduce((sum, { objectives }) => sum + objectives, 0) - linked;
  const reach = new Map<number, Reach>();
  if (alone > 0) reach.set(1, { presidencies: 1, threads: alone, objectives: alone });
  for (const thread of threads) {
    const presidencies = new Set(thread.map(({ plan }) => plan)).size;
    const counts = reach.get(presidencies) ?? { presidencies, threads: 0, objectives: 0 };
    counts.threads++;
    counts.objectives += thread.length;
    reach.set(presidencies, counts);
  }
  return [...reach.values()].toSorted((a, b) => a.presidencies - b.presidencies);
}

interface End {
  plan: number;
  objective: number;
}

/** The objectives that hang together, however indirectly: a union of sets for each link. */
function threadsOf(links: readonly ChainLink[]): End[][] {
  const threadOf = new Map<string, End[]>();
  const of = (plan: number, objective: number): End[] => {
    const key = `${plan}/${objective}`;
    const known = threadOf.get(key) ?? [{ plan, objective }];
    threadOf.set(key, known);
    return known;
  };
  for (const link of links) {
    const [one, other] = [of(link.fromPlan, link.from), of(link.toPlan, link.to)];
    if (one === other) continue;
    const [large, small] = one.length >= other.length ? [one, other] : [other, one];
    for (const end of small) {
      large.push(end);
      threadOf.set(`${end.plan}/${end.objective}`, large);
    }
  }
  return [...new Set(threadOf.values())];
}
