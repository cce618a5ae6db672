import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { Objective } from '../../plans/objective.entity.js';

/**
 * What a person decides about one objective of a comparison: nothing takes an earlier one up, a later one takes nothing
 * up; or neither is decided any more.
 */
export const DECISIONS = ['notContinued', 'new', 'undecided'] as const;
export type DecisionKind = (typeof DECISIONS)[number];

/**
 * A decision about an objective of an earlier or of a later plan. It belongs to the earlier plan, as links do. What it
 * said before stands in `objective_decision_history`, which a trigger writes.
 */
@Entity('objective_decision')
@ForeignKey(() => Objective, ['planId', 'objectiveId'], ['planId', 'id'], {
  name: 'fk_objective_decision_objective',
})
@ForeignKey(() => Objective, ['laterPlanId', 'laterObjectiveId'], ['planId', 'id'], {
  name: 'fk_objective_decision_later',
})
@Unique('uq_objective_decision_objective', ['planId', 'laterPlanId', 'objectiveId'])
@Unique('uq_objective_decision_later', ['planId', 'laterPlanId', 'laterObjectiveId'])
@Index('ix_objective_decision_later', ['laterPlanId', 'laterObjectiveId'])
@Index('ix_objective_decision_objective', ['planId', 'objectiveId'])
@Check('ck_objective_decision_two_plans', 'plan_id <> later_plan_id')
@Check('ck_objective_decision_one_objective', 'num_nonnulls(objective_id, later_objective_id) = 1')
@Check(
  'ck_objective_decision_decision',
  `decision = 'undecided' OR decision = CASE WHEN objective_id IS NULL THEN 'new' ELSE 'notContinued' END`,
)
@Check('ck_objective_decision_rationale', `rationale <> ''`)
export class ObjectiveDecision {
  @PrimaryColumn('integer', { name: 'plan_id', primaryKeyConstraintName: 'pk_objective_decision' })
  planId: number;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'pk_objective_decision' })
  id: string;

  @Column('integer', { name: 'later_plan_id' })
  laterPlanId: number;

  /** Of the earlier plan; null where the decision is about an objective of the later. */
  @Column('integer', { name: 'objective_id', nullable: true })
  objectiveId: number | null;

  @Column('integer', { name: 'later_objective_id', nullable: true })
  laterObjectiveId: number | null;

  @Column('text')
  decision: DecisionKind;

  @Column('text')
  rationale: string;

  /** What If-Match names. */
  @Column('integer', { default: 1 })
  version: number;

  @Column('text', { name: 'decided_by' })
  decidedBy: string;

  @Column('timestamp with time zone', { name: 'decided_at', precision: 3 })
  decidedAt: Date;
}
