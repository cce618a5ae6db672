import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import { Plan } from './plan.entity.js';
import { codeCheck } from './codes.js';
import { type Translations, translationsCheck } from './translations.js';

/** A named part of a plan; every objective stands in exactly one. */
@Entity('area')
@ForeignKey(() => Plan, ['planId'], ['id'], { name: 'fk_area_plan' })
@Index('uq_area_code', ['planId', 'code'], { unique: true, where: 'removed_at IS NULL' })
@Check('ck_area_code', codeCheck('code'))
@Check('ck_area_name', `name <> ''`)
@Check('ck_area_names', translationsCheck('names'))
export class Area {
  @PrimaryColumn('integer', { name: 'plan_id', primaryKeyConstraintName: 'pk_area' })
  planId: number;

  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS', primaryKeyConstraintName: 'pk_area' })
  id: number;

  @Column('text')
  code: string;

  @Column('text')
  name: string;

  /** The heading in the source that the division follows. */
  @Column('text', { name: 'source_heading', nullable: true })
  sourceHeading: string | null;

  @Column('integer')
  position: number;

  @Column('integer', { default: 1 })
  version: number;

  @Column('timestamp with time zone', { name: 'known_from', precision: 3 })
  knownFrom: Date;

  /** The instant from which on the plan does not have it any more; only an empty area is removed. */
  @Column('timestamp with time zone', { name: 'removed_at', precision: 3, nullable: true })
  removedAt: Date | null;

  /** Its name in further languages. */
  @Column('jsonb', { default: {} })
  names: Translations;
}
