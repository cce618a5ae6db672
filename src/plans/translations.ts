/** Words in further languages beside the main ones: a language tag (BCP 47) and what it is called there. */
export type Translations = Record<string, string>;

/** What a language tag looks like here: `en`, `ru`, `zh-Hant`; the same in the CHECKs of the tables. */
export const LANGUAGE_TAG = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/;

/** The CHECK that holds a column of translations to its shape. */
export function translationsCheck(column: string): string {
  return `jsonb_typeof(${column}) = 'object' AND NOT ${column} @? 'strict $.keyvalue() ? (@.value.type() != "string" || @.value == "" || !(@.key like_regex "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"))'`;
}

/**
 * The words for a reader of `language`: the translation into it, or into the language without its last subtags
 * (`ru-BY` is served by `ru`: lookup, RFC 4647, 3.4), or else the main words, whatever language they are in.
 */
export function inLanguage(words: string, translations: Translations, language: string): string {
  const subtags = language.split('-');
  for (let length = subtags.length; length > 0; length--) {
    const tag = subtags.slice(0, length).join('-');
    if (Object.hasOwn(translations, tag)) return translations[tag] as string;
  }
  return words;
}
