import type { INestApplicationContext } from '@nestjs/common';
import type { Shell } from '../shell.js';
import { Transactions, type Transaction } from '../../database/transactions.js';
import { AssessorsService } from '../../plans/assessors.service.js';
import { AssessorChange } from '../../plans/dto/assessor.dto.js';
import { AssessorInput, PlanChange, PlanInput, WithdrawalInput } from '../../plans/dto/plan.dto.js';
import { PlanLifeService } from '../../plans/plan-life.service.js';
import { PlansReader } from '../../plans/plans.reader.js';
import { PlansService } from '../../plans/plans.service.js';
import { withServices } from '../session.js';
import { type ChangeOptions, checked, fieldsOf, partsOf, versionOf } from '../input.js';

/** The fields of a plan as options name them. */
export interface PlanOptions extends ChangeOptions {
  slug?: string;
  title?: string;
  organization?: string;
  organizationName?: string;
  holder?: string;
  termStart?: string;
  termEnd?: string;
  scale?: string;
  motto?: string;
  language?: string;
  provenanceNote?: string;
  officialList?: string;
  assessor?: string[];
  area?: string[];
  published?: boolean;
}

/** `scorecard plan create`: a draft, unless it says otherwise. */
export async function createPlan(
  shell: Shell,
  file: string | undefined,
  options: PlanOptions,
): Promise<number> {
  const { organization, organizationName, assessor = [], area = [], published } = options;
  const input = await checked(
    PlanInput,
    await fieldsOf(shell, file, {
      ...wordingOf(options),
      slug: options.slug,
      organization: organization && { slug: organization, name: organizationName },
      state: published === true ? 'published' : undefined,
      assessors: assessor.length > 0 ? assessor.map(assessorFrom) : undefined,
      areas: area.length > 0 ? area.map(areaFrom) : undefined,
    }),
  );
  return withServices(shell, async (services) => {
    const { plan } = await services.get(Transactions).run(async (tx) => {
      await services.get(PlansService).create(tx, input);
      return services.get(PlansReader).get(input.slug);
    });
    return shell.tell(
      options,
      plan,
      `Created: ${input.slug} (${input.state ?? 'draft'}). Add objectives with "scorecard objective add ${input.slug}".`,
    );
  });
}

/** `scorecard plan edit`. */
export async function editPlan(
  shell: Shell,
  slug: string,
  file: string | undefined,
  options: PlanOptions,
): Promise<number> {
  const change = await checked(
    PlanChange,
    await fieldsOf(shell, file, { ...wordingOf(options), slug: options.slug }),
  );
  return onPlan(
    shell,
    slug,
    options,
    (services, tx, read) => services.get(PlansService).change(tx, slug, read, change),
    'Changed',
    change.slug,
  );
}

/** `scorecard plan publish`. */
export function publishPlan(shell: Shell, slug: string, options: ChangeOptions): Promise<number> {
  return onPlan(
    shell,
    slug,
    options,
    (services, tx, read) => services.get(PlanLifeService).publish(tx, slug, read),
    'Published',
  );
}

/** `scorecard plan withdraw`. */
export async function withdrawPlan(
  shell: Shell,
  slug: string,
  options: ChangeOptions & { rationale: string },
): Promise<number> {
  const { rationale } = await checked(WithdrawalInput, { rationale: options.rationale });
  return onPlan(
    shell,
    slug,
    options,
    (services, tx, read) => services.get(PlanLifeService).withdraw(tx, slug, read, rationale),
    'Withdrawn',
  );
}

/** `scorecard plan reinstate`. */
export function reinstatePlan(shell: Shell, slug: string, options: ChangeOptions): Promise<number> {
  return onPlan(
    shell,
    slug,
    options,
    (services, tx, read) => services.get(PlanLifeService).reinstate(tx, slug, read),
    'Reinstated',
  );
}

/** `scorecard plan discard`: a draft and all that belongs to it. */
export function discardPlan(shell: Shell, slug: string, options: ChangeOptions): Promise<number> {
  return withServices(shell, async (services) => {
    const expected = versionOf(options.ifVersion);
    await services.get(Transactions).run(async (tx) => {
      const { version } = await services.get(PlansReader).get(slug);
      await services.get(PlanLifeService).discard(tx, slug, [expected ?? version]);
    });
    return shell.tell(options, { discarded: slug }, `Discarded: ${slug}`);
  });
}

/** `scorecard assessor add`. */
export async function addAssessor(
  shell: Shell,
  plan: string,
  slug: string,
  options: ChangeOptions & { name: string; kind: string },
): Promise<number> {
  const { name, kind } = options;
  const input = await checked(AssessorInput, { slug, name, kind });
  return onPlan(
    shell,
    plan,
    options,
    (services, tx, read) => services.get(AssessorsService).add(tx, plan, read, input),
    `Added the assessor ${slug} to`,
  );
}

/** `scorecard assessor rename`: in every plan that they assess. */
export async function renameAssessor(
  shell: Shell,
  plan: string,
  slug: string,
  options: ChangeOptions & { name: string },
): Promise<number> {
  const change = await checked(AssessorChange, { name: options.name });
  return onPlan(
    shell,
    plan,
    options,
    (services, tx, read) => services.get(AssessorsService).rename(tx, plan, slug, read, change),
    `Renamed the assessor ${slug} of`,
  );
}

/** Changes a plan at the version that the person names, or at the one that it has, and prints it as it is then. */
function onPlan(
  shell: Shell,
  slug: string,
  options: ChangeOptions,
  change: (services: INestApplicationContext, tx: Transaction, read: number[]) => Promise<unknown>,
  done: string,
  slugThen = slug,
): Promise<number> {
  const expected = versionOf(options.ifVersion);
  return withServices(shell, async (services) => {
    const reader = services.get(PlansReader);
    const { plan, version } = await services.get(Transactions).run(async (tx) => {
      await change(services, tx, [expected ?? (await reader.get(slug)).version]);
      return reader.get(slugThen);
    });
    return shell.tell(options, plan, `${done}: ${slugThen}, now at version ${version}`);
  });
}

function wordingOf(options: PlanOptions): Record<string, unknown> {
  const { title, holder, termStart, termEnd, scale, motto, language, provenanceNote, officialList } = options;
  const holderOf = holder === undefined ? undefined : { name: holder };
  return {
    title,
    holder: holderOf,
    termStart,
    termEnd,
    scale,
    motto,
    language,
    provenanceNote,
    officialList,
  };
}

function assessorFrom(given: string): Record<string, unknown> {
  const [slug, kind, name] = partsOf('--assessor', 'slug:kind:name', given);
  return { slug, kind, name };
}

function areaFrom(given: string): Record<string, unknown> {
  const [code, name] = partsOf('--area', 'code:name', given);
  return { code, name };
}
