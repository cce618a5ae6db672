import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import {
  Validate,
  ValidateIf,
  type ValidationArguments,
  ValidatorConstraint,
  type ValidatorConstraintInterface,
} from 'class-validator';
import { StorableText } from '../../http/fields.js';
import { LANGUAGE_TAG } from '../translations.js';

const MOST_LANGUAGES = 40;
const LONGEST_TAG = 35;
const storable = new StorableText();

@ValidatorConstraint({ name: 'translations' })
export class TranslationsRule implements ValidatorConstraintInterface {
  validate(value: unknown, args: ValidationArguments): boolean {
    return problemOf(value, longestOf(args)) === undefined;
  }
  defaultMessage(args: ValidationArguments): string {
    return problemOf(args.value, longestOf(args)) ?? '';
  }
}

/** How long the words of a language may be: what the decorator was given. */
function longestOf({ constraints }: ValidationArguments): number {
  return constraints[0] as number;
}

/** What is wrong with an object of translations, or undefined. */
function problemOf(value: unknown, max: number): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return 'must be an object that maps language tags to text, such as {"ru": "..."}';
  }
  const entries = Object.entries(value as Record<string, unknown>);
  if (entries.length > MOST_LANGUAGES) return `must have at most ${MOST_LANGUAGES} languages`;
  for (const [tag, words] of entries) {
    if (!LANGUAGE_TAG.test(tag) || tag.length > LONGEST_TAG)
      return `"${tag.slice(0, LONGEST_TAG)}" must be a language tag, such as en or ru`;
    if (typeof words !== 'string' || !/\S/.test(words))
      return `the text in "${tag}" must be a string that is not blank`;
    if (words.length > max) return `the text in "${tag}" must be at most ${max} characters`;
    if (!storable.validate(words)) return `the text in "${tag}" ${storable.defaultMessage()}`;
  }
  return undefined;
}

/** Words in further languages, `{"ru": "..."}`, each of at most `max` characters; a change replaces them as a whole. */
export function TranslatedWords(options: {
  max: number;
  description: string;
}): MethodDecorator & PropertyDecorator {
  const schema: object = {
    description: options.description,
    required: false,
    type: 'object',
    additionalProperties: { type: 'string', minLength: 1, maxLength: options.max },
    example: { ru: '…' },
  };
  return applyDecorators(
    ApiProperty(schema),
    ValidateIf((_object, value) => value !== undefined),
    Validate(TranslationsRule, [options.max]),
  );
}
