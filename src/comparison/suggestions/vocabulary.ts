import { type Token, tokensOf } from './words.js';

/** What is known of the words of the field, in English and Russian: `seeds/vocabulary.json`. */
export interface Vocabulary {
  /** Words that any plan is made of, such as "strengthen": sharing one says little. */
  plain: string[];
  /** Words and phrases that mean the same or lie close together. */
  same: string[][];
}

/** The stem of each word; null for a small word such as "the". A word that is not in it is its own stem. */
export type Stems = ReadonlyMap<string, string | null>;

export function stemOf(stems: Stems, word: string): string | null {
  const stem = stems.get(word);
  return stem === undefined ? word : stem;
}

/** What the words of two plans are read with. */
export interface Lexicon {
  vocabulary: Vocabulary;
  stems: Stems;
  /** Names of the plans' own organizations: in their own plans they say little. */
  own: readonly string[];
}

/** All the texts of a vocabulary, for stemming. */
export function textsOf({ plain, same }: Vocabulary): string[] {
  return [...plain, ...same.flat()];
}

/** A vocabulary by stems: which are plain, and where phrases begin. */
export class Thesaurus {
  private readonly plain: ReadonlySet<string>;
  /** By the first stem of a phrase: the stems of the whole, and the number of its group. */
  private readonly phrases = new Map<string, { stems: string[]; group: number }[]>();

  private readonly stems: Stems;

  constructor({ vocabulary: { plain, same }, stems, own }: Lexicon) {
    this.stems = stems;
    this.plain = new Set([...plain, ...own].flatMap((word) => this.stemsOf(tokensOf(word))));
    for (const [group, phrases] of same.entries()) {
      for (const phrase of phrases) this.add(this.stemsOf(tokensOf(phrase)), group);
    }
  }

  isPlain(stem: string): boolean {
    return this.plain.has(stem);
  }

  /** Whether a word only joins others, such as "of". */
  isSmall(word: string): boolean {
    return stemOf(this.stems, word) === null;
  }

  /** The groups that a title's words belong to, each with the words that say so. */
  groupsOf(tokens: readonly Token[]): { group: number; surface: string; isPlain: boolean }[] {
    const known = tokens.flatMap((token) => {
      const stem = this.stem(token);
      return stem === null ? [] : [{ stem, token }];
    });
    return known.flatMap(({ stem }, at) =>
      (this.phrases.get(stem) ?? [])
        .filter(({ stems }) => stems.every((each, next) => known[at + next]?.stem === each))
        .map(({ stems, group }) => ({
          group,
          isPlain: stems.every((each) => this.plain.has(each)),
          surface: known
            .slice(at, at + stems.length)
            .map(({ token }) => token.surface)
            .join(' '),
        })),
    );
  }

  /** The stem of a token; of one in capitals also where the word is a small one otherwise, such as IT. */
  stem(token: Token): string | null {
    const isCapitals = token.surface.length > 1 && token.surface === token.surface.toUpperCase();
    return stemOf(this.stems, token.word) ?? (isCapitals ? token.surface : null);
  }

  private add(stems: string[], group: number): void {
    const [first] = stems;
    if (first === undefined) return;
    this.phrases.set(first, [...(this.phrases.get(first) ?? []), { stems, group }]);
  }

  private stemsOf(tokens: readonly Token[]): string[] {
    return tokens.map((token) => this.stem(token)).filter((stem) => stem !== null);
  }
}
