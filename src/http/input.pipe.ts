import {
  type ArgumentMetadata,
  Injectable,
  type PipeTransform,
  type ValidationError,
  ValidationPipe,
} from '@nestjs/common';
import type { Reason } from '../language/reasons.js';
import { type InputError, invalidInput, notFound, Refusal, summarise } from '../core/errors.js';
import { holdsMoreThan, mostValuesOf } from './most-values.js';

const rules = {
  whitelist: true,
  forbidNonWhitelisted: true,
  forbidUnknownValues: true,
  transform: true,
  validationError: { target: false, value: false },
} as const;

/** How many levels of objects and lists a body may have. */
const DEEPEST = 8;

const UNKNOWN = 'is not a known property; remove it';

/** The global pipe: bodies and queries are checked against their class, unknown properties refused by name. */
@Injectable()
export class InputPipe implements PipeTransform {
  private readonly body = new ValidationPipe({
    ...rules,
    exceptionFactory: (found) => invalidInput(...found.flatMap((error) => describe(error, ''))),
  });
  private readonly query = new ValidationPipe({
    ...rules,
    exceptionFactory: (found) => {
      const errors = found.flatMap((error) => describe(error, '').map(asParameter));
      return new Refusal('invalid-query', summarise(errors), errors);
    },
  });

  async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type === 'body') {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) {
        throw invalidInput({ pointer: '', message: 'The request body must be a JSON object' });
      }
      const most = mostValuesOf(metadata.metatype);
      if (holdsMoreThan(most, value)) {
        throw invalidInput({
          pointer: '',
          message: `The request body has more than ${most} values; send fewer`,
        });
      }
      const strays = strayNames(value);
      if (strays.length > 0) throw invalidInput(...strays);
      return this.body.transform(value, metadata);
    }
    if (metadata.type === 'query') {
      const strays = strayNames(value).map(asParameter);
      if (strays.length > 0) throw new Refusal('invalid-query', summarise(strays), strays);
      return this.query.transform(value, metadata);
    }
    // PostgreSQL's text cannot hold U+0000, so nothing is named like that.
    if (metadata.type === 'param' && typeof value === 'string' && value.includes('\0')) {
      throw notFound(metadata.data ?? 'thing', value.replaceAll('\0', '\u2400'));
    }
    return value;
  }
}

/** What makes every other rule of a field noise: nobody knows it, or it is missing. */
const FIRST = new Set(['whitelistValidation', 'isDefined']);

function describe(error: ValidationError, above: string): InputError[] {
  const pointer = pointerTo(above, error.property);
  // The first rule of a field says enough: "must be text" makes "must not be empty" noise.
  const [first] = Object.entries(error.constraints ?? {}).sort(
    ([a], [b]) => Number(FIRST.has(b)) - Number(FIRST.has(a)),
  );
  const here = first === undefined ? [] : [tell(pointer, first, error.contexts)];
  return [...here, ...(error.children ?? []).flatMap((child) => describe(child, pointer))];
}

function tell(
  pointer: string,
  [rule, text]: [string, string],
  contexts: ValidationError['contexts'],
): InputError {
  if (rule === 'whitelistValidation') return { pointer, message: UNKNOWN };
  const reason = contexts?.[rule] as unknown as Reason | undefined;
  return { pointer, message: text, ...(reason === undefined ? {} : { reason }) };
}

/**
 * Properties such as `constructor`, which every object has, and `prototype`: class-transformer would drop them without
 * a word.
 * And what is nested deeper than any input of ours, on which its recursion would break.
 */
function strayNames(value: unknown, above = '', depth = 0): InputError[] {
  if (typeof value !== 'object' || value === null) return [];
  if (depth > DEEPEST) return [{ pointer: above, message: 'is nested too deeply' }];
  return Object.entries(value).flatMap(([name, inner]) =>
    name in Object.prototype || name === 'prototype'
      ? [{ pointer: pointerTo(above, name), message: UNKNOWN }]
      : strayNames(inner, pointerTo(above, name), depth + 1),
  );
}

function pointerTo(above: string, name: string): string {
  return `${above}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

function asParameter(error: InputError): InputError {
  return { ...error, pointer: `?${error.pointer.slice(1)}` };
}
