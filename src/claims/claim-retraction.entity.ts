import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Claim } from './claim.entity.js';

/** Takes a claim out of every later report; the claim itself stays readable. Never changed. */
@Entity('claim_retraction')
@ForeignKey(() => Claim, ['planId', 'claimId'], ['planId', 'id'], { name: 'fk_claim_retraction_claim' })
@Check('ck_claim_retraction_rationale', `rationale <> ''`)
export class ClaimRetraction {
  @PrimaryColumn('integer', { name: 'plan_id', primaryKeyConstraintName: 'pk_claim_retraction' })
  planId: number;

  @PrimaryColumn('integer', { name: 'claim_id', primaryKeyConstraintName: 'pk_claim_retraction' })
  claimId: number;

  @Column('text')
  rationale: string;

  @Column('timestamp with time zone', { name: 'recorded_at', precision: 3 })
  recordedAt: Date;

  @Column('text', { name: 'recorded_by' })
  recordedBy: string;
}
