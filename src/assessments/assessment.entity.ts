import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { Objective } from '../plans/objective.entity.js';
import { Plan, PlanAssessor } from '../plans/plan.entity.js';
import { PlanImport } from '../plans/plan-import.entity.js';
import { RatingLevel } from '../plans/scales/rating-scale.entity.js';

export const CAUSES = ['external', 'internal', 'mixed', 'unknown'] as const;
/** Why an objective was not achieved. */
export type Cause = (typeof CAUSES)[number];

/** One assessor's assessment of one objective, or the retraction of an earlier one. Append-only. */
@Entity('assessment')
@ForeignKey(() => Objective, ['planId', 'objectiveId'], ['planId', 'id'], { name: 'fk_assessment_objective' })
@ForeignKey(() => PlanAssessor, ['planId', 'assessorId'], ['planId', 'assessorId'], {
  name: 'fk_assessment_assessor',
})
@ForeignKey(() => Plan, ['planId', 'scaleId'], ['id', 'scaleId'], { name: 'fk_assessment_scale' })
@ForeignKey(() => RatingLevel, ['scaleId', 'level'], ['scaleId', 'slug'], { name: 'fk_assessment_level' })
@ForeignKey(
  () => Assessment,
  ['planId', 'objectiveId', 'assessorId', 'retracts'],
  ['planId', 'objectiveId', 'assessorId', 'id'],
  { name: 'fk_assessment_retracts' },
)
@ForeignKey(() => PlanImport, ['planId', 'importId'], ['planId', 'id'], { name: 'fk_assessment_import' })
@Unique('uq_assessment_chain', ['planId', 'objectiveId', 'assessorId', 'id'])
@Unique('uq_assessment_retracts', ['planId', 'retracts'])
@Index('ix_assessment_latest', ['planId', 'objectiveId', 'assessorId', 'effectiveOn', 'recordedAt', 'id'])
@Check(
  'ck_assessment_rating_or_retraction',
  '(retracts IS NULL AND level IS NOT NULL AND effective_on IS NOT NULL) OR ' +
    '(retracts IS NOT NULL AND level IS NULL AND effective_on IS NULL AND cause IS NULL AND evidence_count = 0)',
)
@Check('ck_assessment_rationale', `rationale <> ''`)
@Check('ck_assessment_cause', `cause IN ('external', 'internal', 'mixed', 'unknown')`)
@Check('ck_assessment_evidence_count', 'evidence_count >= 0')
export class Assessment {
  @PrimaryColumn('integer', { name: 'plan_id', primaryKeyConstraintName: 'pk_assessment' })
  planId: number;

  /** UUID version 7: later ones sort after earlier ones of the same process. */
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'pk_assessment' })
  id: string;

  @Column('integer', { name: 'objective_id' })
  objectiveId: number;

  @Column('integer', { name: 'assessor_id' })
  assessorId: number;

  @Column('integer', { name: 'scale_id' })
  scaleId: number;

  /** Null for a retraction. */
  @Column('text', { nullable: true })
  level: string | null;

  /** The day it is true of; null for a retraction. */
  @Column('date', { name: 'effective_on', nullable: true })
  effectiveOn: string | null;

  /** The assessment that this one withdraws. */
  @Column('uuid', { nullable: true })
  retracts: string | null;

  /** The instant we stored it, by the plan's clock. */
  @Column('timestamp with time zone', { name: 'recorded_at', precision: 3 })
  recordedAt: Date;

  @Column('text', { name: 'recorded_by' })
  recordedBy: string;

  @Column('text')
  rationale: string;

  @Column('text', { nullable: true })
  cause: Cause | null;

  /** How many pieces of evidence it was recorded with: the database refuses any other number. */
  @Column('smallint', { name: 'evidence_count', default: 0 })
  evidenceCount: number;

  /** The import that brought it; null where a person recorded it by hand. */
  @Column('uuid', { name: 'import_id', nullable: true })
  importId: string | null;
}
