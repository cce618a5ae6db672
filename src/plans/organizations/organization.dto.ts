import { Slug, Text } from '../../http/fields.js';
import type { Translations } from '../translations.js';
import { TranslatedWords } from '../dto/translations.field.js';

export class NewOrganizationInput {
  @Slug({ description: 'Its slug', example: 'union' })
  slug: string;

  @Text({ max: 300, description: 'Its full name', example: 'Collective Security Treaty Organization' })
  name: string;

  @TranslatedWords({ max: 300, description: 'Its name in further languages' })
  names?: Translations;

  @Text({ max: 60, optional: true, description: 'Its acronym', example: 'UN' })
  acronym?: string;

  @TranslatedWords({ max: 60, description: 'Its acronym in further languages' })
  acronyms?: Translations;
}

/** What may be left out stays as it is; null clears. */
export class OrganizationChange {
  @Text({ max: 300, optional: true, description: 'Its full name' })
  name?: string;

  @TranslatedWords({ max: 300, description: 'Its name in further languages; replaces those there are' })
  names?: Translations;

  @Text({ max: 60, optional: true, nullable: true, description: 'Its acronym' })
  acronym?: string | null;

  @TranslatedWords({ max: 60, description: 'Its acronym in further languages; replaces those there are' })
  acronyms?: Translations;
}
