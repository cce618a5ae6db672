import { Check, Column, Entity, ForeignKey, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import { Area } from '../plans/area.entity.js';
import { Plan } from '../plans/plan.entity.js';
import { Passage } from '../sources/passage.entity.js';

/** A headline that a source makes about a plan, kept beside what the records give. Never changed. */
@Entity('claim')
@ForeignKey(() => Plan, ['planId'], ['id'], { name: 'fk_claim_plan' })
@ForeignKey(() => Passage, ['passageId'], ['id'], { name: 'fk_claim_passage' })
@ForeignKey(() => Area, ['planId', 'areaId'], ['planId', 'id'], { name: 'fk_claim_area' })
@Check('ck_claim_levels', 'cardinality(levels) > 0')
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

  /** The levels that it counts, where these are not the complete ones. */
  @Column('text', { array: true, nullable: true })
  levels: string[] | null;

  /** The area that it is about; null for the whole plan. */
  @Column('integer', { name: 'area_id', nullable: true })
  areaId: number | null;

  @Column('uuid', { name: 'passage_id' })
  passageId: string;

  @Column('timestamp with time zone', { name: 'recorded_at', precision: 3 })
  recordedAt: Date;
}
