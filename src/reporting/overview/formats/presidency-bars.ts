import type { Words } from '../../../language/words.js';
import type { Counts } from '../../scorecard/counts.js';
import type { Scorecard } from '../../scorecard/scorecard.js';
import { readingOf } from '../../scorecard/formats/coverage.js';
import { stackedBars } from '../../scorecard/formats/charts/area-bars.js';
import { Kinds } from '../../scorecard/formats/charts/kinds.js';
import { legend, type LegendEntry } from '../../../documents/charts/legend.js';
import type { Scene } from '../../../documents/charts/scene.js';

/**
 * One stacked bar for each presidency, with its counts and its percentage. Each is as wide as the drawing, however many
 * objectives it stands for: what is compared is what became of each list.
 * @param notes what stands small below each bar
 */
export function presidencyBars(
  cards: readonly Scorecard[],
  notes: readonly string[],
  words: Words,
  width: number,
): Scene {
  const bars = stackedBars(
    cards.map(({ plan, scale, total }, at) => ({
      name: plan.title,
      reading: readingOf(total, words),
      parts: new Kinds(scale.levels, words).ofCounts(total),
      unit: (width - 1) / Math.max(1, total.objectives),
      note: notes[at],
    })),
    words,
    width,
  );
  const key = legend(kindsOf(cards, words), words, width, bars.end + 2);
  return {
    name: 'presidencies',
    width,
    height: key.end,
    title: words.text('chartPresidencies'),
    description: words.text('chartPresidenciesDescription', {
      presidencies: cards.map((card) => describe(card, words)).join('; '),
    }),
    marks: [...bars.marks, ...key.marks],
  };
}

/** All kinds that occur, scale by scale; those that are called and drawn alike are counted together. */
function kindsOf(cards: readonly Scorecard[], words: Words): LegendEntry[] {
  const kinds = new Map<string, LegendEntry>();
  for (const slug of new Set(cards.map(({ scale }) => scale.slug))) {
    const rated = cards.filter(({ scale }) => scale.slug === slug);
    for (const kind of new Kinds(rated[0]!.scale.levels, words).ofCounts(summed(rated))) {
      const key = JSON.stringify([kind.label, kind.look]);
      kinds.set(key, { ...kind, count: kind.count + (kinds.get(key)?.count ?? 0) });
    }
  }
  return [...kinds.values()];
}

function summed(cards: readonly Scorecard[]): Pick<Counts, 'byLevel' | 'evidence'> {
  const sum = <Key extends string>(counts: Record<Key, number>[]): Record<Key, number> => {
    const all = {} as Record<Key, number>;
    for (const count of counts)
      for (const key of Object.keys(count) as Key[]) all[key] = (all[key] ?? 0) + count[key];
    return all;
  };
  return {
    byLevel: sum(cards.map(({ total }) => total.byLevel)),
    evidence: sum(cards.map(({ total }) => total.evidence)),
  };
}

function describe({ plan, total }: Scorecard, words: Words): string {
  return words.text('presidencyReading', {
    plan: plan.title,
    reading: readingOf(total, words),
  });
}
