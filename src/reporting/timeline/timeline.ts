import { levelReader, type ScaleReading } from '../scorecard/scale-mapping.js';
import { count, originOf, type Scorecard, type ScorecardMoment } from '../scorecard/scorecard.js';

/** Counts from that day on, until the next point: what changed on it is in it. */
export interface TimelinePoint {
  /** `YYYY-MM-DD`. */
  date: string;
  assessed: number;
  applicable: number;
  complete: number;
  /** As in a scorecard: null when nothing is applicable, and while an objective is not assessed. */
  percentComplete: number | null;
  /** How many stand at each level, in the scale's order; levels with none are left out. */
  byLevel: Record<string, number>;
}

/** How the counts of a plan came about, day by day. Computed, never stored. */
export interface Timeline extends Pick<
  Scorecard,
  'language' | 'plan' | 'assessor' | 'asOf' | 'knownAt' | 'origin'
> {
  /** How many objectives the plan has. */
  objectives: number;
  /** One for each day on which an objective changed its level, oldest first. Before the first, nothing is assessed. */
  points: TimelinePoint[];
}

/** What the database gives. */
export interface TimelineFacts extends Pick<Scorecard, 'plan' | 'assessor' | 'scale'> {
  objectives: number;
  /** The scale that it is read on, where that is not the plan's own. */
  mapped?: string;
  /** How many objectives went from one level to another on a day; by day. */
  moves: { date: string; from: string; to: string; objectives: number }[];
}

/** The facts as they read on another scale: a move between levels that read alike is none. */
export function timelineOnScale(facts: TimelineFacts, reading: ScaleReading | undefined): TimelineFacts {
  if (reading === undefined) return facts;
  const read = levelReader(reading);
  const moves = facts.moves
    .map((move) => ({ ...move, from: read(move.from), to: read(move.to) }))
    .filter(({ from, to }) => from !== to);
  return { ...facts, scale: reading.to, mapped: reading.to.slug, moves };
}

/** Computes the timeline: each point has the figures of the scorecard as of its day, by the same arithmetic. */
export function computeTimeline(facts: TimelineFacts, moment: ScorecardMoment): Timeline {
  const { asOf, knownAt, language } = moment;
  const { plan, assessor, objectives, mapped } = facts;
  return {
    language,
    plan,
    assessor,
    asOf,
    knownAt,
    objectives,
    points: pointsOf(facts),
    origin: originOf(`/api/v1/plans/${plan.slug}/timeline`, {
      asOf,
      knownAt,
      assessor: assessor.slug,
      ...(mapped === undefined ? {} : { scale: mapped }),
      lang: language,
    }),
  };
}

function pointsOf({ scale: { levels }, objectives, moves }: TimelineFacts): TimelinePoint[] {
  const standing = new Map(levels.map(({ slug, assessed }) => [slug, assessed ? 0 : objectives]));
  const points: TimelinePoint[] = [];
  moves.forEach(({ date, from, to, objectives: moved }, at) => {
    standing.set(from, (standing.get(from) ?? 0) - moved);
    standing.set(to, (standing.get(to) ?? 0) + moved);
    if (moves[at + 1]?.date === date) return;
    const groups = [...standing].map(([level, there]) => ({ level, strength: null, objectives: there }));
    const { assessed, applicable, complete, percentComplete, byLevel } = count(groups, levels);
    points.push({ date, assessed, applicable, complete, percentComplete, byLevel });
  });
  return points;
}
