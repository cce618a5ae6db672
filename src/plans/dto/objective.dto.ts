import { Code, OneOf, Text } from '../../http/fields.js';
import { BASES, type Basis } from '../objective.entity.js';
import type { Translations } from '../translations.js';
import { TranslatedWords } from './translations.field.js';

export class ObjectiveInput {
  @Code({ description: 'Unique within the plan', example: 'EXT-09' })
  code: string;

  @Code({ description: 'The code of its area', example: 'external' })
  area: string;

  @Text({ max: 500, description: 'What is promised' })
  title: string;

  @TranslatedWords({ max: 500, description: 'The title in other languages' })
  titles?: Translations;

  @OneOf(BASES, {
    description:
      'The basis: the source states the objective, the source reports the activity, or a press report of the plan names it',
  })
  basis: Basis;

  @Text({ max: 2000, optional: true, description: 'An editorial note' })
  note?: string;
}

export class ObjectiveChange {
  @Code({ optional: true, description: 'The code of its area' })
  area?: string;

  @Text({ max: 500, optional: true, description: 'What is promised' })
  title?: string;

  @TranslatedWords({
    max: 500,
    description: 'The title in other languages; replaces the existing translations',
  })
  titles?: Translations;

  @OneOf(BASES, { optional: true, description: 'The basis of the objective' })
  basis?: Basis;

  @Text({ max: 2000, optional: true, nullable: true, description: 'An editorial note' })
  note?: string | null;
}
