import { Check, Column, Entity, ForeignKey, PrimaryColumn, PrimaryGeneratedColumn, Unique } from 'typeorm';
import { Plan } from './plan.entity.js';
import { type Translations, translationsCheck } from './translations.js';

/** A named part of a plan; every objective stands in exactly one. */
@Entity('area')
@ForeignKey(() => Plan, ['planId'], ['id'], { name: 'fk_area_plan' })
@Unique('uq_area_code', ['planId', 'code'])
@Check('ck_area_code', `code ~ '^[A-Za-z0-9]+([._-][A-Za-z0-9]+)*$'`)
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

  /** Its name in further languages. */
  @Column('jsonb', { default: {} })
  names: Translations;
}
