import type { Command } from 'commander';
import { loadSettings } from '../../config/settings.js';
import type { ChangeOptions } from './input.js';
import type { addClaim, linkObjectives } from './claims-and-links.js';
import type { ObjectiveOptions, retractAssessment, strikeObjective } from './objectives.js';
import type { addAssessor, PlanOptions, renameAssessor, withdrawPlan } from './plans.js';

const FROM_FILE = 'a JSON file with the fields as the API names them; - for standard input';

/**
 * The commands that make and correct plans: `scorecard plan …`, `objective …`, `assessor …`, `claim …`, `retract` and `link`.
 * @param choose takes what the command does
 */
export function changeCommands(program: Command, choose: (run: () => Promise<number>) => void): void {
  planCommands(program, choose);
  objectiveCommands(program, choose);
  otherCommands(program, choose);
}

function planCommands(program: Command, choose: (run: () => Promise<number>) => void): void {
  const plans = () => import('./plans.js');
  const settings = () => loadSettings(process.env);
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
    .action((file: string | undefined, options: PlanOptions) =>
      choose(async () => (await plans()).createPlan(settings(), file, options)),
    );
  versioned(wording(plan.command('edit')))
    .description('change a plan; what is not named stays as it is')
    .argument('<plan>', 'the slug of the plan')
    .argument('[file]', FROM_FILE)
    .option('--slug <slug>', 'another slug, while it is a draft')
    .action((slug: string, file: string | undefined, options: PlanOptions) =>
      choose(async () => (await plans()).editPlan(settings(), slug, file, options)),
    );
  versioned(plan.command('publish'))
    .description('publish a draft; it can never be discarded after that')
    .argument('<plan>', 'the slug of the plan')
    .action((slug: string, options: ChangeOptions) =>
      choose(async () => (await plans()).publishPlan(settings(), slug, options)),
    );
  versioned(plan.command('withdraw'))
    .description('withdraw a published plan: it leaves every list, and its address says why')
    .argument('<plan>', 'the slug of the plan')
    .requiredOption('--rationale <text>', 'why, shown to readers')
    .action((slug: string, options: Parameters<typeof withdrawPlan>[2]) =>
      choose(async () => (await plans()).withdrawPlan(settings(), slug, options)),
    );
  versioned(plan.command('reinstate'))
    .description('reinstate a withdrawn plan')
    .argument('<plan>', 'the slug of the plan')
    .action((slug: string, options: ChangeOptions) =>
      choose(async () => (await plans()).reinstatePlan(settings(), slug, options)),
    );
  versioned(plan.command('discard'))
    .description('discard a draft with all that belongs to it')
    .argument('<plan>', 'the slug of the plan')
    .action((slug: string, options: ChangeOptions) =>
      choose(async () => (await plans()).discardPlan(settings(), slug, options)),
    );

  const assessor = program.command('assessor').description('add and rename the assessors of a plan');
  versioned(assessor.command('add'))
    .description('add an assessor to a plan')
    .argument('<plan>', 'the slug of the plan')
    .argument('<assessor>', 'the slug of the assessor')
    .requiredOption('--name <text>', 'the name')
    .requiredOption('--kind <kind>', 'self_reported, where the presidency assesses itself, or independent')
    .action((slug: string, who: string, options: Parameters<typeof addAssessor>[3]) =>
      choose(async () => (await plans()).addAssessor(settings(), slug, who, options)),
    );
  versioned(assessor.command('rename'))
    .description('rename an assessor, in every plan that they assess')
    .argument('<plan>', 'the slug of the plan')
    .argument('<assessor>', 'the slug of the assessor')
    .requiredOption('--name <text>', 'the new name')
    .action((slug: string, who: string, options: Parameters<typeof renameAssessor>[3]) =>
      choose(async () => (await plans()).renameAssessor(settings(), slug, who, options)),
    );
}

function objectiveCommands(program: Command, choose: (run: () => Promise<number>) => void): void {
  const objectives = () => import('./objectives.js');
  const settings = () => loadSettings(process.env);
  const objective = program.command('objective').description('add, edit and strike objectives of a plan');
  json(objectiveFields(objective.command('add')))
    .description('add an objective, or all of a list in a file: all or none')
    .argument('<plan>', 'the slug of the plan')
    .argument('[file]', `${FROM_FILE}. It may hold a list`)
    .action((plan: string, file: string | undefined, options: ObjectiveOptions) =>
      choose(async () => (await objectives()).addObjectives(settings(), plan, file, options)),
    );
  versioned(objectiveFields(objective.command('edit')))
    .description('change an objective; what is not named stays as it is')
    .argument('<plan>', 'the slug of the plan')
    .argument('<code>', 'the code of the objective as it is now')
    .argument('[file]', FROM_FILE)
    .action((plan: string, code: string, file: string | undefined, options: ObjectiveOptions) =>
      choose(async () => (await objectives()).editObjective(settings(), plan, code, file, options)),
    );
  versioned(objective.command('strike'))
    .description('strike an objective; of a draft it is removed')
    .argument('<plan>', 'the slug of the plan')
    .argument('<code>', 'the code of the objective')
    .option('--rationale <text>', 'why, shown to readers; needed unless the plan is a draft')
    .action((plan: string, code: string, options: Parameters<typeof strikeObjective>[3]) =>
      choose(async () => (await objectives()).strikeObjective(settings(), plan, code, options)),
    );
  versioned(program.command('retract'))
    .description('retract an assessment; it stays in the history')
    .argument('<plan>', 'the slug of the plan')
    .argument('<code>', 'the code of the objective')
    .argument('<assessment>', 'the id of the assessment, as "scorecard record" prints it')
    .requiredOption('--rationale <text>', 'why it is retracted')
    .action((plan: string, code: string, id: string, options: Parameters<typeof retractAssessment>[4]) =>
      choose(async () => (await objectives()).retractAssessment(settings(), plan, code, id, options)),
    );
}

function otherCommands(program: Command, choose: (run: () => Promise<number>) => void): void {
  const others = () => import('./claims-and-links.js');
  const settings = () => loadSettings(process.env);
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
    .action((plan: string, file: string | undefined, options: Parameters<typeof addClaim>[3]) =>
      choose(async () => (await others()).addClaim(settings(), plan, file, options)),
    );
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
    .action((...given: [string, string, string, string, Parameters<typeof linkObjectives>[2]]) =>
      choose(async () => {
        const [fromPlan, from, toPlan, to, options] = given;
        return (await others()).linkObjectives(settings(), [fromPlan, from, toPlan, to], options);
      }),
    );
}

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

function json(command: Command): Command {
  return command.option('--json', 'print what came of it as JSON, as the API does');
}

function versioned(command: Command): Command {
  return json(command).option('--if-version <number>', 'refuse if it has changed since this version');
}

/** Gathers the values of an option that may be given several times. */
export function collect(value: string, before: string[]): string[] {
  return [...before, value];
}
