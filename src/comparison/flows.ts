import { rankOf, type Standing, STANDINGS, TAKEN_UP, takenUpAs } from './fates.js';
import type { Relation } from './links/objective-link.entity.js';
import { groupBy } from './totals.js';

/** How objectives go from one plan to the other, or that they do not. */
export const FLOW_OUTCOMES = [...TAKEN_UP, 'notContinued', 'undecided', 'new', 'undecidedLater'] as const;
export type FlowOutcome = (typeof FLOW_OUTCOMES)[number];

/**
 * Objectives that go from an area of the earlier plan to one of the later, or end, or begin. Every objective of either
 * plan goes exactly one way, with its strongest link (of equal ones, with the first in the order of the other plan): the
 * earlier ones sum up to their plan, and so do the later ones, also where one leads to several.
 */
export interface Flow {
  /** The code of the earlier area; null for what is new, or undecided in the later plan. */
  from: string | null;
  /** The code of the later area; null for what is not continued, or undecided in the earlier plan. */
  to: string | null;
  outcome: FlowOutcome;
  /** Of what is not continued: how it stood in its own plan. */
  standing: Standing | null;
  /** How many objectives of the earlier plan go this way. */
  earlier: number;
  /** How many objectives of the later plan come this way. */
  later: number;
}

/** An objective as far as its way goes. */
export interface FlowEnd {
  id: number;
  area: string;
  standing: Standing;
  /** Whether a person decided that it is not continued, or new. */
  isDecided: boolean;
}

interface FlowLink {
  from: number;
  to: number;
  relation: Relation;
}

/** @param links the confirmed ones; all lists in the order of their plans */
export function flowsOf(
  from: readonly FlowEnd[],
  to: readonly FlowEnd[],
  links: readonly FlowLink[],
  areas: { from: readonly string[]; to: readonly string[] },
): Flow[] {
  const flows = new Map<string, Flow>();
  const count = (
    way: Pick<Flow, 'from' | 'to' | 'outcome' | 'standing'>,
    side: 'earlier' | 'later',
  ): void => {
    const key = JSON.stringify([way.from, way.to, way.outcome, way.standing]);
    const flow = flows.get(key) ?? { ...way, earlier: 0, later: 0 };
    flow[side]++;
    flows.set(key, flow);
  };
  const [earlier, later] = [byId(from), byId(to)];
  const along = ({ from: one, to: other, relation }: FlowLink): Parameters<typeof count>[0] => ({
    ...{ from: earlier.get(one)!.area, to: later.get(other)!.area },
    ...{ outcome: takenUpAs(relation), standing: null },
  });
  const onward = groupBy(links, (link) => link.from);
  const back = groupBy(links, (link) => link.to);
  for (const { id, area, standing, isDecided } of from) {
    const link = strongest(onward.get(id));
    if (link) count(along(link), 'earlier');
    else if (isDecided) count({ from: area, to: null, outcome: 'notContinued', standing }, 'earlier');
    else count({ from: area, to: null, outcome: 'undecided', standing: null }, 'earlier');
  }
  for (const { id, area, isDecided } of to) {
    const link = strongest(back.get(id));
    if (link) count(along(link), 'later');
    else
      count({ from: null, to: area, outcome: isDecided ? 'new' : 'undecidedLater', standing: null }, 'later');
  }
  const place = (codes: readonly string[], code: string | null): number =>
    code === null ? codes.length : codes.indexOf(code);
  return [...flows.values()].toSorted(
    (a, b) =>
      place(areas.from, a.from) - place(areas.from, b.from) ||
      place(areas.to, a.to) - place(areas.to, b.to) ||
      wayRank(a) - wayRank(b),
  );
}

function wayRank({ outcome, standing }: Flow): number {
  const rank = standing === null ? 0 : STANDINGS.indexOf(standing);
  return FLOW_OUTCOMES.indexOf(outcome) * STANDINGS.length + rank;
}

function byId(ends: readonly FlowEnd[]): Map<number, FlowEnd> {
  return new Map(ends.map((end) => [end.id, end]));
}

function strongest(links: readonly FlowLink[] = []): FlowLink | undefined {
  return links.toSorted((a, b) => rankOf(a.relation) - rankOf(b.relation))[0];
}
