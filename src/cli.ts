import { Command, CommanderError, Option } from 'commander';
import { loadSettings, SETTINGS_HELP } from './config/settings.js';
import { accessCommands } from './shell/access-commands.js';
import { changeCommands, collect } from './shell/changes/commands.js';
import type { comparePlans } from './shell/compare.js';
import type { listPlans } from './shell/read.js';
import type { OverviewOptions } from './shell/overview.js';
import type { ReportOptions } from './shell/report.js';
import type { RecordOptions } from './shell/record.js';
import type { takeSnapshot } from './shell/snapshots.js';
import type { addSource, TextOptions } from './shell/sources.js';
import type { suggestLinks } from './shell/suggest.js';
import { runSafely } from './shell/run-safely.js';

const nameWidth = Math.max(...SETTINGS_HELP.map(([name]) => name.length)) + 2;
const settingsHelp = SETTINGS_HELP.map(
  ([name, fallback, meaning]) =>
    `  ${name.padEnd(nameWidth)}${meaning}${fallback === '' ? '' : ` (${fallback})`}`,
).join('\n');

const program = new Command('scorecard')
  .description(
    'Keeps the objectives of a rotating presidency, their status and the passages that prove it, ' +
      'and computes the scorecard.\n\n' +
      'Without DATABASE_URL it keeps its data in an embedded Postgres: a command joins the running ' +
      'service, or starts the database while it runs.',
  )
  .showHelpAfterError('(run "scorecard --help" for help)')
  .addHelpText(
    'after',
    `
Environment:
${settingsHelp}

Exit codes:
  0 success, 1 refused or failed, 2 wrong usage

Examples:
  scorecard serve
  scorecard report summit-2024
  scorecard report summit-2024 --as-of 2024-09-30 --format json
  scorecard report summit-2024 --format pdf -o report.pdf
  scorecard record summit-2024 A-02 --status in_progress --effective-on 2024-06-10 \\
    --rationale "The practical measures are under way" \\
    --citation "supports:report-2024-12-04:Names the measures"`,
  )
  .hook('preAction', (_program, command) => takeFormatFromName(command))
  .exitOverride();

/*
 * Each action loads its own program: with all of the service loaded, which takes a second, a mistyped option would
 * be slow to be told so.
 */

/** What the chosen command does; set by its action, so that one place runs it and turns errors into messages. */
let chosen: () => Promise<number> = () => Promise.resolve(0);
const choose = (run: () => Promise<number>): void => void (chosen = run);

program
  .command('serve')
  .description(
    'start the service: migrate the database, load the shipped plans once, print a scorecard, listen',
  )
  .option('--no-seed', 'do not load the shipped plans')
  .action((options: { seed: boolean }) =>
    choose(async () => (await import('./shell/serve.js')).serve(loadSettings(process.env), options)),
  );

program
  .command('migrate')
  .description('bring the schema up to date')
  .option('--down', 'revert the newest migration instead')
  .action((options: { down?: boolean }) =>
    choose(async () =>
      (await import('./shell/maintain.js')).migrate(loadSettings(process.env), options.down ?? false),
    ),
  );

program
  .command('seed')
  .description('load the shipped plans that are not loaded yet')
  .action(() => choose(async () => (await import('./shell/maintain.js')).seed(loadSettings(process.env))));

program
  .command('plans')
  .description('list the plans, newest term first')
  .option('--organization <slug>', 'only plans of this organization')
  .addOption(formatOption())
  .action((options: Parameters<typeof listPlans>[1]) =>
    choose(async () => (await import('./shell/read.js')).listPlans(loadSettings(process.env), options)),
  );

program
  .command('report')
  .description('print the scorecard of a plan, or write it to a file')
  .argument('<plan>', 'the slug of the plan; "scorecard plans" lists them')
  .option('--as-of <day>', 'the day of the report, YYYY-MM-DD (today)')
  .option('--known-at <instant>', 'what was known at this time, RFC 3339 (everything)')
  .option('--assessor <slug>', "whose assessments (the plan's default assessor)")
  .option('--scale <slug>', 'the rating scale to convert to (its own)')
  .option('--since <day>', 'also show what changed since this day, YYYY-MM-DD')
  .option('--lang <language>', 'en or ru (en)')
  .addOption(formatOption(['html', 'pdf', 'xlsx', 'csv', 'md', 'svg']))
  .option('--no-appendix', 'a PDF without the quotations of complete objectives')
  .option('-o, --output <file>', 'the file to write (standard output)')
  .action((plan: string, options: ReportOptions) =>
    choose(async () => (await import('./shell/report.js')).report(loadSettings(process.env), plan, options)),
  );

