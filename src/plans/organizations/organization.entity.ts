import { Check, Column, Entity, PrimaryGeneratedColumn, Unique } from 'typeorm';
import { type Translations, translationsCheck } from '../translations.js';

/** The body whose presidency rotates, such as a union of states. */
@Entity('organization')
@Unique('uq_organization_slug', ['slug'])
@Check('ck_organization_slug', `slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'`)
@Check('ck_organization_name', `name <> ''`)
@Check('ck_organization_names', translationsCheck('names'))
@Check('ck_organization_acronyms', translationsCheck('acronyms'))
export class Organization {
  @PrimaryGeneratedColumn('identity', {
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'pk_organization',
  })
  id: number;

  @Column('text')
  slug: string;

  @Column('text')
  name: string;

  @Column('text', { nullable: true })
  acronym: string | null;

  /** Its name in further languages. */
  @Column('jsonb', { default: {} })
  names: Translations;

  /** Its acronym in further languages. */
  @Column('jsonb', { default: {} })
  acronyms: Translations;

  /** What If-Match names. */
  @Column('integer', { default: 1 })
  version: number;
}
