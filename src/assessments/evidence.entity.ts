import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { Passage } from '../sources/passage.entity.js';
import { Assessment } from './assessment.entity.js';

export const BEARINGS = ['supports', 'qualifies', 'contradicts'] as const;
/** What a passage does to the assessment it is given with. */
export type Bearing = (typeof BEARINGS)[number];

/** The link of a passage to an assessment. Append-only. */
@Entity('evidence')
@ForeignKey(() => Assessment, ['planId', 'assessmentId'], ['planId', 'id'], {
  name: 'fk_evidence_assessment',
})
@ForeignKey(() => Passage, ['passageId'], ['id'], { name: 'fk_evidence_passage' })
@Unique('uq_evidence_passage', ['planId', 'assessmentId', 'passageId'])
@Index('ix_evidence_passage', ['passageId'])
@Check('ck_evidence_bearing', `bearing IN ('supports', 'qualifies', 'contradicts')`)
export class Evidence {
  @PrimaryColumn('integer', { name: 'plan_id', primaryKeyConstraintName: 'pk_evidence' })
  planId: number;

  @PrimaryColumn('uuid', { name: 'assessment_id', primaryKeyConstraintName: 'pk_evidence' })
  assessmentId: string;

  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'pk_evidence' })
  position: number;

  @Column('uuid', { name: 'passage_id' })
  passageId: string;

  @Column('text')
  bearing: Bearing;

  @Column('text', { nullable: true })
  note: string | null;

  /** Whether it came with a file and nobody had looked at the passage; who looks later leaves an EvidenceReading. */
  @Column('boolean', { default: false })
  unread: boolean;
}