program
  .command('overview')
  .description('print the presidencies side by side, newest first, or write them to a file')
  .argument('[organization]', 'the slug of an organization (all)')
  .option('--as-of <day>', 'the day of the report, YYYY-MM-DD (today)')
  .option('--lang <language>', 'en or ru (en)')
  .addOption(formatOption(['html', 'pdf', 'xlsx', 'csv', 'md', 'svg']))
  .option('-o, --output <file>', 'the file to write (standard output)')
  .action((organization: string | undefined, options: OverviewOptions) =>
    choose(async () =>
      (await import('./shell/overview.js')).overview(loadSettings(process.env), organization, options),
    ),
  );

program
  .command('snapshot')
  .description('save a snapshot of the scorecard of a plan')
  .argument('<plan>', 'the slug of the plan; "scorecard plans" lists them')
  .option('--as-of <day>', 'the day of the report, YYYY-MM-DD (today)')
  .option('--known-at <instant>', 'what was known at this time, RFC 3339 (everything)')
  .option('--assessor <slug>', "whose assessments (the plan's default assessor)")
  .option('--scale <slug>', 'the rating scale to convert to (its own)')
  .option('--label <text>', 'a label for the snapshot')
  .action((plan: string, options: Parameters<typeof takeSnapshot>[2]) =>
    choose(async () =>
      (await import('./shell/snapshots.js')).takeSnapshot(loadSettings(process.env), plan, options),
    ),
  );

program
  .command('snapshots')
  .description('list the snapshots of a plan, newest first')
  .argument('<plan>', 'the slug of the plan; "scorecard plans" lists them')
  .action((plan: string) =>
    choose(async () => (await import('./shell/snapshots.js')).listSnapshots(loadSettings(process.env), plan)),
  );

program
  .command('compare')
  .description('compare a presidency with a later one')
  .argument('<from>', 'the slug of the earlier plan; "scorecard plans" lists them')
  .argument('<to>', 'the slug of the later plan')
  .option('--as-of <day>', 'the day of the report, YYYY-MM-DD (today)')
  .option('--known-at <instant>', 'what was known at this time, RFC 3339 (everything)')
  .option('--scale <slug>', 'the rating scale to convert both plans to (a common one)')
  .option('--lang <language>', 'en or ru (en)')
  .addOption(formatOption(['html', 'pdf', 'xlsx', 'csv', 'md', 'svg']))
  .option('-o, --output <file>', 'the file to write (standard output)')
  .action((from: string, to: string, options: Parameters<typeof comparePlans>[3]) =>
    choose(async () =>
      (await import('./shell/compare.js')).comparePlans(loadSettings(process.env), from, to, options),
    ),
  );

program
  .command('suggest')
  .description('review suggested links between two plans; confirm or reject each with one key')
  .argument('<from>', 'the slug of the earlier plan')
  .argument('<to>', 'the slug of the later plan')
  .option('--objective <code>', 'only links of this objective of the earlier plan')
  .option('--limit <number>', 'how many to review, at most 200 (50)')
  .action((from: string, to: string, options: Parameters<typeof suggestLinks>[3]) =>
    choose(async () =>
      (await import('./shell/suggest.js')).suggestLinks(loadSettings(process.env), from, to, options),
    ),
  );

program
  .command('record')
  .description('record a status with its evidence')
  .argument('<plan>', 'the slug of the plan')
  .argument('<code>', 'the code of the objective')
  .requiredOption('--status <level>', "a level of the plan's scale, such as implemented")
  .requiredOption('--rationale <text>', 'the rationale, in your own words')
  .option('--effective-on <day>', 'the day from which the status is effective, YYYY-MM-DD (today)')
  .option('--cause <cause>', 'why the objective was not achieved: external, internal, mixed or unknown')
  .option('--assessor <slug>', "the assessor (the plan's first independent one)")
  .option('--outside-term', 'record a day more than ten years outside the term (editors)')
  .option(
    '--evidence <bearing:source:quotation>',
    'a quotation, or <bearing:passage-id>; repeatable',
    collect,
    [],
  )
  .option(
    '--citation <bearing:source:summary>',
    'a citation without a quotation, in your own words; repeatable',
    collect,
    [],
  )
  .option('--if-version <number>', 'refuse if the objective has changed since this version')
  .addHelpText('after', '\n<bearing> is supports, qualifies or contradicts. A final status needs evidence.')
  .action((plan: string, code: string, options: RecordOptions) =>
    choose(async () =>
      (await import('./shell/record.js')).record(loadSettings(process.env), plan, code, options),
    ),
  );

