import { exported, type Register } from './options.js';

/** `scorecard export`. */
export const interchangeCommands: Register = (program, does) => {
  exported(program.command('export'), ['json', 'jsonl', 'csv', 'xlsx'])
    .description('write a plan, or all plans, with the whole history to a file')
    .argument('[plan]', 'the slug of the plan (all plans; only as json or jsonl)')
    .action(does(async () => (await import('../export.js')).exportPlans));
};
