import { Command, CommanderError, type Help } from 'commander';
import { SETTINGS_HELP } from '../config/settings.js';
import { accessCommands } from './commands/access.js';
import { interchangeCommands } from './commands/interchange.js';
import { objectiveCommands } from './commands/objectives.js';
import { type Does, takeFormatFromName } from './commands/options.js';
import { planCommands } from './commands/plans.js';
import { readingCommands } from './commands/reading.js';
import { recordingCommands } from './commands/recording.js';
import { servingCommands } from './commands/serving.js';
import { sourceCommands } from './commands/sources.js';
import type { Shell } from './shell.js';

/** All commands, in the order in which the help lists them. */
const COMMANDS = [
  servingCommands,
  readingCommands,
  recordingCommands,
  sourceCommands,
  planCommands,
  objectiveCommands,
  interchangeCommands,
  accessCommands,
];

const EXAMPLES = `Exit codes:
  0 success, 1 refused or failed, 2 wrong usage

Examples:
  scorecard serve
  scorecard report summit-2024
  scorecard report summit-2024 --as-of 2024-09-30 --json
  scorecard report summit-2024 -o report.pdf
  scorecard record summit-2024 A-02 --status in_progress --effective-on 2024-06-10 \\
    --rationale "The practical measures are under way" \\
    --citation "supports:report-2024-12-04:Names the measures"`;

/** Runs the command that was typed. @returns its exit code; 2 where what was typed is no command */
export async function runCommand(shell: Shell): Promise<number> {
  let code = 0;
  const does: Does =
    (load) =>
    async (...given) => {
      // Before anything is loaded: a setting that is wrong is told at once.
      void shell.settings;
      const work = await load();
      // The last thing given is the command itself.
      code = await work(shell, ...(given.slice(0, -1) as never[]));
    };
  const program = createProgram(shell);
  for (const register of COMMANDS) register(program, does);
  for (const command of program.commands) showUsage(command);
  try {
    await program.parseAsync(shell.words, { from: 'user' });
    return code;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Commander has printed the help or the error already.
    return error.exitCode === 0 ? 0 : 2;
  }
}

function createProgram({ streams: { stdout, stderr }, width }: Shell): Command {
  const program = new Command('scorecard');
  return program
    .description(
      'Keeps the objectives of a rotating presidency, their status and the passages that prove it, ' +
        'and computes the scorecard.\n\n' +
        'Without DATABASE_URL it keeps its data in an embedded Postgres: a command joins the running ' +
        'service, or starts the database while it runs.',
    )
    .configureOutput({
      writeOut: (text) => void stdout.write(text),
      writeErr: (text) => void stderr.write(text),
      ...(width === undefined ? {} : { getOutHelpWidth: () => width, getErrHelpWidth: () => width }),
    })
    .showHelpAfterError('(run "scorecard --help" for help)')
    .addHelpText('after', () => `\nEnvironment:\n${settingsHelp(program.createHelp(), width)}\n\n${EXAMPLES}`)
    .hook('preAction', (_program, command) => takeFormatFromName(command))
    .exitOverride();
}

/** A wrong use is answered with the right one. */
function showUsage(command: Command): void {
  const help = command.createHelp();
  command.showHelpAfterError(`Usage: ${help.commandUsage(command)}\n(add --help for more)`);
  for (const inner of command.commands) showUsage(inner);
}

/** The settings as commander lists options: aligned, and wrapped where the terminal is narrow. */
function settingsHelp(help: Help, width: number | undefined): string {
  help.prepareContext({ helpWidth: width });
  const nameWidth = Math.max(...SETTINGS_HELP.map(([name]) => name.length));
  return SETTINGS_HELP.map(([name, fallback, meaning]) =>
    help.formatItem(name, nameWidth, `${meaning}${fallback === '' ? '' : ` (${fallback})`}`, help),
  ).join('\n');
}
