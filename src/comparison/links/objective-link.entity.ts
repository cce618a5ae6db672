import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { Objective } from '../../plans/objective.entity.js';

/**
 * The mapping relations of SKOS (W3C 2009, section 10), read from the earlier objective to the later one:
 * `broadMatch` says that the later one is the wider.
 */
export const RELATIONS = ['exactMatch', 'closeMatch', 'broadMatch', 'narrowMatch', 'relatedMatch'] as const;
export type Relation = (typeof RELATIONS)[number];

/** Only a confirmed link counts; a rejected one is kept so that it is not suggested again. */
export const LINK_STATES = ['suggested', 'confirmed', 'rejected'] as const;
export type LinkState = (typeof LINK_STATES)[number];

/**
 * One objective of an earlier plan and one of a later plan. It belongs to the earlier plan. What it said before stands
 * in `link_decision`, which a trigger writes.
 */
@Entity('objective_link')
@ForeignKey(() => Objective, ['planId', 'objectiveId'], ['planId', 'id'], {
  name: 'fk_objective_link_objective',
})
@ForeignKey(() => Objective, ['laterPlanId', 'laterObjectiveId'], ['planId', 'id'], {
  name: 'fk_objective_link_later_objective',
})
@Unique('uq_objective_link_pair', ['planId', 'laterPlanId', 'objectiveId', 'laterObjectiveId'])
@Index('ix_objective_link_later', ['laterPlanId', 'laterObjectiveId'])
@Index('ix_objective_link_objective', ['planId', 'objectiveId'])
@Check('ck_objective_link_two_plans', 'plan_id <> later_plan_id')
@Check(
  'ck_objective_link_relation',
  `relation IN ('exactMatch', 'closeMatch', 'broadMatch', 'narrowMatch', 'relatedMatch')`,
)
@Check('ck_objective_link_state', `state IN ('suggested', 'confirmed', 'rejected')`)
@Check('ck_objective_link_rationale', `rationale <> ''`)
export class ObjectiveLink {
  @PrimaryColumn('integer', { name: 'plan_id', primaryKeyConstraintName: 'pk_objective_link' })
  planId: number;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'pk_objective_link' })
  id: string;

  @Column('integer', { name: 'later_plan_id' })
  laterPlanId: number;

  @Column('integer', { name: 'objective_id' })
  objectiveId: number;

  @Column('integer', { name: 'later_objective_id' })
  laterObjectiveId: number;

  @Column('text')
  relation: Relation;

  @Column('text')
  state: LinkState;

  @Column('text')
  rationale: string;

  /** Whether the rationale is the sentence that was suggested, and nobody has put a reason of their own. */
  @Column('boolean', { name: 'suggested_reason', default: false })
  suggestedReason: boolean;

  /** What If-Match names. */
  @Column('integer', { default: 1 })
  version: number;

  /** Who proposed the link or decided on it last. */
  @Column('text', { name: 'decided_by' })
  decidedBy: string;

  @Column('timestamp with time zone', { name: 'decided_at', precision: 3 })
  decidedAt: Date;
}
