import { Code, Day, OneOf, Text, Texts, Whole } from '../../http/fields.js';
import { BASES, type Basis } from '../objective.entity.js';
import type { Translations } from '../translations.js';
import { TranslatedWords } from './translations.field.js';

export class ObjectiveInput {
  @Code({ description: 'Unique within the plan', example: 'A-09' })
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

  @Text({ max: 20_000, optional: true, description: 'Its full wording, where the title is short for it' })
  text?: string;

  @Texts({ most: 50, max: 100, optional: true, description: 'Words to group objectives by' })
  tags?: string[];

  @Day({ optional: true, description: 'The day by which it is to be done', example: '2023-12-31' })
  dueOn?: string;

  @Text({ max: 300, optional: true, description: 'Who is to do it' })
  responsible?: string;

  @Whole({
    min: 1,
    max: 10_000,
    optional: true,
    description: 'Its position in the plan; last if omitted',
  })
  position?: number;
}

export class ObjectiveChange {
  @Code({ optional: true, description: 'Unique within the plan' })
  code?: string;

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

  @Text({ max: 20_000, optional: true, nullable: true, description: 'Its full wording' })
  text?: string | null;

  @Texts({ most: 50, max: 100, optional: true, description: 'Replaces the tags there are' })
  tags?: string[];

  @Day({ optional: true, nullable: true, description: 'The day by which it is to be done' })
  dueOn?: string | null;

  @Text({ max: 300, optional: true, nullable: true, description: 'Who is to do it' })
  responsible?: string | null;

  @Whole({ min: 1, max: 10_000, optional: true, description: 'Its position in the plan' })
  position?: number;
}

export class StrikeInput {
  @Text({
    max: 2000,
    optional: true,
    description: 'Why it is struck; shown at its address. Needed unless the plan is a draft',
  })
  rationale?: string;
}
