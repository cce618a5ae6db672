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
import { Assessor } from './assessor.entity.js';
import { Organization } from './organizations/organization.entity.js';
import { RatingScale } from './scales/rating-scale.entity.js';
import { type Translations, translationsCheck } from './translations.js';

/** A draft is seen by writers only; a withdrawn plan is out of lists, and its address says why. */
export const PLAN_STATES = ['draft', 'published', 'withdrawn'] as const;
export type PlanState = (typeof PLAN_STATES)[number];

/** The set of objectives that one presidency announced for its term. */
@Entity('plan')
@ForeignKey(() => Organization, ['organizationId'], ['id'], { name: 'fk_plan_organization' })
@ForeignKey(() => RatingScale, ['scaleId'], ['id'], { name: 'fk_plan_scale' })
@ForeignKey(() => Assessor, ['defaultAssessorId'], ['id'], { name: 'fk_plan_default_assessor' })
@Unique('uq_plan_slug', ['slug'])
@Unique('uq_plan_scale', ['id', 'scaleId'])
@Index('ix_plan_newest', ['termStart', 'slug'])
@Index('ix_plan_organization', ['organizationId', 'termStart', 'slug'])
@Check('ck_plan_state', `state IN ('draft', 'published', 'withdrawn')`)
@Check(
  'ck_plan_withdrawal',
  `(state = 'withdrawn') = (withdrawn_at IS NOT NULL) AND (state = 'withdrawn') = (withdrawal_rationale IS NOT NULL)
          AND withdrawal_rationale <> ''`,
)
@Check('ck_plan_slug', `slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'`)
@Check('ck_plan_title', `title <> ''`)
@Check('ck_plan_language', `language ~ '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$'`)
@Check('ck_plan_titles', translationsCheck('titles'))
@Check('ck_plan_holder_names', translationsCheck('holder_names'))
@Check('ck_plan_provenance_notes', translationsCheck('provenance_notes'))
@Check('ck_plan_term', 'term_start <= term_end')
@Check('ck_plan_iso3166', `holder_iso3166 ~ '^[A-Z]{2}$'`)
export class Plan {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS', primaryKeyConstraintName: 'pk_plan' })
  id: number;

  @Column('text')
  slug: string;

  @Column('integer', { name: 'organization_id' })
  organizationId: number;

  @Column('integer', { name: 'scale_id' })
  scaleId: number;

  @Column('integer', { name: 'default_assessor_id' })
  defaultAssessorId: number;

  @Column('text')
  title: string;

  @Column('text', { name: 'holder_name' })
  holderName: string;

  @Column('text', { name: 'holder_iso3166', nullable: true })
  holderIso3166: string | null;

  @Column('date', { name: 'term_start' })
  termStart: string;

  @Column('date', { name: 'term_end' })
  termEnd: string;

  @Column('text', { nullable: true })
  motto: string | null;

  /** How the list of objectives came to be, where it is not the official one. */
  @Column('text', { name: 'provenance_note', nullable: true })
  provenanceNote: string | null;

  @Column('text', { name: 'official_list', nullable: true })
  officialList: string | null;

  /** What If-Match names. */
  @Column('integer', { default: 1 })
  version: number;

  /** Moves with every change that a report of the plan shows. */
  @Column('integer', { default: 1 })
  revision: number;

  /** The instant of that change: the plan's own clock, strictly increasing. */
  @Column('timestamp with time zone', { name: 'revised_at', precision: 3 })
  revisedAt: Date;

  @Column('timestamp with time zone', { name: 'created_at', precision: 3 })
  createdAt: Date;

  @Column('timestamp with time zone', { name: 'known_from', precision: 3 })
  knownFrom: Date;

  /** The language (BCP 47) of the title and of the wording of areas and objectives. */
  @Column('text', { default: 'en' })
  language: string;

  /** Its title in further languages. */
  @Column('jsonb', { default: {} })
  titles: Translations;

  /** The holder's name in further languages. */
  @Column('jsonb', { name: 'holder_names', default: {} })
  holderNames: Translations;

  /** The provenance note in further languages. */
  @Column('jsonb', { name: 'provenance_notes', default: {} })
  provenanceNotes: Translations;

  @Column('text', { default: 'published' })
  state: PlanState;

  @Column('timestamp with time zone', { name: 'withdrawn_at', precision: 3, nullable: true })
  withdrawnAt: Date | null;

  /** Why it was withdrawn; null unless it is. */
  @Column('text', { name: 'withdrawal_rationale', nullable: true })
  withdrawalRationale: string | null;
}

/** Who assesses a plan. */
@Entity('plan_assessor')
@ForeignKey(() => Plan, ['planId'], ['id'], { name: 'fk_plan_assessor_plan' })
@ForeignKey(() => Assessor, ['assessorId'], ['id'], { name: 'fk_plan_assessor_assessor' })
export class PlanAssessor {
  @PrimaryColumn('integer', { name: 'plan_id', primaryKeyConstraintName: 'pk_plan_assessor' })
  planId: number;

  @PrimaryColumn('integer', { name: 'assessor_id', primaryKeyConstraintName: 'pk_plan_assessor' })
  assessorId: number;

  /** Its place among the plan's assessors; equal ones in the order of their ids. */
  @Column('integer', { default: 1 })
  position: number;

  /** When it joined; null: it was there when the plan was made. */
  @Column('timestamp with time zone', { name: 'known_from', precision: 3, nullable: true })
  knownFrom: Date | null;
}
