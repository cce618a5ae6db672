import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsObject,
  IsBoolean,
  IsDefined,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  Validate,
  ValidateIf,
  ValidateNested,
  ValidatorConstraint,
  type ValidatorConstraintInterface,
} from 'class-validator';
import { isDay, isInstant } from '../core/dates.js';
import { UUID } from '../core/ids.js';
import { isPublicationDate } from '../core/publication-date.js';
import { because, type Reason } from '../language/reasons.js';
import { LANGUAGES } from '../language/languages.js';

/**
 * Each decorator here says once what a field is: class-validator holds the rule, the OpenAPI document shows it.
 * `optional` means that the field may be left out; null is refused unless `nullable` (a PATCH that clears it).
 */
export interface FieldOptions {
  description: string;
  optional?: boolean;
  nullable?: boolean;
  example?: unknown;
}

/** How a rule is told: to a program in its message, to a person by the reason. */
function tell(message: string, reason: Reason): { message: string; context: Reason } {
  return { message, context: reason };
}

type Decorator = MethodDecorator & PropertyDecorator;

function field(options: FieldOptions, schema: ApiPropertyOptions, ...rules: PropertyDecorator[]): Decorator {
  const presence: PropertyDecorator[] = [];
  if (options.nullable) presence.push(IsOptional());
  else if (options.optional) presence.push(ValidateIf((_object, value) => value !== undefined));
  else presence.push(IsDefined(tell('is required', because('reason:required'))));
  return applyDecorators(
    ApiProperty({
      description: options.description,
      required: !options.optional,
      nullable: options.nullable ?? false,
      ...(options.example === undefined ? {} : { example: options.example }),
      ...schema,
    } as ApiPropertyOptions),
    ...presence,
    ...rules,
  );
}

/** A lone surrogate or U+0000 cannot be stored as UTF-8 text; control characters have no place in a title. */
@ValidatorConstraint({ name: 'storableText' })
export class StorableText implements ValidatorConstraintInterface {
  validate(value: unknown): boolean {
    return typeof value === 'string' && !/\p{Surrogate}|(?![\t\n\r])\p{Cc}/u.test(value);
  }
  defaultMessage(): string {
    return 'must not contain control characters or unpaired surrogates';
  }
}

/** Text of at most `max` characters; blank text counts as none. */
export function Text(options: FieldOptions & { max: number }): Decorator {
  return field(
    options,
    { type: 'string', minLength: 1, maxLength: options.max },
    IsString(tell('must be a string', because('reason:text'))),
    MinLength(1, tell('must not be empty', because('reason:blank'))),
    Matches(/\S/, tell('must not be blank', because('reason:blank'))),
    MaxLength(
      options.max,
      tell(`must be at most ${options.max} characters`, because('reason:tooLong', { max: options.max })),
    ),
    Validate(StorableText, { context: because('reason:unprintable') }),
  );
}

/** Words around a quotation, which may be blank or empty at the edge of a text. */
export function Surrounding(options: FieldOptions): Decorator {
  return field(
    options,
    { type: 'string', maxLength: 1000 },
    IsString(tell('must be a string', because('reason:text'))),
    MaxLength(1000, tell('must be at most 1000 characters', because('reason:tooLong', { max: 1000 }))),
    Validate(StorableText, { context: because('reason:unprintable') }),
  );
}

const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;
/** Printable characters and single spaces within; not `.` or `..`, which addresses take for folders. */
const CODE = /^(?!\.{1,2}$)(?! )(?:[^\p{C}\p{Z}]| )*[^\p{C}\p{Z}]$/u;
const LEVEL = /^[a-z0-9]+([_-][a-z0-9]+)*$/;

function patterned(
  options: FieldOptions,
  pattern: RegExp,
  max: number,
  message: string,
  reason: Reason,
): Decorator {
  return field(
    options,
    { type: 'string', pattern: pattern.source, maxLength: max },
    IsString(tell('must be a string', because('reason:text'))),
    MaxLength(max, tell(`must be at most ${max} characters`, because('reason:tooLong', { max }))),
    Matches(pattern, tell(message, reason)),
  );
}

/** A name for addresses: lower-case words joined by hyphens. */
export function Slug(options: FieldOptions): Decorator {
  return patterned(
    options,
    SLUG,
    120,
    'must be lower-case letters and digits separated by hyphens, such as summit-2024',
    because('reason:slug'),
  );
}

