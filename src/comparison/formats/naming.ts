import type { Words } from '../../language/words.js';
import type { Comparison, ComparedPlan, ObjectiveOf } from '../compare.js';

/** Finds what the codes of a comparison stand for. */
export class Naming {
  readonly from: ReadonlyMap<string, Comparison['objectives']['from'][number]>;
  readonly to: ReadonlyMap<string, Comparison['objectives']['to'][number]>;
  private readonly areas: ReadonlyMap<string, string>;

  constructor({ objectives, areas }: Comparison) {
    this.from = new Map(objectives.from.map((objective) => [objective.code, objective]));
    this.to = new Map(objectives.to.map((objective) => [objective.code, objective]));
    this.areas = new Map(areas.map(({ plan, code, name }) => [`${plan} ${code}`, name]));
  }

  areaOf(plan: ComparedPlan, code: string): string {
    return this.areas.get(`${plan.slug} ${code}`) ?? code;
  }
}

/** "A-03 Keep up the work …" */
export function named({ code, title }: Pick<ObjectiveOf, 'code' | 'title'>): string {
  return `${code} ${title}`;
}

/** What the whole comparison is called. */
export function titleText({ from, to }: Comparison, words: Words): string {
  return words.text('comparisonTitle', { from: from.title, to: to.title });
}

/** The label of a level of the earlier plan. */
export function levelOf({ from }: Comparison, slug: string): string {
  return from.readOn.levels.find((level) => level.slug === slug)?.label ?? slug;
}

/** The totals in words: of the earlier plan, and of the later. */
export function totalsText(
  { totals }: Pick<Comparison, 'totals'>,
  words: Words,
): [earlier: string, later: string] {
  const { from, to, carriedOn, widened, narrowed, related, dropped } = totals;
  return [
    words.text('fatesOfEarlier', { from, carriedOn, widened, narrowed, related, dropped }),
    words.text('newOfLater', { to, added: totals.new }),
  ];
}

/** On which scale both are read, and what that means for their figures. */
export function scaleText({ from, to, sameScale, commonScale }: Comparison, words: Words): string {
  if (commonScale === null) return words.text('onOwnScales', { from: from.readOn.name, to: to.readOn.name });
  const scale = from.readOn.name;
  if (sameScale && from.scale === commonScale) return words.text('onSameScale', { scale });
  return words.text('onCommonScale', { scale, from: from.scale, to: to.scale });
}

/** Where a comparison comes from, as pairs of a label and a text. */
export function comparisonOrigin(comparison: Comparison, words: Words): [label: string, text: string][] {
  const { from, to, asOf, knownAt, origin } = comparison;
  const assessor = ({ assessor: { slug, name, kind } }: ComparedPlan): string =>
    `${name} (${slug}; ${words.text(kind === 'self_reported' ? 'selfReported' : 'independent')})`;
  const sided = (plan: ComparedPlan): string => words.text(plan === from ? 'earlierPlan' : 'laterPlan');
  const both = [from, to];
  return [
    ...both.map((plan): [string, string] => [sided(plan), `${plan.title} (${plan.slug})`]),
    ...both.map((plan): [string, string] => [`${words.text('assessor')}: ${plan.slug}`, assessor(plan)]),
    ...both.flatMap((plan): [string, string][] =>
      plan.provenanceNote === null
        ? []
        : [[`${words.text('provenanceNote')}: ${plan.slug}`, plan.provenanceNote]],
    ),
    [words.text('asOf'), words.day(asOf)],
    [words.text('knownAt'), knownAt],
    [words.text('address'), origin.address],
    [
      words.text('parameters'),
      Object.entries(origin.parameters)
        .map(([name, value]) => `${name}=${value}`)
        .join(', '),
    ],
  ];
}
