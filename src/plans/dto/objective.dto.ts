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

  @TranslatedWords({ max: 500, description: 'Its title in further languages' })
  titles?: Translations;

  @OneOf(BASES, {
    description:
      'How we know of it: the source states it, reports the activity, or a press report of the plan names it',
  })
  basis: Basis;

  @Text({ max: 2000, optional: true, description: 'A remark of ours' })
  note?: string;
}

export class ObjectiveChange {
  @Code({ optional: true, description: 'The code of its area' })
  area?: string;

  @Text({ max: 500, optional: true, description: 'What is promised' })
  title?: string;

  @TranslatedWords({ max: 500, description: 'Its title in further languages; replaces those there are' })
  titles?: Translations;

  @OneOf(BASES, { optional: true, description: 'How we know of it' })
  basis?: Basis;

  @Text({ max: 2000, optional: true, nullable: true, description: 'A remark of ours' })
  note?: string | null;
}
