import { collect, json, type Register, versioned } from './options.js';

/** `scorecard record` and `retract`. */
export const recordingCommands: Register = (program, does) => {
  json(program.command('record'))
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
    .action(does(async () => (await import('../record.js')).record));
  versioned(program.command('retract'))
    .description('retract an assessment; it stays in the history')
    .argument('<plan>', 'the slug of the plan')
    .argument('<code>', 'the code of the objective')
    .argument('<assessment>', 'the id of the assessment, as "scorecard record" prints it')
    .requiredOption('--rationale <text>', 'why it is retracted')
    .action(does(async () => (await import('../changes/objectives.js')).retractAssessment));
};
