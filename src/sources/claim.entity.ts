import { Check, Column, Entity, ForeignKey, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import { Plan } from '../plans/plan.entity.js';
import { Passage } from './passage.entity.js';

/** A headline that a source makes about a plan, kept beside what the records give. Never changed. */
@Entity('claim')
@ForeignKey(() => Plan, ['planId'], ['id'], { name: 'fk_claim_plan' })
@ForeignKey(() => Passage, ['passageId'], ['id'], { name: 'fk_claim_passage' })
@Check('ck_claim_text', `text <> ''`)
@Check('ck_claim_counts', '(complete IS NULL) = (total IS NULL) AND complete BETWEEN 0 AND total')
export class Claim {
  @PrimaryColumn('integer', { name: 'plan_id', primaryKeyConstraintName: 'pk_claim' })
  planId: number;

  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS', primaryKeyConstraintName: 'pk_claim' })
  id: number;

  @Column('text')
  text: string;

  @Column('integer', { nullable: true })
  complete: number | null;

  @Column('integer', { nullable: true })
  total: number | null;

  @Column('uuid', { name: 'passage_id' })
  passageId: string;

  @Column('timestamp with time zone', { name: 'recorded_at', precision: 3 })
  recordedAt: Date;
}
