import {
  CountryCode,
  Code,
  Day,
  Items,
  Language,
  LevelSlug,
  Nested,
  OneOf,
  Slug,
  Text,
  WebAddress,
  Whole,
} from '../../http/fields.js';
import { PageQuery } from '../../http/page-query.js';
import { ASSESSOR_KINDS, type AssessorKind } from '../assessor.entity.js';
import { PLAN_STATES, type PlanState } from '../plan.entity.js';
import type { Translations } from '../translations.js';
import { TranslatedWords } from './translations.field.js';

export class OrganizationInput {
  @Slug({ description: 'The slug', example: 'union' })
  slug: string;

  @Text({ max: 300, optional: true, description: 'The full name; required if the organization is new' })
  name?: string;

  @TranslatedWords({ max: 300, description: 'The name in other languages, if it is new' })
  names?: Translations;

  @Text({ max: 60, optional: true, description: 'The acronym', example: 'UN' })
  acronym?: string;

  @TranslatedWords({ max: 60, description: 'The acronym in other languages, if it is new' })
  acronyms?: Translations;
}

export class HolderInput {
  @Text({ max: 200, description: 'Who holds the presidency', example: 'Norland' })
  name: string;

  @TranslatedWords({ max: 200, description: 'The name in other languages' })
  names?: Translations;

  @CountryCode({ optional: true, description: 'ISO 3166-1 alpha-2', example: 'BY' })
  iso3166?: string;
}

export class AssessorInput {
  @Slug({ description: 'The slug', example: 'presidency' })
  slug: string;

  @Text({ max: 300, description: 'The name of the assessor', example: "The presidency's own account" })
  name: string;

  @TranslatedWords({ max: 300, description: 'The name in other languages, if it is new' })
  names?: Translations;

  @OneOf(ASSESSOR_KINDS, { description: 'Whether the presidency assesses itself' })
  kind: AssessorKind;
}

export class AreaInput {
  @Code({ description: 'Unique within the plan', example: 'external' })
  code: string;

  @Text({ max: 300, description: 'The name' })
  name: string;

  @TranslatedWords({ max: 300, description: 'The name in other languages' })
  names?: Translations;

  @Text({ max: 300, optional: true, description: 'The heading in the source that this area follows' })
  sourceHeading?: string;

  @Whole({
    min: 1,
    max: 10_000,
    optional: true,
    description: 'Its position in the plan; last if omitted',
  })
  position?: number;
}

export class PlanInput {
  @OneOf(['draft', 'published'], {
    optional: true,
    description: 'Only those who can write see a draft; draft if omitted',
    example: 'draft',
  })
  state?: 'draft' | 'published';

  @Slug({ description: 'The slug', example: 'summit-2024' })
  slug: string;

  @Nested(() => OrganizationInput, { description: 'The organization; created if it is new' })
  organization: OrganizationInput;

  @Text({ max: 500, description: 'The title' })
  title: string;

  @TranslatedWords({ max: 500, description: 'The title in other languages' })
  titles?: Translations;

  @Language({
    optional: true,
    description: 'The language of the wording; default en',
    example: 'en',
  })
  language?: string;

  @Nested(() => HolderInput, { description: 'Who holds the presidency' })
  holder: HolderInput;

  @Day({ description: 'First day of the term', example: '2023-01-01' })
  termStart: string;

  @Day({ description: 'Last day of the term', example: '2023-12-31' })
  termEnd: string;

  @Text({ max: 500, optional: true, description: 'The motto of the presidency' })
  motto?: string;

  @Slug({
    optional: true,
    description: 'The rating scale; default completion',
    example: 'completion',
  })
  scale?: string;

  @Items(() => AssessorInput, {
    most: 20,
    optional: true,
    description: 'The assessors of the plan; the first is the default',
  })
  assessors?: AssessorInput[];

  @Text({
    max: 4000,
    optional: true,
    description: 'How the list of objectives was compiled, if it is not official',
  })
  provenanceNote?: string;

