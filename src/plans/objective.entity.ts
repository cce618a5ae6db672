import {
  Check,
  Column,
  Entity,
  ForeignKey,
  Index,
  PrimaryColumn,
  PrimaryGeneratedColumn,
  Unique,
} from 'typeorm';
import { Area } from './area.entity.js';
import { type Translations, translationsCheck } from './translations.js';

export const BASES = ['stated', 'reported', 'secondary'] as const;
/** How we know of an objective: the source names it, we read it from a reported activity, or the press reports it. */
export type Basis = (typeof BASES)[number];

/** One thing that the plan promised. */
@Entity('objective')
@ForeignKey(() => Area, ['planId', 'areaId'], ['planId', 'id'], { name: 'fk_objective_area' })
@Unique('uq_objective_code', ['planId', 'code'])
@Unique('uq_objective_position', ['planId', 'position'])
@Index('ix_objective_area', ['planId', 'areaId', 'position'])
@Check('ck_objective_code', `code ~ '^[A-Za-z0-9]+([._-][A-Za-z0-9]+)*$'`)
@Check('ck_objective_title', `title <> ''`)
@Check('ck_objective_titles', translationsCheck('titles'))
@Check('ck_objective_basis', `basis IN ('stated', 'reported', 'secondary')`)
export class Objective {
  @PrimaryColumn('integer', { name: 'plan_id', primaryKeyConstraintName: 'pk_objective' })
  planId: number;

  @PrimaryGeneratedColumn('identity', {
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'pk_objective',
  })
  id: number;

  @Column('integer', { name: 'area_id' })
  areaId: number;

  @Column('text')
  code: string;

  @Column('text')
  title: string;

  @Column('text')
  basis: Basis;

  @Column('text', { nullable: true })
  note: string | null;

  @Column('integer')
  position: number;

  @Column('integer', { default: 1 })
  version: number;

  @Column('timestamp with time zone', { name: 'known_from', precision: 3 })
  knownFrom: Date;

  /** Its title in further languages. */
  @Column('jsonb', { default: {} })
  titles: Translations;
}
