import { readFile, stat } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import type { Type } from '@nestjs/common';
import { Refusal } from '../core/errors.js';
import { InputPipe } from '../http/input.pipe.js';
import { UsageError } from './run-safely.js';
import type { Shell } from './shell.js';

/** Options that every command that changes something has. */
export interface ChangeOptions {
  /** Refuse where what is changed is not at this version any more. */
  ifVersion?: string;
  /** Print what came of it as the API does. */
  json?: boolean;
}

/** How a file is called in a message. */
export function nameOf(file: string): string {
  return file === '-' ? 'standard input' : file;
}

/**
 * The bytes of a file, or of the standard input where its name is `-`.
 * @param most how many bytes it may have
 * @throws UsageError where it cannot be read or is larger
 */
export async function readBytes(shell: Shell, file: string, most = Infinity): Promise<Buffer> {
  let bytes: Buffer;
  try {
    const isLarge = file !== '-' && (await stat(file)).size > most;
    bytes =
      file === '-' ? await buffer(shell.streams.stdin) : isLarge ? Buffer.alloc(0) : await readFile(file);
    if (!isLarge && bytes.length <= most) return bytes;
  } catch (error) {
    throw new UsageError(`cannot read ${nameOf(file)}: ${(error as Error).message}`);
  }
  throw new UsageError(`cannot read ${nameOf(file)}: it is larger than ${most / 1024 / 1024} MiB`);
}

/**
 * What a file, or the standard input where its name is `-`, holds as JSON.
 * @throws UsageError where it cannot be read or is no JSON
 */
export async function readJson(shell: Shell, file: string): Promise<unknown> {
  const content = (await readBytes(shell, file)).toString('utf8');
  try {
    return JSON.parse(content.replace(/^\uFEFF/, '')) as unknown;
  } catch (error) {
    throw new UsageError(`${nameOf(file)} holds no valid JSON: ${(error as Error).message}`);
  }
}

/** The options that were given. */
export function given(options: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}

/**
 * The fields of one object: those of the file, if one is named, and over them those given as options.
 * @throws UsageError where the file holds something else than an object
 */
export async function fieldsOf(
  shell: Shell,
  file: string | undefined,
  options: Record<string, unknown>,
): Promise<Record<string, unknown>> {
  if (file === undefined) return given(options);
  const content = await readJson(shell, file);
  if (typeof content !== 'object' || content === null || Array.isArray(content))
    throw new UsageError(`${nameOf(file)} must hold one JSON object, in braces.`);
  return { ...content, ...given(options) };
}

/** Holds options to the rules of the API's query. @throws Refusal `invalid-query` */
export async function asked<T>(metatype: Type<T>, options: object): Promise<T> {
  return (await new InputPipe().transform(given({ ...options }), { type: 'query', metatype })) as T;
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
export function versionOf(typed: string | undefined): number | undefined {
  if (typed === undefined) return undefined;
  const digits = /^"?(\d{1,9})"?$/.exec(typed)?.[1];
  if (digits === undefined) throw new UsageError('--if-version must be the number of a version, such as 3');
  return Number(digits);
}

/**
 * The parts of an option of the form `slug:kind:name`; the last may hold colons.
 * @throws UsageError where there are fewer
 */
export function partsOf(option: string, form: string, typed: string): string[] {
  const count = form.split(':').length;
  const parts = typed.split(':');
  if (parts.length < count)
    throw new UsageError(`${option} must have the form ${form}, not ${JSON.stringify(typed)}`);
  return [...parts.slice(0, count - 1), parts.slice(count - 1).join(':')];
}
