import { type Language, LANGUAGES } from '../../language/languages.js';

/** A part of a text, with its language where that is not the page's; empty where it is not known, as HTML has it. */
export interface TextPart {
  words: string;
  lang?: string;
}

/** The scripts of languages by ISO 15924, as `\p{Script=…}` takes them; those it does not know have no entry. */
const scripts = new Map<string, string | undefined>();

function scriptOf(language: string): string | undefined {
  if (!scripts.has(language)) scripts.set(language, knownScript(language));
  return scripts.get(language);
}

function knownScript(language: string): string | undefined {
  try {
    const script = new Intl.Locale(language).maximize().script;
    if (script === undefined) return undefined;
    new RegExp(`\\p{Script=${script}}`, 'u');
    return script;
  } catch {
    return undefined;
  }
}

function isSame(one: string, other: string): boolean {
  return one.split('-', 1)[0] === other.split('-', 1)[0];
}

/** Whether a text has letters, most of them of the script in which the language is written. */
function isWrittenAs(language: string, text: string): boolean {
  const script = scriptOf(language);
  if (script === undefined) return false;
  const own = text.match(new RegExp(`\\p{Script=${script}}`, 'gu'))?.length ?? 0;
  const all = text.match(/\p{L}/gu)?.length ?? 0;
  return own > 0 && own * 2 >= all;
}

/** Letters of other scripts than a language's, with what stands between them. */
function foreignTo(page: Language): RegExp {
  const own = `\\p{Script=${scriptOf(page)}}`;
  const letter = `(?!${own}|\\p{Script=Common}|\\p{Script=Inherited})\\p{L}`;
  return new RegExp(`${letter}(?:(?!${own}).)*${letter}`, 'gsu');
}

const FOREIGN = Object.fromEntries(LANGUAGES.map((page) => [page, foreignTo(page)])) as Record<
  Language,
  RegExp
>;

/**
 * A text in parts by the language that each is in, as its script shows; what stands in the language of the page is not
 * marked. Words that are only codes or abbreviations (`A.1`, `PDF`) belong to the sentence around them.
 * @param page the language of the page
 * @param own the language of what the text belongs to, where that is known: the text is in it unless it was translated
 */
export function partsOf(text: string, page: Language, own?: string | null): TextPart[] {
  const spoken = own === undefined || own === null || isSame(own, page) ? undefined : own;
  // Of two languages with one script the letters tell nothing: then it is in its own.
  if (spoken !== undefined && scriptOf(spoken) === scriptOf(page)) return [{ words: text, lang: spoken }];
  const parts: TextPart[] = [];
  let end = 0;
  for (const { 0: words, index } of text.matchAll(FOREIGN[page])) {
    if (spoken === undefined && !/\p{Ll}{2}|\p{Lo}/u.test(words)) continue;
    if (isAddress(words, text[index - 1])) continue;
    if (index > end) parts.push({ words: text.slice(end, index) });
    parts.push({ words, lang: languageOfWords(words, spoken) });
    end = index + words.length;
  }
  if (end < text.length) parts.push({ words: text.slice(end) });
  return parts;
}

/** An address is in no language. @param before the character in front of it */
function isAddress(words: string, before: string | undefined): boolean {
  return !/\s/u.test(words) && (before === '/' || words.includes('://'));
}

function languageOfWords(words: string, own: string | undefined): string {
  if (own !== undefined && (scriptOf(own) === undefined || isWrittenAs(own, words))) return own;
  return LANGUAGES.find((language) => isWrittenAs(language, words)) ?? '';
}
