import { type Command, Option } from 'commander';
import type { Shell } from '../shell.js';

/** What a command does with its arguments, of which the options are the last. @returns the exit code */
type Work = (shell: Shell, ...given: never[]) => Promise<number>;

/**
 * Makes the action of a command. It loads what the command does only when it is called: with all of the service loaded,
 * which takes a second, a mistyped option would be slow to be told so.
 */
export type Does = (load: () => Promise<Work>) => (...given: unknown[]) => Promise<void>;

/** Adds commands to the program. */
export type Register = (program: Command, does: Does) => void;

export const PLAN = ['<plan>', 'the slug of the plan; "scorecard plans" lists them'] as const;
export const FROM_FILE = 'a JSON file with the fields as the API names them; - for standard input';

/** `--json`, for what is otherwise told in words. */
export function json(command: Command): Command {
  return command.option('--json', 'print what came of it as JSON, as the API does');
}

/** `--if-version`, for what changes something that may have changed meanwhile. */
export function versioned(command: Command): Command {
  return json(command).option('--if-version <number>', 'refuse if it has changed since this version');
}

/** That it implies a format conflicts with one that is named: `takeFormatFromName` tells so, for commander takes the two for one. */
function jsonFormat(): Option {
  return new Option('--json', 'the same as --format json').implies({ format: 'json' });
}

/** `--format`, and `--json` for the most used of them. */
export function formatted(command: Command, others: string[] = []): Command {
  return command
    .addOption(
      new Option('--format <format>', 'the output format')
        .choices(['table', 'json', ...others])
        .default('table'),
    )
    .addOption(jsonFormat());
}

/** The options of a report that can be written to a file. */
export function printable(command: Command): Command {
  return formatted(command.option('--lang <language>', 'en or ru (en)'), [
    'html',
    'pdf',
    'xlsx',
    'csv',
    'md',
    'svg',
  ]).option('-o, --output <file>', 'the file to write (standard output)');
}

/** The options of what leaves as a file, in the first of these formats unless told otherwise. */
export function exported(command: Command, formats: [string, ...string[]]): Command {
  return command
    .addOption(new Option('--format <format>', 'the format').choices(formats).default(formats[0]))
    .addOption(jsonFormat())
    .option('-o, --output <file>', 'the file to write (standard output)');
}

/** `-o report.pdf` is enough to get a PDF. */
export function takeFormatFromName(command: Command): void {
  const { output, json } = command.opts<{ output?: string; json?: boolean }>();
  if (json === true && command.getOptionValueSource('format') === 'cli')
    command.error("error: option '--json' cannot be used with option '--format <format>'");
  // Where there is a format, it says all that the command needs.
  if (command.getOptionValueSource('format') === 'implied') command.setOptionValue('json', undefined);
  if (output === undefined || command.getOptionValueSource('format') !== 'default') return;
  const choices = command.options.find((option) => option.long === '--format')?.argChoices ?? [];
  const ending = /\.([a-z]+)$/i.exec(output)?.[1]?.toLowerCase();
  if (ending === undefined) return;
  const found = choices.find((choice) => endingOf(choice) === ending);
  if (found === undefined)
    command.error(
      `error: ".${ending}" is no format of this command. End the name with .${choices.map(endingOf).join(', .')}, or name one with --format.`,
    );
  command.setOptionValue('format', found);
}

/** A table is a text. */
function endingOf(format: string): string {
  return format === 'table' ? 'txt' : format;
}

/** Gathers the values of an option that may be given several times. */
export function collect(value: string, before: string[]): string[] {
  return [...before, value];
}
