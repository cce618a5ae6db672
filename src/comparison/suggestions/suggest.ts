import { type Feature, featuresOf, type Kind, WEIGHTS, type Weights, type Wording } from './features.js';
import type { Lexicon } from './vocabulary.js';

/** Words that two objectives share, or that stand for the same. */
export interface Shared {
  from: string;
  to: string;
  kind: Kind;
}

/** A pair of objectives that may belong together, by their places in the two lists. */
export interface Candidate {
  from: number;
  to: number;
  /** 0 to 1, with three decimals: the cosine of the two objectives' features, weighted by rarity. */
  score: number;
  /** The most telling first. */
  shared: Shared[];
}

export interface SuggestInput extends Lexicon {
  from: readonly Wording[];
  to: readonly Wording[];
  /** Pairs that are not to be suggested. */
  decided: readonly (readonly [from: number, to: number])[];
  /** Objectives that a person has decided on: nothing is suggested for them. */
  closed?: { from: readonly number[]; to: readonly number[] };
  /** Pairs that a person has proposed: they come first, however little they are alike. */
  proposed?: readonly (readonly [from: number, to: number])[];
  /** How many candidates to give. */
  limit: number;
  /** Only candidates for this one of the earlier objectives. */
  only?: number;
  weights?: Weights;
}

/** What is less alike than this is nothing to show to a person. */
const LEAST = 0.02;
/** How many shared words a reason names. */
const NAMED = 5;

/**
 * The pairs of objectives that are most alike, best first; equal ones in the order of the plans. Each objective is a
 * vector of features (words by their stems, acronyms, synonyms, families of words, and those of its area), each weighted
 * by how rare it is in the two plans together; the score is the cosine. Memory follows the features and `limit`, not
 * the number of pairs.
 */
export function suggest(input: SuggestInput): Candidate[] {
  const weights = input.weights ?? WEIGHTS;
  const all = featuresOf([...input.from, ...input.to], input, weights);
  const rarity = rarityOf(all);
  const [from, to] = [all.slice(0, input.from.length), all.slice(input.from.length)];
  const index = indexOf(to, rarity);
  const decided = pairsOf(input.decided, to.length);
  const proposed = pairsOf(input.proposed ?? [], to.length);
  const closed = { from: new Set(input.closed?.from), to: new Set(input.closed?.to) };
  const asked: Scored[] = [];
  const best = new Best(input.limit);
  const scores = new Float64Array(to.length);
  for (const [at, features] of from.entries()) {
    if (input.only !== undefined && input.only !== at) continue;
    scores.fill(0);
    const norm = normOf(features, rarity);
    for (const [name, { weight }] of features) {
      for (const { place, share } of index.get(name) ?? [])
        scores[place]! += (weight * rarity.get(name)! * share) / norm;
    }
    for (let place = 0; place < to.length; place++) {
      const score = Math.round(scores[place]! * 1000) / 1000;
      const pair = at * to.length + place;
      if (proposed.has(pair)) asked.push({ from: at, to: place, score });
      else if (score >= LEAST && !decided.has(pair) && !closed.from.has(at) && !closed.to.has(place))
        best.offer({ from: at, to: place, score });
    }
  }
  return [...asked.toSorted(bestFirst), ...best.sorted()].slice(0, input.limit).map((pair) => ({
    ...pair,
    shared: sharedOf(from[pair.from]!, to[pair.to]!, rarity),
  }));
}

/** ln((n + 1) / (df + 1/2)): how much it tells of an objective to have the feature, of the n of both plans. */
function rarityOf(all: readonly Map<string, Feature>[]): Map<string, number> {
  const having = new Map<string, number>();
  for (const features of all)
    for (const name of features.keys()) having.set(name, (having.get(name) ?? 0) + 1);
  return new Map(Array.from(having, ([name, count]) => [name, Math.log((all.length + 1) / (count + 0.5))]));
}

function normOf(features: Map<string, Feature>, rarity: Map<string, number>): number {
  let squares = 0;
  for (const [name, { weight }] of features) squares += (weight * rarity.get(name)!) ** 2;
  return Math.sqrt(squares) || 1;
}

/** Which of the later objectives have a feature, and how much of each it is. */
function indexOf(
  to: readonly Map<string, Feature>[],
  rarity: Map<string, number>,
): Map<string, { place: number; share: number }[]> {
  const index = new Map<string, { place: number; share: number }[]>();
  for (const [place, features] of to.entries()) {
    const norm = normOf(features, rarity);
    for (const [name, { weight }] of features) {
      const postings = index.get(name) ?? [];
      postings.push({ place, share: (weight * rarity.get(name)!) / norm });
      index.set(name, postings);
    }
  }
  return index;
}

function pairsOf(pairs: readonly (readonly [from: number, to: number])[], width: number): Set<number> {
  return new Set(pairs.map(([from, place]) => from * width + place));
}

function bestFirst(a: Scored, b: Scored): number {
  return b.score - a.score || a.from - b.from || a.to - b.to;
}

function sharedOf(
  from: Map<string, Feature>,
  to: Map<string, Feature>,
  rarity: Map<string, number>,
): Shared[] {
  const shared = Array.from(from, ([name, one]) => ({ one, other: to.get(name), rare: rarity.get(name)! }))
    .filter((pair): pair is typeof pair & { other: Feature } => pair.other !== undefined)
    .map(({ one, other, rare }) => ({
      words: { from: one.surface, to: other.surface, kind: one.kind },
      share: one.weight * other.weight * rare ** 2,
    }))
    .toSorted((a, b) => b.share - a.share)
    .map(({ words }) => words);
  // A word that is shared as such is also a synonym of itself, and of its family.
  const named = new Set<string>();
  const once = shared.filter((words) => {
    const key = `${words.from.toLowerCase()} ${words.to.toLowerCase()}`;
    return !named.has(key) && named.add(key);
  });
  return once.slice(0, NAMED);
}

type Scored = Omit<Candidate, 'shared'>;

/** The best of many, offered in the order that decides between equals, and never more than so many of them held. */
class Best {
  private held: Scored[] = [];
  /** What is not better than this is not among the best any more. */
  private bar = 0;

  constructor(private readonly most: number) {}

  offer(candidate: Scored): void {
    if (candidate.score <= this.bar) return;
    this.held.push(candidate);
    if (this.held.length < 2 * this.most + 1000) return;
    this.held = this.sorted();
    this.bar = this.held.at(-1)?.score ?? 0;
  }

  sorted(): Scored[] {
    return this.held.toSorted(bestFirst).slice(0, this.most);
  }
}
