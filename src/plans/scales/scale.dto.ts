import { Day, Flag, Items, LevelSlug, Share, Slug, Text, WebAddress } from '../../http/fields.js';
import type { Translations } from '../translations.js';
import { TranslatedWords } from '../dto/translations.field.js';

export class LevelInput {
  @LevelSlug({ description: 'The slug of the level', example: 'in_progress' })
  slug: string;

  @Text({ max: 100, description: 'The label', example: 'In progress' })
  label: string;

  @TranslatedWords({ max: 100, description: 'The same in other languages' })
  labels?: Translations;

  @Share({
    optional: true,
    description:
      'How much the level counts for, from 0 to 1; leave out for levels that are not assessed or not applicable',
  })
  credit?: number;

  @Flag({ optional: true, description: 'Whether the level counts as complete; default false' })
  complete?: boolean;

  @Flag({ optional: true, description: 'Whether the level is final; default false' })
  final?: boolean;

  @Flag({ optional: true, description: 'false for the one level that means "not assessed yet"' })
  assessed?: boolean;

  @Flag({ optional: true, description: 'false excludes the objective from the denominator' })
  applicable?: boolean;
}

export class ScaleInput {
  @Slug({ description: 'The slug', example: 'completion' })
  slug: string;

  @Text({ max: 200, description: 'The name' })
  name: string;

  @TranslatedWords({ max: 200, description: 'The name in other languages' })
  names?: Translations;

  @Text({ max: 2000, optional: true, description: 'The purpose' })
  description?: string;

  @Text({ max: 2000, optional: true, description: 'The publication that the scale comes from' })
  source?: string;

  @WebAddress({ optional: true, description: 'The address of that publication' })
  sourceUrl?: string;

  @Day({ optional: true, description: 'The day on which the levels were checked against the publication' })
  sourceCheckedOn?: string;

  @Items(() => LevelInput, { most: 30, description: 'The levels, in order' })
  levels: LevelInput[];
}
