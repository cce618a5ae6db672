import { json, type Register } from './options.js';

/** `scorecard serve`, `migrate` and `seed`. */
export const servingCommands: Register = (program, does) => {
  program
    .command('serve')
    .description(
      'start the service: migrate the database, load the shipped plans once, print a scorecard, listen',
    )
    .option('--no-seed', 'do not load the shipped plans')
    .action(does(async () => (await import('../serve.js')).serve));
  json(program.command('migrate'))
    .description('bring the schema up to date')
    .option('--down', 'revert the newest migration instead')
    .action(does(async () => (await import('../maintain.js')).migrate));
  json(program.command('seed'))
    .description('load the shipped plans that are not loaded yet')
    .action(does(async () => (await import('../maintain.js')).seed));
};
