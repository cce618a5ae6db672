import { type Language, LANGUAGES } from '../language/languages.js';
import { preferencesOf } from './preferences.js';

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
  for (const { name, weight } of preferencesOf(acceptLanguage)) {
    const language = matching(name);
    if (language !== undefined && weight > most) [best, most] = [language, weight];
  }
  return best;
}

/** `*` stands for any language: ours is English. */
function matching(tag: string): Language | undefined {
  if (tag === '*') return LANGUAGES[0];
  const primary = tag.split('-', 1)[0];
  return LANGUAGES.find((language) => language === primary);
}
