import type { Shell } from '../shell.js';
import { AssessmentsService } from '../../assessments/assessments.service.js';
import { RetractionInput } from '../../assessments/dto/assessment.dto.js';
import { StatedObjectiveChange, StatedObjectiveInput } from '../../assessments/dto/objective.dto.js';
import { ObjectivesReader } from '../../assessments/objectives.reader.js';
import { Transactions } from '../../database/transactions.js';
import { StrikeInput } from '../../plans/dto/objective.dto.js';
import { ObjectivesService } from '../../plans/objectives.service.js';
import { CitationsService } from '../../sources/citations.service.js';
import { PassageReferences } from '../../sources/passage-references.js';
import { UsageError } from '../run-safely.js';
import { withServices } from '../session.js';
import {
  type ChangeOptions,
  checked,
  fieldsOf,
  given,
  partsOf,
  readJson,
  versionOf,
  within,
} from '../input.js';

/** The fields of an objective as options name them. */
export interface ObjectiveOptions extends ChangeOptions {
  code?: string;
  area?: string;
  title?: string;
  basis?: string;
  text?: string;
  note?: string;
  dueOn?: string;
  responsible?: string;
  position?: string;
  tag?: string[];
  statedIn?: string[];
}

/** `scorecard objective add`: one from options or a file, or all of a list in a file; all of them or none. */
export async function addObjectives(
  shell: Shell,
  plan: string,
  file: string | undefined,
  options: ObjectiveOptions,
): Promise<number> {
  const each = await objectivesFrom(shell, file, fieldsFrom(options));
  const isList = each.length > 1;
  const inputs: StatedObjectiveInput[] = [];
  for (const [at, fields] of each.entries())
    inputs.push(await checked(StatedObjectiveInput, fields, isList ? at : undefined));
  return withServices(shell, async (services) => {
    const references = services.get(PassageReferences);
    const reader = services.get(ObjectivesReader);
    const placed: Awaited<ReturnType<PassageReferences['resolve']>>[] = [];
    for (const { statedIn = [] } of inputs) placed.push(await references.resolve(statedIn, '/statedIn'));
    const made = await services.get(Transactions).run(async (tx) => {
      for (const [at, { statedIn = [], ...input }] of inputs.entries()) {
        try {
          const objective = await services.get(ObjectivesService).create(tx, plan, input);
          await services.get(CitationsService).restateObjective(tx, objective, statedIn, placed[at]!);
        } catch (error) {
          throw isList ? within(error, at) : error;
        }
      }
      const views = [];
      for (const { code } of inputs) views.push((await reader.get(plan, code)).objective);
      return views;
    });
    const codes = inputs.map(({ code }) => code).join(', ');
    return shell.tell(options, isList ? { items: made } : made[0], `Added to ${plan}: ${codes}`);
  });
}

/** `scorecard objective edit`. */
export async function editObjective(
  shell: Shell,
  plan: string,
  code: string,
  file: string | undefined,
  options: ObjectiveOptions,
): Promise<number> {
  const { statedIn, ...change } = await checked(
    StatedObjectiveChange,
    await fieldsOf(shell, file, fieldsFrom(options)),
  );
  const expected = versionOf(options.ifVersion);
  return withServices(shell, async (services) => {
    const reader = services.get(ObjectivesReader);
    const placed = await services.get(PassageReferences).resolve(statedIn ?? [], '/statedIn');
    const { objective, version } = await services.get(Transactions).run(async (tx) => {
      const read = [expected ?? (await reader.get(plan, code)).version];
      const changed = await services.get(ObjectivesService).change(tx, plan, code, read, change);
      if (statedIn !== undefined)
        await services.get(CitationsService).restateObjective(tx, changed, statedIn, placed);
      return reader.get(plan, change.code ?? code);
    });
    return shell.tell(options, objective, `Changed: ${objective.code} of ${plan}, now at version ${version}`);
  });
}

/** `scorecard objective strike`: of a draft it is removed. */
export async function strikeObjective(
  shell: Shell,
  plan: string,
  code: string,
  options: ChangeOptions & { rationale?: string },
): Promise<number> {
  const { rationale } = await checked(StrikeInput, given({ rationale: options.rationale }));
  const expected = versionOf(options.ifVersion);
  return withServices(shell, async (services) => {
    const reader = services.get(ObjectivesReader);
    const isGone = await services.get(Transactions).run(async (tx) => {
      const read = [expected ?? (await reader.get(plan, code)).version];
      return services.get(ObjectivesService).strike(tx, plan, code, read, rationale);
    });
    const done = isGone ? 'removed' : 'struck';
    return shell.tell(options, { [done]: code }, `${isGone ? 'Removed' : 'Struck'}: ${code} of ${plan}`);
  });
}

/** `scorecard retract`: an assessment, which stays in the history. */
export async function retractAssessment(
  shell: Shell,
  plan: string,
  code: string,
  id: string,
  options: ChangeOptions & { rationale: string },
): Promise<number> {
  const input = await checked(RetractionInput, { rationale: options.rationale });
  const expected = versionOf(options.ifVersion);
  return withServices(shell, async (services) => {
    const reader = services.get(ObjectivesReader);
    const { objective } = await services.get(Transactions).run(async (tx) => {
      const read = [expected ?? (await reader.get(plan, code)).version];
      await services.get(AssessmentsService).retract(tx, { plan, objective: code, read }, id, input);
      return reader.get(plan, code);
    });
    return shell.tell(options, objective, `Retracted: ${id}. ${code} of ${plan} is now ${objective.status}.`);
  });
}

/** What a file, or the options alone, give: one objective or a list of them. */
async function objectivesFrom(
  shell: Shell,
  file: string | undefined,
  options: Record<string, unknown>,
): Promise<unknown[]> {
  if (file === undefined) return [given(options)];
  const content = await readJson(shell, file);
  const list: unknown = Array.isArray(content) ? content : (content as { items?: unknown } | null)?.items;
  if (list !== undefined && !Array.isArray(list))
    throw new UsageError('"items" must be a list of objectives.');
  const all: unknown[] = list ?? [content];
  if (all.length === 0)
    throw new UsageError(`${file === '-' ? 'Standard input' : file} lists no objectives.`);
  const common = given(options);
  // Options hold for each of them: the area or the basis that a list has in common.
  return all.map((one) => (typeof one === 'object' && one !== null ? { ...one, ...common } : one));
}

function fieldsFrom(options: ObjectiveOptions): Record<string, unknown> {
  const { code, area, title, basis, text, note, dueOn, responsible, position, tag, statedIn } = options;
  return {
    ...{ code, area, title, basis, text, note, dueOn, responsible },
    position: position === undefined ? undefined : Number(position),
    tags: tag !== undefined && tag.length > 0 ? tag : undefined,
    statedIn: statedIn !== undefined && statedIn.length > 0 ? statedIn.map(referenceFrom) : undefined,
  };
}

function referenceFrom(words: string): Record<string, unknown> {
  const [source, exact] = partsOf('--stated-in', 'source:quotation', words);
  return { source, exact };
}
