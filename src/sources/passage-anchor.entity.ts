import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Passage } from './passage.entity.js';
import { SourceText } from './source-text.entity.js';

/** Where a passage was found in one version of its source's text, and what a person said of it. */
@Entity('passage_anchor')
@ForeignKey(() => Passage, ['passageId'], ['id'], { name: 'fk_passage_anchor_passage' })
@ForeignKey(() => SourceText, ['sourceId', 'textSha256'], ['sourceId', 'sha256'], {
  name: 'fk_passage_anchor_text',
})
@Check('ck_passage_anchor_state', `state IN ('verified', 'relocated', 'ambiguous', 'lost')`)
@Check(
  'ck_passage_anchor_place',
  `(state IN ('verified', 'relocated')) = (start_position IS NOT NULL)
   AND (start_position IS NULL) = (end_position IS NULL) AND end_position > start_position`,
)
@Check('ck_passage_anchor_decision', `decision IN ('confirmed', 'rejected')`)
@Check(
  'ck_passage_anchor_decided',
  `(decision IS NULL) = (decided_by IS NULL) AND (decision IS NULL) = (decided_at IS NULL)
   AND (decision IS NULL OR state = 'relocated')`,
)
export class PassageAnchor {
  @PrimaryColumn('integer', { name: 'source_id', primaryKeyConstraintName: 'pk_passage_anchor' })
  sourceId: number;

  @PrimaryColumn('text', { name: 'text_sha256', primaryKeyConstraintName: 'pk_passage_anchor' })
  textSha256: string;

  @PrimaryColumn('uuid', { name: 'passage_id', primaryKeyConstraintName: 'pk_passage_anchor' })
  passageId: string;

  @Column('text')
  state: 'verified' | 'relocated' | 'ambiguous' | 'lost';

  /** How it was found, in a word, such as `exact-elsewhere`. */
  @Column('text')
  reason: string;

  @Column('integer', { name: 'start_position', nullable: true })
  start: number | null;

  @Column('integer', { name: 'end_position', nullable: true })
  end: number | null;

  @Column('integer', { nullable: true })
  paragraph: number | null;

  /** The words found there, where they are not those of the quotation. */
  @Column('text', { nullable: true })
  found: string | null;

  /** By how many characters they differ. */
  @Column('integer', { nullable: true })
  errors: number | null;

  /** Where an ambiguous quotation stands: the first ten places. */
  @Column('jsonb', { nullable: true })
  candidates: unknown;

  @Column('timestamp with time zone', { name: 'checked_at', precision: 3 })
  checkedAt: Date;

  @Column('text', { nullable: true })
  decision: 'confirmed' | 'rejected' | null;

  @Column('text', { name: 'decided_by', nullable: true })
  decidedBy: string | null;

  @Column('timestamp with time zone', { name: 'decided_at', precision: 3, nullable: true })
  decidedAt: Date | null;
}
