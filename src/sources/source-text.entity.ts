import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Source } from './source.entity.js';

/** One version of a source's text, in its canonical form. Append-only: what was quoted from stays. */
@Entity('source_text')
@ForeignKey(() => Source, ['sourceId'], ['id'], { name: 'fk_source_text_source' })
@Check('ck_source_text_sha256', `sha256 = encode(sha256(convert_to(content, 'UTF8')), 'hex')`)
@Check('ck_source_text_characters', 'characters = char_length(content) AND characters > 0')
export class SourceText {
  @PrimaryColumn('integer', { name: 'source_id', primaryKeyConstraintName: 'pk_source_text' })
  sourceId: number;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'pk_source_text' })
  sha256: string;

  /** Of what was loaded; `content` is plain text in any case. */
  @Column('text', { name: 'media_type' })
  mediaType: string;

  @Column('text')
  content: string;

  /** Unicode code points. */
  @Column('integer')
  characters: number;

  @Column('timestamp with time zone', { name: 'loaded_at', precision: 3, default: () => 'clock_timestamp()' })
  loadedAt: Date;

  @Column('text', { name: 'loaded_by' })
  loadedBy: string;
}
