import { Text } from '../../http/fields.js';
import type { Translations } from '../translations.js';
import { TranslatedWords } from './translations.field.js';

/** What may be changed of an assessor: never its kind, on which reports that were shown rest. */
export class AssessorChange {
  @Text({ max: 300, optional: true, description: 'The name of the assessor, in every plan that they assess' })
  name?: string;

  @TranslatedWords({
    max: 300,
    description: 'The name in other languages; replaces the existing translations',
  })
  names?: Translations;
}
