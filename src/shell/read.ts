import { wordsOf } from '../language/words.js';
import type { Shell } from './shell.js';
import { PlansReader, type PlanSummary } from '../plans/plans.reader.js';
import { allItems } from './all-items.js';
import { columns } from './tables/columns.js';
import { withServices } from './session.js';

type Format = 'table' | 'json';

/** `scorecard plans`. */
export function listPlans(shell: Shell, options: { organization?: string; format: Format }): Promise<number> {
  return withServices(shell, async (services) => {
    const reader = services.get(PlansReader);
    const plans = await allItems((page) => reader.list({ organization: options.organization, ...page }));
    const words = plans.length === 0 ? noPlans(options.organization) : plansTable(plans, shell.width);
    return shell.tell({ json: options.format === 'json' }, plans, words);
  });
}

function noPlans(organization: string | undefined): string {
  return organization === undefined
    ? 'There are no plans yet. Run "scorecard seed" to load the shipped plans.'
    : `There are no plans of the organization "${organization}". Run "scorecard plans" to list all plans.`;
}

function plansTable(plans: PlanSummary[], width: number | undefined): string {
  const rows = plans.map(({ slug, termStart, termEnd, objectives, title }) => [
    slug,
    `${termStart} to ${termEnd}`,
    `${wordsOf('en').number(objectives)} objectives`,
    title,
  ]);
  return columns(rows, { width, right: [2] })
    .flat()
    .join('\n');
}
