import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import type { Type } from '@nestjs/common';
import { Refusal } from '../../core/errors.js';
import { InputPipe } from '../../http/input.pipe.js';
import { UsageError } from '../run-safely.js';

/** Options that every command that changes something has. */
export interface ChangeOptions {
  /** Refuse where what is changed is not at this version any more. */
  ifVersion?: string;
  /** Print what came of it as the API does. */
  json?: boolean;
}

/**
 * What a file, or standard input where the name is `-`, holds as JSON.
 * @throws UsageError where it cannot be read or is no JSON
 */
export async function readJson(file: string): Promise<unknown> {
  const name = file === '-' ? 'standard input' : file;
  let content: string;
  try {
    content = file === '-' ? await text(process.stdin) : await readFile(file, 'utf8');
  } catch (error) {
    throw new UsageError(`${name} cannot be read (${(error as NodeJS.ErrnoException).code}).`);
  }
  try {
    return JSON.parse(content.replace(/^\uFEFF/, '')) as unknown;
  } catch (error) {
    throw new UsageError(`${name} holds no valid JSON: ${(error as Error).message}`);
  }
}

/**
 * The fields of one object: those of the file, if one is named, and over them those given as options.
 * @throws UsageError where the file holds something else than an object
 */
export async function fieldsOf(
  file: string | undefined,
  options: Record<string, unknown>,
): Promise<Record<string, unknown>> {
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  if (file === undefined) return given;
  const content = await readJson(file);
  if (typeof content !== 'object' || content === null || Array.isArray(content))
    throw new UsageError(`${file === '-' ? 'standard input' : file} must hold one JSON object, in braces.`);
  return { ...content, ...given };
}

/**
 * Holds fields to the rules of the API's body.
 * @param at where they stand among several, counted from 0: named in the refusal
 * @throws Refusal `invalid-input`
 */
export async function checked<T>(metatype: Type<T>, fields: unknown, at?: number): Promise<T> {
  try {
    return (await new InputPipe().transform(fields, { type: 'body', metatype })) as T;
  } catch (error) {
    throw at === undefined ? error : within(error, at);
  }
}

/** A refusal of one of several, told with the place of that one: `/title` of the third is `/2/title`. */
export function within(error: unknown, at: number): unknown {
  if (!(error instanceof Refusal)) return error;
  const errors = error.errors ?? [{ pointer: '', message: error.message, reason: error.reason }];
  const placed = errors.map((one) => ({ ...one, pointer: `/${at}${one.pointer}` }));
  return new Refusal(error.kind, error.message, placed, error.extensions, error.reason);
}

/** The version that `--if-version` names. @throws UsageError where it is no number */
export function versionOf(given: string | undefined): number | undefined {
  if (given === undefined) return undefined;
  const digits = /^"?(\d{1,9})"?$/.exec(given)?.[1];
  if (digits === undefined) throw new UsageError('--if-version must be the number of a version, such as 3');
  return Number(digits);
}

/**
 * The parts of an option of the form `slug:kind:name`; the last may hold colons.
 * @throws UsageError where there are fewer
 */
export function partsOf(option: string, form: string, given: string): string[] {
  const count = form.split(':').length;
  const parts = given.split(':');
  if (parts.length < count)
    throw new UsageError(`${option} must have the form ${form}, not ${JSON.stringify(given)}`);
  return [...parts.slice(0, count - 1), parts.slice(count - 1).join(':')];
}

/** Prints what came of a change: as JSON where that is asked for, else as a sentence. @returns exit code 0 */
export function told(options: { json?: boolean }, result: unknown, sentence: string): number {
  process.stdout.write(`${options.json === true ? JSON.stringify(result, null, 2) : sentence}\n`);
  return 0;
}
