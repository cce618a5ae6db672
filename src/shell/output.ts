import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Shell } from './shell.js';
import { UsageError } from './run-safely.js';
import type { Rendered } from '../documents/formats.js';

/** What a terminal cannot show. */
const BINARY: readonly string[] = ['pdf', 'xlsx'];

/** @throws UsageError where what is asked for would be written to a terminal that cannot show it */
export function requirePlace(shell: Shell, format: string, output: string | undefined): void {
  if (output === undefined && BINARY.includes(format) && shell.streams.stdout.isTTY === true)
    throw new UsageError(`${format} cannot be shown in a terminal. Name a file with -o.`);
}

/** A file is there whole or not at all: it gets its name when it is complete. */
export async function write(shell: Shell, rendered: Rendered, output: string | undefined): Promise<void> {
  const content = rendered instanceof Readable ? rendered : Readable.from([rendered]);
  if (output === undefined) {
    await pipeline(content, shell.streams.stdout, { end: false });
    return;
  }
  const unfinished = `${output}.part`;
  try {
    await pipeline(content, createWriteStream(unfinished));
    await rename(unfinished, output);
  } catch (error) {
    await rm(unfinished, { force: true });
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (syscall === undefined) throw error;
    throw new UsageError(
      `${output} cannot be written (${code}). Name a file in a folder that you can write to.`,
    );
  }
}
