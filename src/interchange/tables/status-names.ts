import { distance, folded } from './folded.js';

/** A level of the scale that statuses are matched with. */
export interface KnownLevel {
  slug: string;
  label: string;
  /** In other languages. */
  labels: readonly string[];
  /** Whether a status of this level says something about the objective; one that does not is recorded as nothing. */
  assessed: boolean;
  /** Whether it needs a passage as evidence. */
  needsEvidence: boolean;
}

/** Words that mean the same in trackers. A word of one list is a level's where the level itself is called by another of it. */
export const SAME: readonly (readonly string[])[] = [
  [
    ...[
      'implemented',
      'completed',
      'complete',
      'done',
      'fulfilled',
      'achieved',
      'kept',
      'promise kept',
      'success',
    ],
    ...[
      'successful',
      'delivered',
      'accomplished',
      'met',
      'fully implemented',
      'fully achieved',
      'fully fulfilled',
    ],
    ...['fully met', 'finished', 'realised', 'realized', 'full compliance', 'completed fully met', 'closed'],
    ...[
      'выполнено',
      'выполнен',
      'выполнена',
      'исполнено',
      'реализовано',
      'завершено',
      'достигнуто',
      'сделано',
    ],
    ...['сдержано', 'полностью выполнено', 'исполнен', 'завершен', 'реализован', 'обещание выполнено'],
  ],
  [
    ...['partially implemented', 'partially fulfilled', 'partial', 'partly fulfilled', 'partially achieved'],
    ...['partially kept', 'partially completed', 'partly implemented', 'partly achieved', 'compromise'],
    ...['partial compliance', 'partially met', 'partly kept', 'partially complete', 'partially done'],
    ...['частично выполнено', 'выполнено частично', 'частично', 'частично исполнено', 'частично реализовано'],
    ...['исполнено частично', 'компромисс'],
  ],
  [
    ...[
      'in progress',
      'ongoing',
      'on going',
      'under way',
      'underway',
      'in the works',
      'started',
      'progressing',
    ],
    ...[
      'in implementation',
      'work in progress',
      'being implemented',
      'progress made',
      'actions taken progress made',
    ],
    ...['в работе', 'в процессе', 'выполняется', 'реализуется', 'исполняется', 'начато', 'ведется работа'],
    ...['в процессе выполнения', 'в процессе реализации'],
  ],
  [
    ...['not started', 'not yet started', 'not begun', 'planned', 'no progress', 'to do', 'yet to start'],
    ...['не начато', 'не начата', 'не начат', 'запланировано', 'не приступали'],
  ],
  [
    ...['not implemented', 'not fulfilled', 'not achieved', 'broken', 'promise broken', 'failed', 'not kept'],
    ...['missed', 'not met', 'not done', 'not completed', 'no compliance', 'unfulfilled', 'not delivered'],
    ...[
      'не выполнено',
      'не исполнено',
      'не реализовано',
      'нарушено',
      'не достигнуто',
      'не сделано',
      'провалено',
    ],
    ...['невыполнено', 'не выполнен', 'не выполнена', 'обещание нарушено'],
  ],
  [
    ...['stalled', 'on hold', 'suspended', 'blocked', 'paused'],
    ...['приостановлено', 'заморожено', 'остановлено'],
  ],
  [
    ...['withdrawn', 'cancelled', 'canceled', 'dropped', 'abandoned', 'not being pursued', 'discontinued'],
    ...['отменено', 'снято', 'отозвано', 'прекращено'],
  ],
  [
    ...[
      'not assessed',
      'not rated',
      'not yet rated',
      'unrated',
      'no data',
      'unknown',
      'not evaluated',
      'tbd',
    ],
    ...['not yet assessed', 'to be determined', 'pending assessment', 'no rating'],
    ...['не оценено', 'нет данных', 'нет оценки', 'неизвестно', 'без оценки'],
  ],
  [...['not applicable', 'n a', 'na'], ...['неприменимо', 'не применимо', 'н п', 'не применяется']],
];

const MEANING = new Map(SAME.flatMap((words, meaning) => words.map((word) => [folded(word), meaning])));

/** The names that a level goes by, as they are compared. */
function namesOf({ slug, label, labels }: KnownLevel): string[] {
  return [...new Set([slug, label, label.replace(/\([^()]*\)/g, ''), ...labels].map(folded))];
}

/**
 * The one level that a status of a file means by its name or by a word that means the same; undefined where there is
 * none, or where it may be either of two.
 */
export function levelOf(value: string, levels: readonly KnownLevel[]): KnownLevel | undefined {
  const name = folded(value);
  const named = levels.find((level) => namesOf(level).includes(name));
  if (named) return named;
  const meaning = MEANING.get(name);
  if (meaning === undefined) return undefined;
  const alike = levels.filter((level) => namesOf(level).some((own) => MEANING.get(own) === meaning));
  return alike.length === 1 ? alike[0] : undefined;
}

/** The lists above whose words say that an objective is settled: completed, in part, or not. */
const FINAL = [0, 1, 4];

/** Whether a status reads as a final one, which needs evidence on any scale. */
export function readsAsFinal(value: string): boolean {
  return FINAL.includes(MEANING.get(folded(value)) ?? -1);
}

/** The levels nearest to a status that is none, best first: by their own names and by words that mean the same. */
export function nearestLevels(value: string, levels: readonly KnownLevel[]): string[] {
  const name = folded(value);
  const far = (level: KnownLevel): number => {
    const names = namesOf(level);
    const same = names.flatMap((own) => SAME[MEANING.get(own) ?? -1] ?? []);
    return Math.min(...[...names, ...same.map(folded)].map((own) => distance(name, own) / own.length));
  };
  const ranked = levels.map((level) => ({ slug: level.slug, far: far(level) }));
  return ranked
    .sort((a, b) => a.far - b.far)
    .slice(0, 3)
    .filter(({ far: own }, at) => at === 0 || own < 0.8)
    .map(({ slug }) => slug);
}
