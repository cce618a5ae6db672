import { Check, Column, Entity, PrimaryGeneratedColumn, Unique } from 'typeorm';
import { type Translations, translationsCheck } from './translations.js';

export const ASSESSOR_KINDS = ['self_reported', 'independent'] as const;
export type AssessorKind = (typeof ASSESSOR_KINDS)[number];

/**
 * Whose judgement is recorded where nobody is named: the first independent assessor's. What the holder says of itself is
 * never meant by default: it would be signed as their own account.
 * @param assessors of a plan: the default one first, then as they joined
 */
export function independentAmong<One extends { kind: AssessorKind }>(
  assessors: readonly One[],
): One | undefined {
  return assessors.find(({ kind }) => kind === 'independent');
}

/** Whose judgement an assessment is. */
@Entity('assessor')
@Check('ck_assessor_names', translationsCheck('names'))
@Unique('uq_assessor_slug', ['slug'])
@Check('ck_assessor_slug', `slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'`)
@Check('ck_assessor_kind', `kind IN ('self_reported', 'independent')`)
export class Assessor {
  @PrimaryGeneratedColumn('identity', {
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'pk_assessor',
  })
  id: number;

  @Column('text')
  slug: string;

  @Column('text')
  name: string;

  @Column('text')
  kind: AssessorKind;

  /** Its name in further languages. */
  @Column('jsonb', { default: {} })
  names: Translations;
}