  @TranslatedWords({ max: 4000, description: 'The same in other languages' })
  provenanceNotes?: Translations;

  @WebAddress({ optional: true, description: 'The address of the official list' })
  officialList?: string;

  @Items(() => AreaInput, { most: 200, optional: true, description: 'The areas, in order' })
  areas?: AreaInput[];
}

/** What may be left out stays as it is; null clears where that makes sense. */
export class PlanChange {
  @Slug({ optional: true, description: 'The slug; only while the plan is a draft' })
  slug?: string;

  @Slug({ optional: true, description: 'The rating scale; only while nothing is assessed' })
  scale?: string;

  @Text({ max: 500, optional: true, description: 'The title' })
  title?: string;

  @TranslatedWords({
    max: 500,
    description: 'The title in other languages; replaces the existing translations',
  })
  titles?: Translations;

  @Language({ optional: true, description: 'The language of the wording' })
  language?: string;

  @Nested(() => HolderInput, { optional: true, description: 'Who holds the presidency' })
  holder?: HolderInput;

  @Day({ optional: true, description: 'First day of the term' })
  termStart?: string;

  @Day({ optional: true, description: 'Last day of the term' })
  termEnd?: string;

  @Text({ max: 500, optional: true, nullable: true, description: 'The motto of the presidency' })
  motto?: string | null;

  @Text({ max: 4000, optional: true, nullable: true, description: 'How the list of objectives was compiled' })
  provenanceNote?: string | null;

  @TranslatedWords({
    max: 4000,
    description: 'The same in other languages; replaces the existing translations',
  })
  provenanceNotes?: Translations;

  @WebAddress({ optional: true, nullable: true, description: 'The address of the official list' })
  officialList?: string | null;

  @Items(() => AssessorInput, { most: 20, optional: true, description: 'Assessors to add' })
  assessors?: AssessorInput[];

  @Slug({ optional: true, description: 'The assessor that the scorecard shows by default' })
  defaultAssessor?: string;
}

export class WithdrawalInput {
  @Text({ max: 2000, description: 'Why the plan is withdrawn; shown at its address' })
  rationale: string;
}

export class AreaChange {
  @Code({ optional: true, description: 'Unique within the plan' })
  code?: string;

  @Text({ max: 300, optional: true, description: 'The name' })
  name?: string;

  @TranslatedWords({
    max: 300,
    description: 'The name in other languages; replaces the existing translations',
  })
  names?: Translations;

  @Text({
    max: 300,
    optional: true,
    nullable: true,
    description: 'The heading in the source that this area follows',
  })
  sourceHeading?: string | null;

  @Whole({ min: 1, max: 10_000, optional: true, description: 'Its position in the plan' })
  position?: number;
}

/** Where a list goes on, for every list. */
export class PlansQuery extends PageQuery {
  @Slug({ optional: true, description: 'Only plans of this organization', example: 'union' })
  organization?: string;

  @OneOf(PLAN_STATES, {
    optional: true,
    description: 'Only plans in this state; all but withdrawn ones if omitted',
  })
  state?: PlanState;

  @Text({ max: 200, optional: true, description: 'Words in the title, the holder or the slug' })
  q?: string;
}

/** The filters of a list of objectives. */
export class ObjectivesQuery extends PageQuery {
  @Code({ optional: true, description: 'Only objectives of this area', example: 'external' })
  area?: string;

  @LevelSlug({ optional: true, description: 'Only objectives with this status', example: 'not_implemented' })
  status?: string;

  @OneOf(['firm', 'qualified', 'contested', 'unsupported', 'unread'], {
    optional: true,
    description: 'Only complete objectives with this strength of evidence',
  })
  strength?: string;

  @Text({ max: 200, optional: true, description: 'Words in the code or the title' })
  q?: string;

  @Slug({ optional: true, description: "The assessor; default: the plan's default assessor" })
  assessor?: string;
}
