import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Evidence } from './evidence.entity.js';

/** That a person has looked at a passage which came with a file, and confirms how it bears on the status. Append-only. */
@Entity('evidence_reading')
@ForeignKey(() => Evidence, ['planId', 'assessmentId', 'position'], ['planId', 'assessmentId', 'position'], {
  name: 'fk_evidence_reading_evidence',
})
export class EvidenceReading {
  @PrimaryColumn('integer', { name: 'plan_id', primaryKeyConstraintName: 'pk_evidence_reading' })
  planId: number;

  @PrimaryColumn('uuid', { name: 'assessment_id', primaryKeyConstraintName: 'pk_evidence_reading' })
  assessmentId: string;

  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'pk_evidence_reading' })
  position: number;

  /** The instant at which it became known, by the plan's clock. */
  @Column('timestamp with time zone', { name: 'read_at', precision: 3 })
  readAt: Date;

  @Column('text', { name: 'read_by' })
  readBy: string;
}
