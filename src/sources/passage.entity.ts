import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Source } from './source.entity.js';

/** `unverified`: we hold no text to look into. The others are what a look into the text has found. */
export type AnchorState = 'verified' | 'relocated' | 'ambiguous' | 'lost' | 'unverified';

/** A place in a source: a quotation (`exact`), or a citation with a summary of our own. */
@Entity('passage')
@ForeignKey(() => Source, ['sourceId'], ['id'], { name: 'fk_passage_source' })
// Indexes on expressions, which TypeORM cannot make: see the migration.
@Index('uq_passage_place', { synchronize: false })
@Index('ix_passage_reading_order', { synchronize: false })
@Check('ck_passage_exact', `exact <> ''`)
@Check('ck_passage_says_something', `exact IS NOT NULL OR summary <> ''`)
@Check(
  'ck_passage_position',
  '(start_position IS NULL) = (end_position IS NULL) AND ' +
    '(start_position IS NULL OR (exact IS NOT NULL AND start_position >= 0 AND end_position > start_position))',
)
@Check('ck_passage_paragraph', 'paragraph >= 1')
@Check('ck_passage_anchor', `anchor IN ('verified', 'relocated', 'ambiguous', 'lost', 'unverified')`)
export class Passage {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'pk_passage' })
  id: string;

  @Column('integer', { name: 'source_id' })
  sourceId: number;

  @Column('text', { nullable: true })
  exact: string | null;

  @Column('text', { nullable: true })
  prefix: string | null;

  @Column('text', { nullable: true })
  suffix: string | null;

  /** In Unicode code points of the normalised text, from 0. */
  @Column('integer', { name: 'start_position', nullable: true })
  start: number | null;

  /** The code point after the last one. */
  @Column('integer', { name: 'end_position', nullable: true })
  end: number | null;

  /** Of the body, from 1; headings and footnotes not counted. */
  @Column('integer', { nullable: true })
  paragraph: number | null;

  @Column('text', { nullable: true })
  summary: string | null;

  @Column('text', { default: 'unverified' })
  anchor: AnchorState;

  /** What If-Match names when a relocation is decided. */
  @Column('integer', { default: 1 })
  version: number;
}
