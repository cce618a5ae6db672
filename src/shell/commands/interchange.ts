import { exported, json, type Register } from './options.js';

/** `scorecard export` and `import`. */
export const interchangeCommands: Register = (program, does) => {
  exported(program.command('export'), ['json', 'jsonl', 'csv', 'xlsx'])
    .description('write a plan, or all plans, with the whole history to a file')
    .argument('[plan]', 'the slug of the plan (all plans; only as json or jsonl)')
    .action(does(async () => (await import('../export.js')).exportPlans));
  json(program.command('import'))
    .description('import a dataset, whole or not at all')
    .argument(
      '<file>',
      'a dataset as "scorecard export" writes it, or one written by hand; - for standard input',
    )
    .option('--dry-run', 'do all of it, say what came of it, and take it back')
    .option('--publish', 'publish a plan that was written by hand (a draft)')
    .action(does(async () => (await import('../import.js')).importFile));
};
