import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { runCommand } from '../../../src/shell/program.js';
import { runSafely } from '../../../src/shell/run-safely.js';
import { type Output, Shell } from '../../../src/shell/shell.js';
import type { Ended } from './scorecard-program.js';

/** What a command is given besides its words. */
export interface Given {
  env?: NodeJS.ProcessEnv;
  /** What is typed into it, or piped. */
  input?: string;
  /** How wide the terminal is that it prints to; without, its output is no terminal. */
  terminal?: number;
}

/**
 * Runs `scorecard …` to its end within the test's own process: what a process does from its arguments to its exit code, but
 * for loading the program, which takes a second each time. What only a process has is tested in one: see
 * scorecard-program.ts.
 */
export async function runHere(args: readonly string[], given: Given = {}): Promise<Ended> {
  const { env = {}, input = '', terminal } = given;
  const stdout: PassThrough & Output = new PassThrough();
  const stderr = new PassThrough();
  if (terminal !== undefined) Object.assign(stdout, { isTTY: true, columns: terminal });
  const printed = Promise.all([text(stdout), text(stderr)]);
  const shell = new Shell(args, env, { stdin: Readable.from([Buffer.from(input)]), stdout, stderr });
  const code = await runSafely(runCommand, shell);
  stdout.end();
  stderr.end();
  const [out, err] = await printed;
  return { code, signal: null, stdout: out, stderr: err };
}
