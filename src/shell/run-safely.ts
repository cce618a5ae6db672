import { SettingsError } from '../config/settings.js';
import { EmbeddedPostgresInUse } from '../database/embedded/embedded-postgres-in-use.js';
import { DatabaseError } from '../database/database-error.js';
import { Refusal } from '../core/errors.js';
import { explainRefusal } from './explain-refusal.js';
import { Shell } from './shell.js';

/** What went wrong is for the caller to correct: the message says how, and a stack trace would only hide it. */
export class UsageError extends Error {}

/** Runs a command as this process: with its words, environment and streams, and its exit code. */
export async function runProcess(command: (shell: Shell) => Promise<number>): Promise<void> {
  // `scorecard report … | head` closes the pipe early; that is no failure.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
  process.exitCode = await runSafely(command, new Shell(process.argv.slice(2), process.env, process));
}

/**
 * Runs a command. What a person can correct is said in a sentence on stderr; anything else is a defect of ours and shows
 * its trace.
 * @returns the exit code: 0 success, 1 refused or failed, 2 wrong usage
 */
export async function runSafely(command: (shell: Shell) => Promise<number>, shell: Shell): Promise<number> {
  try {
    return await command(shell);
  } catch (error) {
    shell.streams.stderr.write(`scorecard: ${explain(error)}\n`);
    return error instanceof UsageError || error instanceof SettingsError ? 2 : 1;
  }
}

function explain(error: unknown): string {
  if (error instanceof Refusal) return explainRefusal(error);
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
