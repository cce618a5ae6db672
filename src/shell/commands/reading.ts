import { formatted, json, PLAN, printable, type Register } from './options.js';

const AS_OF = ['--as-of <day>', 'the day of the report, YYYY-MM-DD (today)'] as const;
const KNOWN_AT = ['--known-at <instant>', 'what was known at this time, RFC 3339 (everything)'] as const;
const ASSESSOR = ['--assessor <slug>', "whose assessments (the plan's default assessor)"] as const;
const SCALE = ['--scale <slug>', 'the rating scale to convert to (its own)'] as const;

/** `scorecard plans`, `report`, `overview`, `snapshot`, `snapshots`, `compare` and `suggest`. */
export const readingCommands: Register = (program, does) => {
  formatted(program.command('plans'))
    .description('list the plans, newest term first')
    .option('--organization <slug>', 'only plans of this organization')
    .action(does(async () => (await import('../read.js')).listPlans));
  printable(
    program
      .command('report')
      .option(...AS_OF)
      .option(...KNOWN_AT)
      .option(...ASSESSOR)
      .option(...SCALE)
      .option('--since <day>', 'also show what changed since this day, YYYY-MM-DD'),
  )
    .description('print the scorecard of a plan, or write it to a file')
    .argument(...PLAN)
    .option('--no-appendix', 'a PDF without the quotations of complete objectives')
    .action(does(async () => (await import('../report.js')).report));
  printable(program.command('overview').option(...AS_OF))
    .description('print the presidencies side by side, newest first, or write them to a file')
    .argument('[organization]', 'the slug of an organization (all)')
    .action(does(async () => (await import('../overview.js')).overview));
  json(program.command('snapshot'))
    .description('save a snapshot of the scorecard of a plan')
    .argument(...PLAN)
    .option(...AS_OF)
    .option(...KNOWN_AT)
    .option(...ASSESSOR)
    .option(...SCALE)
    .option('--label <text>', 'a label for the snapshot')
    .action(does(async () => (await import('../snapshots.js')).takeSnapshot));
  json(program.command('snapshots'))
    .description('list the snapshots of a plan, newest first')
    .argument(...PLAN)
    .action(does(async () => (await import('../snapshots.js')).listSnapshots));
  printable(
    program
      .command('compare')
      .option(...AS_OF)
      .option(...KNOWN_AT)
      .option('--scale <slug>', 'the rating scale to convert both plans to (a common one)'),
  )
    .description('compare a presidency with a later one')
    .argument('<from>', 'the slug of the earlier plan; "scorecard plans" lists them')
    .argument('<to>', 'the slug of the later plan')
    .action(does(async () => (await import('../compare.js')).comparePlans));
  program
    .command('suggest')
    .description('review suggested links between two plans; confirm or reject each with one key')
    .argument('<from>', 'the slug of the earlier plan')
    .argument('<to>', 'the slug of the later plan')
    .option('--objective <code>', 'only links of this objective of the earlier plan')
    .option('--limit <number>', 'how many to review, at most 200 (50)')
    .action(does(async () => (await import('../suggest.js')).suggestLinks));
};