program
  .command('sources')
  .description('list the sources')
  .argument('[words]', 'only sources with these words in the slug or title')
  .action((words: string | undefined) =>
    choose(async () => (await import('./shell/sources.js')).listSources(loadSettings(process.env), words)),
  );

program
  .command('add-source')
  .description('add a source, for quotations and citations')
  .argument('<slug>', 'the slug, such as report-2024-12-04')
  .requiredOption('--title <text>', 'the title')
  .option('--authors <names...>', 'the authors, in order')
  .option('--publisher <name>', 'the publisher')
  .option('--published-on <date>', 'the date of publication: a year, month, day or range, such as 2023-12')
  .option('--language <tag>', 'the language, such as en')
  .option('--url <address>', 'the web address')
  .option('--archive-url <address>', 'the address of an archived copy')
  .option('--rights <text>', 'the terms of use')
  .option('--note <text>', 'a note')
  .action((slug: string, fields: Parameters<typeof addSource>[2]) =>
    choose(async () =>
      (await import('./shell/sources.js')).addSource(loadSettings(process.env), slug, fields),
    ),
  );

withText(program.command('verify'))
  .description(
    'look up every quotation of a source in a text without storing it; exit code 1 if one is not verified',
  )
  .action((source: string, options: TextOptions) =>
    choose(async () =>
      (await import('./shell/sources.js')).verify(loadSettings(process.env), source, options),
    ),
  );

withText(program.command('load-text'))
  .description('store the text of a source and look up every quotation in it')
  .action((source: string, options: TextOptions) =>
    choose(async () =>
      (await import('./shell/sources.js')).loadText(loadSettings(process.env), source, options),
    ),
  );

program
  .command('anchor')
  .description(
    "compute the selectors of a dataset's quotations from the text of the source, which is not stored",
  )
  .argument('<dataset>', 'a dataset file, such as one of those in seeds/')
  .argument('<source>', 'the slug of the source in the dataset')
  .requiredOption('--text <file>', 'the text of the source, UTF-8')
  .option('--write', 'write the selectors into the dataset file')
  .action((dataset: string, source: string, options: { text: string; write?: boolean }) =>
    choose(async () =>
      (await import('./shell/anchor.js')).anchorFile(dataset, source, options.text, options.write ?? false),
    ),
  );

changeCommands(program, choose);
accessCommands(program, choose);

function withText(command: Command): Command {
  return command
    .argument('<source>', 'the slug of the source')
    .requiredOption('--text <file>', 'the text: .txt, .html or .pdf')
    .option('--charset <name>', 'the character set, if it is not UTF-8');
}

function formatOption(others: string[] = []): Option {
  return new Option('--format <format>', 'the output format')
    .choices(['table', 'json', ...others])
    .default('table');
}

/** `-o report.pdf` is enough to get a PDF. */
function takeFormatFromName(command: Command): void {
  const { output } = command.opts<{ output?: string }>();
  if (output === undefined || command.getOptionValueSource('format') !== 'default') return;
  const choices = command.options.find((option) => option.long === '--format')?.argChoices ?? [];
  const ending = /\.([a-z]+)$/i.exec(output)?.[1]?.toLowerCase();
  if (ending === undefined || ending === 'txt') return;
  if (!choices.includes(ending))
    command.error(
      `error: ".${ending}" is no format of this command. End the name with .txt or .${choices.slice(1).join(', .')}, or name one with --format.`,
    );
  command.setOptionValue('format', ending);
}

await runSafely(async () => {
  try {
    program.parse();
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Commander has printed the help or the error already.
    return error.exitCode === 0 ? 0 : 2;
  }
  return chosen();
});
