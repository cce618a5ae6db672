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
import { codeCheck } from './codes.js';
import { type Translations, translationsCheck } from './translations.js';

export const BASES = ['stated', 'reported', 'secondary'] as const;
/** How we know of an objective: the source names it, we read it from a reported activity, or the press reports it. */
export type Basis = (typeof BASES)[number];

/** One thing that the plan promised. */
@Entity('objective')
@ForeignKey(() => Area, ['planId', 'areaId'], ['planId', 'id'], { name: 'fk_objective_area' })
@Unique('uq_objective_code', ['planId', 'code'])
@Unique('uq_objective_position', ['planId', 'position'], { deferrable: 'INITIALLY IMMEDIATE' })
@Index('ix_objective_area', ['planId', 'areaId', 'position'])
@Check('ck_objective_code', codeCheck('code'))
@Check('ck_objective_text', `text <> ''`)
@Check('ck_objective_responsible', `responsible <> ''`)
@Check('ck_objective_struck', `(struck_at IS NULL) = (strike_rationale IS NULL) AND strike_rationale <> ''`)
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

  /** Its full wording, where the title is short for it. */
  @Column('text', { nullable: true })
  text: string | null;

  @Column('text', { array: true, default: [] })
  tags: string[];

  /** The day by which it was to be done. */
  @Column('date', { name: 'due_on', nullable: true })
  dueOn: string | null;

  /** Who was to do it. */
  @Column('text', { nullable: true })
  responsible: string | null;

  /** The instant from which on it is no part of the plan. */
  @Column('timestamp with time zone', { name: 'struck_at', precision: 3, nullable: true })
  struckAt: Date | null;

  /** Why it was struck; null unless it is. */
  @Column('text', { name: 'strike_rationale', nullable: true })
  strikeRationale: string | null;
}
