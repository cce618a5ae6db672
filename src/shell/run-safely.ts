import { SettingsError } from '../config/settings.js';
import { EmbeddedPostgresInUse } from '../database/embedded/embedded-postgres-in-use.js';
import { DatabaseError } from '../database/database-error.js';
import { Refusal } from '../core/errors.js';

/** What went wrong is for the caller to correct: the message says how, and a stack trace would only hide it. */
export class UsageError extends Error {}

/**
 * Runs a command and sets the exit code that it returns: 0 success, 1 refused or failed, 2 wrong usage.
 * What a person can correct is said in a sentence on stderr; anything else is a defect of ours and shows its trace.
 */
export async function runSafely(command: () => Promise<number>): Promise<void> {
  // `scorecard report … | head` closes the pipe early; that is no failure.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
  try {
    process.exitCode = await command();
  } catch (error) {
    process.exitCode = error instanceof UsageError || error instanceof SettingsError ? 2 : 1;
    process.stderr.write(`scorecard: ${explain(error)}\n`);
  }
}

/** `/evidence/0/source` is `--evidence 1 (source): ` here: the options are named like the fields of a body. */
function optionFor(pointer: string): string {
  const [, field, at, part] = /^[/?](\w+)(?:\/(\d+))?(?:\/(\w+))?$/.exec(pointer) ?? [];
  if (field === undefined) return pointer === '' ? '' : `${pointer}: `;
  const option = field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return `--${option}${at === undefined ? '' : ` ${Number(at) + 1}`}${part === undefined ? '' : ` (${part})`}: `;
}

function explain(error: unknown): string {
  if (error instanceof Refusal) {
    const places = (error.errors ?? []).map(({ pointer, message }) => `${optionFor(pointer)}${message}`);
    return places.length === 0 ? error.message : places.join('\n  ');
  }
  const { code } = error as { code?: string };
  if (code === 'EADDRINUSE')
    return 'Another program uses this port. Set PORT to a free one, for example PORT=3001.';
  if (code === 'EACCES')
    return `${(error as Error).message}. Use a port above 1023, or a folder that you can write to.`;
  const isForPeople = [UsageError, SettingsError, DatabaseError, EmbeddedPostgresInUse].some(
    (type) => error instanceof type,
  );
  if (isForPeople) return (error as Error).message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