/** The code of an area or objective as its plan numbers it, unique within the plan: `A-09`, `А-1`, `7/2`, `№5`. */
export function Code(options: FieldOptions): Decorator {
  return patterned(
    options,
    CODE,
    40,
    'must be printable characters with no space at either end, such as A-09 or 7/2',
    because('reason:code'),
  );
}

/** The slug of a level of a rating scale. */
export function LevelSlug(options: FieldOptions): Decorator {
  return patterned(
    options,
    LEVEL,
    60,
    'must be the slug of a level, such as not_implemented',
    because('reason:status'),
  );
}

/** Slugs of levels of a rating scale, each once. */
export function LevelSlugs(options: FieldOptions & { most: number }): Decorator {
  return field(
    options,
    { type: 'array', items: { type: 'string', pattern: LEVEL.source }, minItems: 1, maxItems: options.most },
    IsArray({ message: 'must be a list' }),
    ArrayMinSize(1, { message: 'must name at least one level' }),
    ArrayMaxSize(options.most, { message: `must not have more than ${options.most} entries` }),
    ArrayUnique({ message: 'must name each level once' }),
    Matches(LEVEL, { each: true, message: 'must hold slugs of levels, like not_implemented' }),
  );
}

/** A language tag (BCP 47), such as `en` or `ru`. */
export function Language(options: FieldOptions): Decorator {
  return patterned(
    options,
    /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/,
    35,
    'must be a language tag, such as en or ru',
    because('reason:language'),
  );
}

/** ISO 3166-1 alpha-2, such as `BY`. */
export function CountryCode(options: FieldOptions): Decorator {
  return patterned(
    options,
    /^[A-Z]{2}$/,
    2,
    'must be a two-letter ISO 3166-1 country code, such as BY',
    because('reason:other'),
  );
}

/** A SHA-256 in hexadecimal. */
export function Sha256(options: FieldOptions): Decorator {
  return patterned(
    options,
    /^[0-9a-f]{64}$/,
    64,
    'must be a SHA-256 hash of 64 hexadecimal digits',
    because('reason:other'),
  );
}

