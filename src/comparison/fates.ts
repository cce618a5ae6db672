import type { Relation } from './links/objective-link.entity.js';

/** How a later plan takes an objective up, by a confirmed link, the strongest first. */
export const TAKEN_UP = ['carriedOn', 'widened', 'narrowed', 'related'] as const;
export type TakenUpAs = (typeof TAKEN_UP)[number];

/** What became of an earlier objective, the strongest first. Without a decision by a person it is undecided. */
export const FATES = [...TAKEN_UP, 'notContinued', 'undecided'] as const;
export type Fate = (typeof FATES)[number];

/** Where a later objective comes from, the strongest first. */
export const LATER_FATES = [...TAKEN_UP, 'new', 'undecided'] as const;
export type LaterFate = (typeof LATER_FATES)[number];

/** How an objective stood in its own plan: to end a completed one is not to abandon an unfinished one. */
export const STANDINGS = ['completed', 'unfinished', 'notAssessed', 'notApplicable'] as const;
export type Standing = (typeof STANDINGS)[number];

/** Whether somebody has compared two plans: nobody, in part, or every objective of both. */
export const COMPARED = ['not', 'partly', 'fully'] as const;
export type ComparedState = (typeof COMPARED)[number];

const TAKEN_UP_AS: Record<Relation, TakenUpAs> = {
  exactMatch: 'carriedOn',
  closeMatch: 'carriedOn',
  broadMatch: 'widened',
  narrowMatch: 'narrowed',
  relatedMatch: 'related',
};

/** What a confirmed link of this relation makes of the objectives that it joins. */
export function takenUpAs(relation: Relation): TakenUpAs {
  return TAKEN_UP_AS[relation];
}

/** The place of a relation among the others: the stronger, the smaller. */
export function rankOf(relation: Relation): number {
  return TAKEN_UP.indexOf(TAKEN_UP_AS[relation]);
}

/** The strongest fate that the relations of an objective's confirmed links give it; undefined without any. */
export function strongestOf(relations: readonly Relation[]): TakenUpAs | undefined {
  return TAKEN_UP[Math.min(...relations.map(rankOf))];
}

/** How an objective stands at a level of its plan's scale. */
export function standingOf(level: { assessed: boolean; applicable: boolean; complete: boolean }): Standing {
  if (!level.assessed) return 'notAssessed';
  if (!level.applicable) return 'notApplicable';
  return level.complete ? 'completed' : 'unfinished';
}
