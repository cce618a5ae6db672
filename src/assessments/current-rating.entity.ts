import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Assessment } from './assessment.entity.js';

/**
 * An objective's last assessment by an assessor, with its evidence counted. Derived from the history in the same
 * transaction by AssessmentsService, so that today's scorecard need not read the history.
 */
@Entity('current_rating')
@ForeignKey(
  () => Assessment,
  ['planId', 'objectiveId', 'assessorId', 'assessmentId'],
  ['planId', 'objectiveId', 'assessorId', 'id'],
  { name: 'fk_current_rating_assessment' },
)
export class CurrentRating {
  @PrimaryColumn('integer', { name: 'plan_id', primaryKeyConstraintName: 'pk_current_rating' })
  planId: number;

  @PrimaryColumn('integer', { name: 'assessor_id', primaryKeyConstraintName: 'pk_current_rating' })
  assessorId: number;

  @PrimaryColumn('integer', { name: 'objective_id', primaryKeyConstraintName: 'pk_current_rating' })
  objectiveId: number;

  @Column('uuid', { name: 'assessment_id' })
  assessmentId: string;

  @Column('text')
  level: string;

  @Column('date', { name: 'effective_on' })
  effectiveOn: string;

  @Column('text', { nullable: true })
  cause: string | null;

  @Column('smallint')
  supports: number;

  @Column('smallint')
  qualifies: number;

  @Column('smallint')
  contradicts: number;

  /** How much of the evidence came with a file, and nobody has read it yet. */
  @Column('smallint', { default: 0 })
  unread: number;

  @Column('smallint', { name: 'unread_qualifies', default: 0 })
  unreadQualifies: number;

  @Column('smallint', { name: 'unread_contradicts', default: 0 })
  unreadContradicts: number;
}
