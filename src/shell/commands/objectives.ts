import type { Command } from 'commander';
import { collect, FROM_FILE, json, type Register, versioned } from './options.js';

/** `scorecard objective …`, `scorecard claim …` and `scorecard link`. */
export const objectiveCommands: Register = (program, does) => {
  const objectives = () => import('../changes/objectives.js');
  const objective = program.command('objective').description('add, edit and strike objectives of a plan');
  json(objectiveFields(objective.command('add')))
    .description('add an objective, or all of a list in a file: all or none')
    .argument('<plan>', 'the slug of the plan')
    .argument('[file]', `${FROM_FILE}. It may hold a list`)
    .action(does(async () => (await objectives()).addObjectives));
  versioned(objectiveFields(objective.command('edit')))
    .description('change an objective; what is not named stays as it is')
    .argument('<plan>', 'the slug of the plan')
    .argument('<code>', 'the code of the objective as it is now')
    .argument('[file]', FROM_FILE)
    .action(does(async () => (await objectives()).editObjective));
  versioned(objective.command('strike'))
    .description('strike an objective; of a draft it is removed')
    .argument('<plan>', 'the slug of the plan')
    .argument('<code>', 'the code of the objective')
    .option('--rationale <text>', 'why, shown to readers; needed unless the plan is a draft')
    .action(does(async () => (await objectives()).strikeObjective));

  const others = () => import('../changes/claims-and-links.js');
  const claim = program.command('claim').description('add what sources claim about a plan');
  json(claim.command('add'))
    .description('add a claim, such as "32 of 34", with the place where it is made')
    .argument('<plan>', 'the slug of the plan')
    .argument('[file]', FROM_FILE)
    .option('--complete <number>', 'how many objectives the source says were achieved')
    .option('--total <number>', 'of how many')
    .option(
      '--level <slug>',
      'a level that the claim counts, if not the complete ones; repeatable',
      collect,
      [],
    )
    .option('--area <code>', 'the area that it is about (the whole plan)')
    .option('--text <text>', 'the claim in your own words (the words of the source)')
    .option('--quotation <source:quotation>', 'the words that make the claim')
    .option('--citation <source:summary>', 'what the source says there, in your own words')
    .option('--passage <id>', 'a passage that is known already')
    .action(does(async () => (await others()).addClaim));
  json(program.command('link'))
    .description('link an objective of an earlier plan to one of a later plan')
    .argument('<from-plan>', 'the slug of the earlier plan')
    .argument('<from-code>', 'the code of its objective')
    .argument('<to-plan>', 'the slug of the later plan')
    .argument('<to-code>', 'the code of its objective')
    .requiredOption(
      '--relation <relation>',
      'exactMatch, closeMatch, broadMatch, narrowMatch or relatedMatch',
    )
    .requiredOption('--rationale <text>', 'why, in your own words')
    .option('--state <state>', 'suggested, confirmed or rejected (suggested)')
    .action(does(async () => (await others()).linkObjectives));
};

function objectiveFields(command: Command): Command {
  return command
    .option('--code <code>', 'the code, unique within the plan')
    .option('--area <code>', 'the code of its area')
    .option('--title <text>', 'what is promised')
    .option(
      '--basis <basis>',
      'stated, reported or secondary: named by its source, read from a report of it, or from the press',
    )
    .option('--text <text>', 'its full wording')
    .option('--note <text>', 'an editorial note')
    .option('--due-on <day>', 'the day by which it is to be done, YYYY-MM-DD')
    .option('--responsible <name>', 'who is to do it')
    .option('--position <number>', 'its position in the plan (last)')
    .option('--tag <word>', 'a word to group objectives by; repeatable', collect, [])
    .option('--stated-in <source:quotation>', 'the words that state it; repeatable', collect, []);
}
