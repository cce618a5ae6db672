import { Check, Column, Entity, PrimaryGeneratedColumn, Unique } from 'typeorm';

/** A document. */
@Entity('source')
@Unique('uq_source_slug', ['slug'])
@Check('ck_source_slug', `slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'`)
@Check('ck_source_title', `title <> ''`)
@Check(
  'ck_source_published_on',
  `published_on ~ '^\\d{4}(-\\d{2}(-\\d{2})?)?(/\\d{4}(-\\d{2}(-\\d{2})?)?)?$'`,
)
@Check('ck_source_text_sha256', `text_sha256 ~ '^[0-9a-f]{64}$'`)
export class Source {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS', primaryKeyConstraintName: 'pk_source' })
  id: number;

  @Column('text')
  slug: string;

  @Column('text')
  title: string;

  @Column('text', { array: true, default: '{}' })
  authors: string[];

  @Column('text', { nullable: true })
  publisher: string | null;

  /** As precisely as is known: a year, a month, a day, or a range (EDTF level 0). */
  @Column('text', { name: 'published_on', nullable: true })
  publishedOn: string | null;

  /** BCP 47. */
  @Column('text', { nullable: true })
  language: string | null;

  @Column('text', { nullable: true })
  url: string | null;

  @Column('text', { name: 'archive_url', nullable: true })
  archiveUrl: string | null;

  @Column('text', { nullable: true })
  rights: string | null;

  @Column('text', { nullable: true })
  note: string | null;

  /** Of the normalised text that the passages' positions refer to, whether or not we hold that text. */
  @Column('text', { name: 'text_sha256', nullable: true })
  textSha256: string | null;

  /** Whether an older source had the same address before addresses were kept once. */
  @Column('boolean', { name: 'shares_address', default: false })
  sharesAddress: boolean;

  @Column('integer', { default: 1 })
  version: number;
}
