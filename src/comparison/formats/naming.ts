import type { Words } from '../../language/words.js';
import type { ComparedPlan, Comparison, ObjectiveOf, OpenObjective } from '../compare.js';
import type { Standing } from '../fates.js';
import { type ComparisonTotals, type DecidedTotals, isCompared, notContinuedParts } from '../totals.js';

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

/** The label of a status of either plan, on the scale that it is read on. */
export function statusOf({ readOn }: ComparedPlan, slug: string): string {
  return readOn.levels.find((level) => level.slug === slug)?.label ?? slug;
}

const PART = {
  completed: 'completedPart',
  unfinished: 'unfinishedPart',
  notAssessed: 'notAssessedPart',
  notApplicable: 'notApplicablePart',
} as const satisfies Record<Standing, string>;

/** "21 (19 completed, 2 unfinished)": what is not continued, with how it stood. */
export function notContinuedText(totals: DecidedTotals, words: Words): string {
  const n = words.number(totals.notContinued.all);
  const parts = notContinuedParts(totals).map(([standing, count]) =>
    words.text(PART[standing], { n: words.number(count) }),
  );
  return parts.length === 0 ? n : words.text('countWithParts', { n, parts: parts.join(', ') });
}

/** The totals in words: of the earlier plan, and of the later; or that nobody has compared the plans. */
export function totalsText({ totals }: { totals: ComparisonTotals }, words: Words): string[] {
  if (!isCompared(totals)) return [words.text('notCompared'), words.text('notComparedMeans')];
  const { from, to, carriedOn, widened, narrowed, related, undecided, undecidedLater } = totals;
  const notContinued = notContinuedText(totals, words);
  const taking = to - totals.new - undecidedLater;
  return [
    words.text('fatesOfEarlier', {
      ...numbers({ from, carriedOn, widened, narrowed, related, undecided }, words),
      notContinued,
    }),
    words.text(
      'originsOfLater',
      numbers({ to, taking, added: totals.new, undecided: undecidedLater }, words),
    ),
  ];
}

function numbers<Key extends string>(counts: Record<Key, number>, words: Words): Record<Key, string> {
  const written = Object.entries<number>(counts).map(([key, count]) => [key, words.number(count)]);
  return Object.fromEntries(written) as Record<Key, string>;
}

/** What became of an earlier objective that nothing takes up: a person's decision with its reason, or none. */
export function endText({ code, fate }: OpenObjective, { notContinued }: Comparison, words: Words): string {
  if (fate !== 'notContinued') return words.text('undecidedStill');
  const rationale = notContinued.find((objective) => objective.code === code)?.rationale ?? '';
  return words.text('notContinuedWhy', { rationale });
}

/** The address of the page on which the comparison is made. */
export function pageAddress({ from, to }: Comparison): string {
  return `/compare/${from.slug}/${to.slug}`;
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