/** An http or https address. Only such addresses: others (javascript:) could run where they are shown as a link. */
export function WebAddress(options: FieldOptions): Decorator {
  return patterned(
    options,
    // One way only to match what follows the first character: two would try each of them against the other.
    /^https?:\/\/[^\s/?#]\S*$/,
    2000,
    'must be a web address that starts with http:// or https://',
    because('reason:webAddress'),
  );
}

@ValidatorConstraint({ name: 'day' })
export class DayRule implements ValidatorConstraintInterface {
  validate = (value: unknown): boolean => isDay(value);
  defaultMessage = (): string => 'must be a date in the form YYYY-MM-DD, such as 2023-11-23';
}

/** A day of the calendar, `YYYY-MM-DD`. */
export function Day(options: FieldOptions): Decorator {
  return field(
    options,
    { type: 'string', format: 'date' },
    Validate(DayRule, { context: because('reason:day') }),
  );
}

@ValidatorConstraint({ name: 'publicationDate' })
export class PublicationDateRule implements ValidatorConstraintInterface {
  validate = (value: unknown): boolean => isPublicationDate(value);
  defaultMessage = (): string =>
    'must be a year, a month or a day, like 2023, 2023-12 or 2023-12-04, or a range, like 2023-11/2023-12';
}

/** When a document came out, as precisely as is known: EDTF level 0. */
export function PublicationDate(options: FieldOptions): Decorator {
  return field(options, { type: 'string', maxLength: 21 }, Validate(PublicationDateRule));
}

@ValidatorConstraint({ name: 'instant' })
export class InstantRule implements ValidatorConstraintInterface {
  validate = (value: unknown): boolean => isInstant(value);
  defaultMessage = (): string => 'must be a date and time in RFC 3339 format, such as 2026-11-23T12:00:00Z';
}

/** An instant with its offset, RFC 3339. */
export function Instant(options: FieldOptions): Decorator {
  return field(
    options,
    { type: 'string', format: 'date-time' },
    Validate(InstantRule, { context: because('reason:instant') }),
  );
}

/** A UUID as we give them out. */
export function Uuid(options: FieldOptions): Decorator {
  return field(
    options,
    { type: 'string', format: 'uuid' },
    Matches(UUID, {
      message: 'must be an id (UUID) returned by this service',
    }),
  );
}

/** One of a few words. */
export function OneOf(values: readonly string[], options: FieldOptions): Decorator {
  return field(
    options,
    { type: 'string', enum: [...values] },
    IsIn(
      values,
      tell(`must be one of ${values.join(', ')}`, because('reason:oneOf', { values: values.join(', ') })),
    ),
  );
}

/** The language of an answer: one of ours, or a regional form of one (`ru-RU` is Russian, BCP 47). */
export function AnswerLanguage(options: Pick<FieldOptions, 'description'>): Decorator {
  return applyDecorators(
    Transform(({ value }) =>
      typeof value === 'string' && /^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$/.test(value)
        ? value.split('-', 1)[0]!.toLowerCase()
        : (value as unknown),
    ),
    OneOf(LANGUAGES, { ...options, optional: true }),
  );
}

/** A whole number within bounds. */
export function Whole(options: FieldOptions & { min: number; max: number }): Decorator {
  return field(
    options,
    { type: 'integer', minimum: options.min, maximum: options.max },
    IsInt(tell('must be a whole number', because('reason:whole'))),
    Min(
      options.min,
      tell(`must be at least ${options.min}`, because('reason:atLeast', { min: options.min })),
    ),
    Max(options.max, tell(`must be at most ${options.max}`, because('reason:atMost', { max: options.max }))),
  );
}

/** Counted by value: `maxDecimalPlaces` of class-validator counts the characters after the point, of which 1e-7 has none. */
@ValidatorConstraint({ name: 'fourDecimals' })
class FourDecimals implements ValidatorConstraintInterface {
  validate(value: unknown): boolean {
    return typeof value === 'number' && Number.isFinite(value) && Number(value.toFixed(4)) === value;
  }
  defaultMessage(): string {
    return 'must be a number with at most four decimal places';
  }
}

/** A share from 0 to 1, with at most four decimals. */
export function Share(options: FieldOptions): Decorator {
  return field(
    options,
    { type: 'number', minimum: 0, maximum: 1 },
    Validate(FourDecimals),
    Min(0, { message: 'must be at least 0' }),
    Max(1, { message: 'must be at most 1' }),
  );
}

/** true or false. */
export function Flag(options: FieldOptions): Decorator {
  return field(options, { type: 'boolean' }, IsBoolean({ message: 'must be true or false' }));
}

/** A list of texts. */
export function Texts(options: FieldOptions & { most: number; max: number }): Decorator {
  return field(
    options,
    {
      type: 'array',
      items: { type: 'string', maxLength: options.max },
      maxItems: options.most,
    },
    IsArray({ message: 'must be a list' }),
    ArrayMaxSize(options.most, { message: `must have at most ${options.most} items` }),
    IsString({ each: true, message: 'must be a list of strings' }),
    MinLength(1, { each: true, message: 'must not contain empty strings' }),
    MaxLength(options.max, {
      each: true,
      message: `must contain only strings of at most ${options.max} characters`,
    }),
    Validate(StorableText, { each: true, context: because('reason:unprintable') }),
  );
}

/** The class as the OpenAPI document takes it: it asks a function for the class only if that is named `type`. */
function shapeOf(type: () => new () => object): { type: () => new () => object } {
  return { type: () => type() };
}

/** A list of objects of the given class. */
export function Items(type: () => new () => object, options: FieldOptions & { most: number }): Decorator {
  return field(
    options,
    { ...shapeOf(type), isArray: true, maxItems: options.most },
    IsArray({ message: 'must be a list' }),
    ArrayMaxSize(options.most, { message: `must have at most ${options.most} items` }),
    IsObject({ each: true, message: 'must contain only objects' }),
    ValidateNested({ each: true, message: 'must contain only objects' }),
    Type(type),
  );
}

/** An object of the given class. */
export function Nested(type: () => new () => object, options: FieldOptions): Decorator {
  return field(
    options,
    shapeOf(type),
    IsObject({ message: 'must be an object' }),
    ValidateNested({ message: 'must be an object' }),
    Type(type),
  );
}

/** A whole number that arrives as text in a query. */
export function WholeParameter(options: FieldOptions & { min: number; max: number }): Decorator {
  return applyDecorators(
    Transform(({ value }) =>
      typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : (value as unknown),
    ),
    Whole(options),
  );
}
