import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { RatingLevel } from './rating-scale.entity.js';

/** What one level of a scale reads as on another scale. Never changed once made. */
@Entity('scale_mapping')
@ForeignKey(() => RatingLevel, ['fromScaleId', 'fromLevel'], ['scaleId', 'slug'], {
  name: 'fk_scale_mapping_from',
})
@ForeignKey(() => RatingLevel, ['toScaleId', 'toLevel'], ['scaleId', 'slug'], { name: 'fk_scale_mapping_to' })
@Check('ck_scale_mapping_apart', 'from_scale_id <> to_scale_id')
export class ScaleMapping {
  @PrimaryColumn('integer', { name: 'from_scale_id', primaryKeyConstraintName: 'pk_scale_mapping' })
  fromScaleId: number;

  @PrimaryColumn('integer', { name: 'to_scale_id', primaryKeyConstraintName: 'pk_scale_mapping' })
  toScaleId: number;

  @PrimaryColumn('text', { name: 'from_level', primaryKeyConstraintName: 'pk_scale_mapping' })
  fromLevel: string;

  @Column('text', { name: 'to_level' })
  toLevel: string;

  /** Why they correspond, or how far they do not. */
  @Column('text', { nullable: true })
  note: string | null;
}
