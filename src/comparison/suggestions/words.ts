/** A word of a title, in its place. */
export interface Token {
  /** As it stands there. */
  surface: string;
  /** In lower case and one form of its letters, without a possessive. */
  word: string;
  /** Whether a capital letter begins it. */
  capital: boolean;
  /** Whether it is the first part of what blanks separate: `sized` in `medium-sized` is not. */
  begins: boolean;
}

const WORD = /[\p{L}\p{N}]+/gu;

/** Letters and digits in one of the forms that Unicode has for them; `ё` is written `е` as often as not. */
function folded(text: string): string {
  return text.normalize('NFC').replaceAll('ё', 'е').replaceAll('Ё', 'Е');
}

/** The words of a title, in order. Numbers alone, such as years, tell nothing about an aim and are left out. */
export function tokensOf(title: string): Token[] {
  const text = folded(title).replace(/[’']s\b/g, '');
  return Array.from(text.matchAll(WORD), ({ 0: surface, index }) => ({
    surface,
    word: surface.toLowerCase(),
    capital: /^\p{Lu}/u.test(surface),
    begins: index === 0 || /\s/.test(text[index - 1] ?? ''),
  })).filter(({ word }) => !/^\p{N}+$/u.test(word));
}

/** Every different word of some texts: what has to be stemmed. */
export function distinctWords(texts: readonly string[]): string[] {
  return [...new Set(texts.flatMap((text) => tokensOf(text).map(({ word }) => word)))];
}

const ACRONYM = /^(\p{Lu}[\p{Lu}\p{N}]{1,6})s?$/u;

/** The acronym that a token is, without the s of its plural; undefined for other words. */
export function acronymOf({ surface }: Token): string | undefined {
  return ACRONYM.exec(surface)?.[1];
}

/** The longest name whose initials are looked at. */
const LONGEST = 8;
/** Of short acronyms too many names have the initials by chance: those must be written with capitals. */
const SHORT = 2;

/**
 * Names in a title whose initials spell one of the acronyms, such as "multilateral development banks" for MDB; small
 * words may stand between.
 * @param isSmall whether a word is one that acronyms pass over
 * @returns each with the tokens it is made of
 */
export function spelledOut(
  tokens: readonly Token[],
  acronyms: ReadonlySet<string>,
  isSmall: (word: string) => boolean,
): { acronym: string; surface: string }[] {
  const heads = tokens.filter(({ begins, word }) => begins && !isSmall(word));
  const found: { acronym: string; surface: string }[] = [];
  for (let start = 0; start < heads.length; start++) {
    let initials = '';
    for (let end = start; end < Math.min(heads.length, start + LONGEST); end++) {
      initials += (heads[end]?.word[0] ?? '').toUpperCase();
      if (initials.length < 2 || !acronyms.has(initials)) continue;
      const name = heads.slice(start, end + 1);
      if (initials.length <= SHORT && !name.every(({ capital }) => capital)) continue;
      found.push({ acronym: initials, surface: name.map(({ surface }) => surface).join(' ') });
    }
  }
  return found;
}
