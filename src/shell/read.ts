import { wordsOf } from '../language/words.js';
import type { Settings } from '../config/settings.js';
import { PlansReader, type PlanSummary } from '../plans/plans.reader.js';
import { allItems } from './all-items.js';
import { withServices } from './session.js';

type Format = 'table' | 'json';

/** `scorecard plans`. */
export function listPlans(
  settings: Settings,
  options: { organization?: string; format: Format },
): Promise<number> {
  return withServices(settings, async (services) => {
    const reader = services.get(PlansReader);
    const plans = await allItems((page) => reader.list({ organization: options.organization, ...page }));
    if (options.format === 'json') print(JSON.stringify(plans, null, 2));
    else if (plans.length === 0) print(noPlans(options.organization));
    else print(plansTable(plans));
    return 0;
  });
}

function noPlans(organization: string | undefined): string {
  return organization === undefined
    ? 'There are no plans yet. Run "scorecard seed" to load the shipped plans.'
    : `There are no plans of the organization "${organization}". Run "scorecard plans" to list all plans.`;
}

function plansTable(plans: PlanSummary[]): string {
  const width = Math.max(...plans.map((plan) => plan.slug.length));
  return plans
    .map((plan) =>
      [
        plan.slug.padEnd(width),
        `${plan.termStart} to ${plan.termEnd}`,
        `${wordsOf('en').number(plan.objectives)} objectives`.padStart(15),
        plan.title,
      ].join('  '),
    )
    .join('\n');
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
