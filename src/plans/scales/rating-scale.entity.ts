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
import { type Translations, translationsCheck } from '../translations.js';

/** The ordered levels that a plan is assessed on. Data, not code; never changed once made. */
@Entity('rating_scale')
@Check('ck_rating_scale_source', 'source IS NOT NULL OR (source_url IS NULL AND source_checked_on IS NULL)')
@Check('ck_rating_scale_names', translationsCheck('names'))
@Unique('uq_rating_scale_slug', ['slug'])
@Check('ck_rating_scale_slug', `slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'`)
export class RatingScale {
  @PrimaryGeneratedColumn('identity', {
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'pk_rating_scale',
  })
  id: number;

  @Column('text')
  slug: string;

  @Column('text')
  name: string;

  @Column('text', { nullable: true })
  description: string | null;

  /** Where the scale comes from: a publication and its publisher. */
  @Column('text', { nullable: true })
  source: string | null;

  @Column('text', { name: 'source_url', nullable: true })
  sourceUrl: string | null;

  /** The day on which the levels were checked against the source. */
  @Column('date', { name: 'source_checked_on', nullable: true })
  sourceCheckedOn: string | null;

  /** Its name in further languages. */
  @Column('jsonb', { default: {} })
  names: Translations;
}

/** One level of a scale. */
@Entity('rating_level')
@ForeignKey(() => RatingScale, ['scaleId'], ['id'], { name: 'fk_rating_level_scale' })
@Unique('uq_rating_level_position', ['scaleId', 'position'])
@Index('uq_rating_level_unassessed', ['scaleId'], { unique: true, where: 'NOT assessed' })
@Check('ck_rating_level_slug', `slug ~ '^[a-z0-9]+([_-][a-z0-9]+)*$'`)
@Check('ck_rating_level_credit', 'credit BETWEEN 0 AND 1')
@Check('ck_rating_level_credit_where_due', '(assessed AND applicable) = (credit IS NOT NULL)')
@Check('ck_rating_level_complete', 'NOT complete OR (assessed AND applicable)')
@Check('ck_rating_level_final', 'NOT final OR assessed')
@Check('ck_rating_level_labels', translationsCheck('labels'))
export class RatingLevel {
  @PrimaryColumn('integer', { name: 'scale_id', primaryKeyConstraintName: 'pk_rating_level' })
  scaleId: number;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'pk_rating_level' })
  slug: string;

  @Column('smallint')
  position: number;

  @Column('text')
  label: string;

  /** From 0 to 1 as PostgreSQL writes a numeric; null where the level says nothing that counts. */
  @Column('numeric', { precision: 5, scale: 4, nullable: true })
  credit: string | null;

  /** Counts as done. */
  @Column('boolean')
  complete: boolean;

  /** Ends the objective. */
  @Column('boolean')
  final: boolean;

  /** False for "not assessed yet". */
  @Column('boolean')
  assessed: boolean;

  /** False leaves the denominator. */
  @Column('boolean')
  applicable: boolean;

  /** Its label in further languages. */
  @Column('jsonb', { default: {} })
  labels: Translations;
}
