/** The languages that reports and pages speak, the default first. */
export const LANGUAGES = ['en', 'ru'] as const;
export type Language = (typeof LANGUAGES)[number];
export const DEFAULT_LANGUAGE: Language = LANGUAGES[0];

/**
 * The language of an answer: the one that is asked for by name, or else the one that Accept-Language likes best; of
 * several liked alike the one named first, and English where none of ours is liked (RFC 9110, 12.5.4; ranges match by
 * their primary subtag, so that `ru-BY` gives Russian).
 * @param asked what `?lang=` says, checked before; undefined for none
 */
export function languageOf(asked: Language | undefined, acceptLanguage: string | undefined): Language {
  if (asked !== undefined) return asked;
  let best: Language = LANGUAGES[0];
  let most = 0;
  for (const { language, weight } of preferences(acceptLanguage ?? '')) {
    if (language !== undefined && weight > most) [best, most] = [language, weight];
  }
  return best;
}

function preferences(header: string): { language: Language | undefined; weight: number }[] {
  return header.split(',').map((range) => {
    const [tag = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    return { language: matching(tag), weight: weightOf(parameters) };
  });
}

/** `*` stands for any language: ours is English. */
function matching(tag: string): Language | undefined {
  if (tag === '*') return LANGUAGES[0];
  const primary = tag.split('-', 1)[0];
  return LANGUAGES.find((language) => language === primary);
}

/** What is no weight from 0 to 1 asks for nothing. */
function weightOf(parameters: readonly string[]): number {
  const named = parameters.find((parameter) => parameter.startsWith('q='));
  const weight = named === undefined ? 1 : Number(named.slice(2));
  return weight >= 0 && weight <= 1 ? weight : 0;
}
