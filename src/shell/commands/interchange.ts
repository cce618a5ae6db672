import { exported, json, type Register } from './options.js';

/** `scorecard export` and `import`. */
export const interchangeCommands: Register = (program, does) => {
  exported(program.command('export'), ['json', 'jsonl', 'csv', 'xlsx'])
    .description('write a plan, or all plans, with the whole history to a file')
    .argument('[plan]', 'the slug of the plan (all plans; only as json or jsonl)')
    .action(does(async () => (await import('../export.js')).exportPlans));
  json(program.command('import'))
    .description('import datasets, CSV files or workbooks, each whole or not at all')
    .argument(
      '<files...>',
      'a dataset as "scorecard export" writes it, a CSV file or an XLSX workbook; - for standard input',
    )
    .option('--plan <slug>', 'the plan that a table goes into')
    .option(
      '--new <file>',
      'the particulars of a new plan for a table, as for "plan create": JSON; - for standard input',
    )
    .option(
      '--mapping <file>',
      'how a table is to be read, where that cannot be told: JSON; - for standard input',
    )
    .option('--assessor <slug>', 'whose statuses a table has, where it does not say')
    .option('--dry-run', 'do all of it, say what came of it, and take it back')
    .option('--publish', 'publish what becomes a draft otherwise')
    .action(does(async () => (await import('../import.js')).importFiles));
};
