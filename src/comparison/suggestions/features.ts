import { type Lexicon, Thesaurus } from './vocabulary.js';
import { acronymOf, spelledOut, type Token, tokensOf } from './words.js';

/** An objective, as far as its words say what it is about. */
export interface Wording {
  title: string;
  /** The name of its area. */
  area: string;
}

/** How two objectives can share a feature. */
export type Kind = 'word' | 'acronym' | 'synonym' | 'family';

/** What an objective is about in one respect. */
export interface Feature {
  kind: Kind;
  /** How much of the objective it is, before rarity: 1 for a telling word of its title. */
  weight: number;
  /** The words of the title or the area that say so. */
  surface: string;
}

/**
 * How much each way of saying something counts. Set once on the pairs of plans that are marked "development" in
 * test/data/labelled and on the shipped links; bench/suggestions.bench.ts measures them on others.
 */
export interface Weights {
  plain: number;
  acronym: number;
  synonym: number;
  family: number;
  /** A word of the area's name, as a share of one in the title. */
  area: number;
}

export const WEIGHTS: Weights = { plain: 0.2, acronym: 1, synonym: 1, family: 0.4, area: 0.5 };

/** Stems that begin alike are taken for one family of words, such as terrorism and terrorist. */
const FAMILY = 5;

/** The features of every objective of two plans, by name. */
export function featuresOf(
  wordings: readonly Wording[],
  lexicon: Lexicon,
  weights: Weights = WEIGHTS,
): Map<string, Feature>[] {
  const thesaurus = new Thesaurus(lexicon);
  const read = new Map<string, Token[]>();
  const tokens = (text: string): Token[] => {
    const known = read.get(text) ?? tokensOf(text);
    read.set(text, known);
    return known;
  };
  const acronyms = new Set<string>();
  for (const { title, area } of wordings) {
    for (const token of [...tokens(title), ...tokens(area)]) {
      const acronym = acronymOf(token);
      if (acronym !== undefined) acronyms.add(acronym);
    }
  }
  return wordings.map(({ title, area }) => {
    const features = new Map<string, Feature>();
    const take = (text: string, share: number): void => {
      for (const [name, feature] of said(tokens(text), thesaurus, acronyms, weights)) {
        const weight = feature.weight * share;
        if ((features.get(name)?.weight ?? 0) < weight) features.set(name, { ...feature, weight });
      }
    };
    take(title, 1);
    take(area, weights.area);
    return features;
  });
}

/** What one text says. */
function* said(
  tokens: readonly Token[],
  thesaurus: Thesaurus,
  acronyms: ReadonlySet<string>,
  weights: Weights,
): Generator<[name: string, feature: Feature]> {
  for (const token of tokens) {
    const stem = thesaurus.stem(token);
    if (stem === null) continue;
    const { surface } = token;
    const acronym = acronymOf(token);
    if (acronym !== undefined) {
      const weight = thesaurus.isPlain(stem) ? weights.plain : weights.acronym;
      yield [`acronym ${acronym}`, { kind: 'acronym', weight, surface }];
      continue;
    }
    const isPlain = thesaurus.isPlain(stem);
    yield [`word ${stem}`, { kind: 'word', weight: isPlain ? weights.plain : 1, surface }];
    if (!isPlain && stem.length >= FAMILY)
      yield [`family ${stem.slice(0, FAMILY)}`, { kind: 'family', weight: weights.family, surface }];
  }
  for (const { group, surface, isPlain } of thesaurus.groupsOf(tokens)) {
    const weight = isPlain ? weights.plain : weights.synonym;
    yield [`synonym ${group}`, { kind: 'synonym', weight, surface }];
  }
  const isSmall = (word: string): boolean => thesaurus.isSmall(word);
  for (const { acronym, surface } of spelledOut(tokens, acronyms, isSmall))
    yield [`acronym ${acronym}`, { kind: 'acronym', weight: weights.acronym, surface }];
}
