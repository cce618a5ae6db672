import { Flag, Items, LevelSlug, Share, Slug, Text } from '../../http/fields.js';
import type { Translations } from '../translations.js';
import { TranslatedWords } from './translations.field.js';

export class LevelInput {
  @LevelSlug({ description: 'Its name in bodies and addresses', example: 'in_progress' })
  slug: string;

  @Text({ max: 100, description: 'What people read', example: 'In progress' })
  label: string;

  @TranslatedWords({ max: 100, description: 'The same in further languages' })
  labels?: Translations;

  @Share({
    optional: true,
    description: 'What it counts for, from 0 to 1; left out where it is not assessed or not applicable',
  })
  credit?: number;

  @Flag({ optional: true, description: 'Counts as done; false where not said' })
  complete?: boolean;

  @Flag({ optional: true, description: 'Ends the objective; false where not said' })
  final?: boolean;

  @Flag({ optional: true, description: 'false for the one level that means "not assessed yet"' })
  assessed?: boolean;

  @Flag({ optional: true, description: 'false leaves the denominator' })
  applicable?: boolean;
}

export class ScaleInput {
  @Slug({ description: 'Its name in addresses', example: 'completion' })
  slug: string;

  @Text({ max: 200, description: 'Its name' })
  name: string;

  @TranslatedWords({ max: 200, description: 'Its name in further languages' })
  names?: Translations;

  @Text({ max: 2000, optional: true, description: 'What it is for' })
  description?: string;

  @Text({ max: 2000, optional: true, description: 'Where it comes from' })
  source?: string;

  @Items(() => LevelInput, { most: 30, description: 'The levels, in order' })
  levels: LevelInput[];
}
