import type { Command } from 'commander';
import { collect, FROM_FILE, json, type Register, versioned } from './options.js';

/** `scorecard plan …` and `scorecard assessor …`. */
export const planCommands: Register = (program, does) => {
  const plans = () => import('../changes/plans.js');
  const plan = program
    .command('plan')
    .description('create, edit, publish, withdraw, reinstate and discard plans');
  json(wording(plan.command('create')))
    .description('create a plan, as a draft, from options, a file or both')
    .argument('[file]', FROM_FILE)
    .option('--slug <slug>', 'the slug, such as summit-2024')
    .option('--organization <slug>', 'the slug of the organization; created if it is new')
    .option('--organization-name <text>', 'its full name, if it is new')
    .option(
      '--assessor <slug:kind:name>',
      'an assessor, of the kind self_reported or independent; repeatable',
      collect,
      [],
    )
    .option('--area <code:name>', 'an area; repeatable', collect, [])
    .option('--published', 'publish it at once')
    .action(does(async () => (await plans()).createPlan));
  versioned(wording(plan.command('edit')))
    .description('change a plan; what is not named stays as it is')
    .argument('<plan>', 'the slug of the plan')
    .argument('[file]', FROM_FILE)
    .option('--slug <slug>', 'another slug, while it is a draft')
    .action(does(async () => (await plans()).editPlan));
  versioned(plan.command('publish'))
    .description('publish a draft; it can never be discarded after that')
    .argument('<plan>', 'the slug of the plan')
    .action(does(async () => (await plans()).publishPlan));
  versioned(plan.command('withdraw'))
    .description('withdraw a published plan: it leaves every list, and its address says why')
    .argument('<plan>', 'the slug of the plan')
    .requiredOption('--rationale <text>', 'why, shown to readers')
    .action(does(async () => (await plans()).withdrawPlan));
  versioned(plan.command('reinstate'))
    .description('reinstate a withdrawn plan')
    .argument('<plan>', 'the slug of the plan')
    .action(does(async () => (await plans()).reinstatePlan));
  versioned(plan.command('discard'))
    .description('discard a draft with all that belongs to it')
    .argument('<plan>', 'the slug of the plan')
    .action(does(async () => (await plans()).discardPlan));

  const assessor = program.command('assessor').description('add and rename the assessors of a plan');
  versioned(assessor.command('add'))
    .description('add an assessor to a plan')
    .argument('<plan>', 'the slug of the plan')
    .argument('<assessor>', 'the slug of the assessor')
    .requiredOption('--name <text>', 'the name')
    .requiredOption('--kind <kind>', 'self_reported, where the presidency assesses itself, or independent')
    .action(does(async () => (await plans()).addAssessor));
  versioned(assessor.command('rename'))
    .description('rename an assessor, in every plan that they assess')
    .argument('<plan>', 'the slug of the plan')
    .argument('<assessor>', 'the slug of the assessor')
    .requiredOption('--name <text>', 'the new name')
    .action(does(async () => (await plans()).renameAssessor));
};

function wording(command: Command): Command {
  return command
    .option('--title <text>', 'the title')
    .option('--holder <name>', 'who holds the presidency')
    .option('--term-start <day>', 'the first day of the term, YYYY-MM-DD')
    .option('--term-end <day>', 'the last day of the term, YYYY-MM-DD')
    .option('--scale <slug>', 'the rating scale')
    .option('--motto <text>', 'the motto of the presidency')
    .option('--language <tag>', 'the language of the wording, such as en')
    .option('--provenance-note <text>', 'how the list of objectives was compiled')
    .option('--official-list <address>', 'the web address of the official list');
}
