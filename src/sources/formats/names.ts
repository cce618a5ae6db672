/** A person's name in its parts, or the name of a body, or of somebody whose name we cannot take apart. */
export type Name =
  { family: string; given: string; particle?: string; suffix?: string } | { literal: string };

/** Words that only bodies have in their names; in Russian, with its endings, what such words begin with. */
const BODY = new RegExp(
  '^(academy|agency|alliance|assembly|association|bureau|center|centre|commission|committee|community|company|' +
    'corporation|council|department|directorate|embassy|federation|forum|foundation|fund|government|group|institute|' +
    'league|ministry|network|news|office|organi[sz]ation|parliament|presidency|press|republic|school|secretariat|' +
    'service|society|studio|treaty|union|university)s?$|' +
    '^(академи|агентств|администраци|ассамблея|ассоциаци|бюро|ведомств|департамент|институт|комисси|комитет|' +
    'министерств|миссия|организаци|правительств|пресс|республик|секретариат|служба|совет$|союз|университет|' +
    'управлени|федераци|фонд|центр)',
  'u',
);

/** Lower-case words that belong to a family name. */
const PARTICLES = new Set(
  (
    'af al av bin da das de del della den der di do dos du el ibn la le ten ter van vom von zu zum zur ' +
    'ван да де дер фон'
  ).split(' '),
);
const SUFFIX = /^(jr\.?|sr\.?|ii|iii|iv)$/iu;
const PATRONYMIC = /(вич|вна|ична|[eo]vich|[eo]vna)$/u;
const NAME_WORD = /^[\p{L}\p{M}'’.\-‐‑]+$/u;

/**
 * Takes an author's name apart, for formats that want family and given name. A name says nothing sure about itself, so
 * this is a rule of thumb that gives up early: what is not clearly a person's name stays whole (`literal`), which
 * every format prints as it stands.
 *
 * - "Family, Given" and "Family, Given, Jr." as they say;
 * - "Given Middle Family", with lower-case particles ("van der") before the family name, "Jr." or "III" after it;
 * - "Family Given Patronymic" where the last of three words is a patronymic, as Russian lists write names;
 * - whole: one word; more than five; digits, an ampersand or the like; a word of a body ("Institute"); a lower-case
 *   word that is no particle ("of"); an acronym among other words ("TASS News").
 */
export function nameOf(author: string): Name {
  const text = author.normalize('NFC').replace(/\s+/gu, ' ').trim();
  const literal = { literal: text };
  const parts = text.split(',').map((part) => part.trim());
  const words = parts.flatMap((part) => part.split(' '));
  if (words.length < 2 || words.length > 5 || !words.every(isPersonal)) return literal;
  if (words.some(isAcronym) && !words.every((word) => word === word.toUpperCase())) return literal;
  const [first = '', second = '', third, ...more] = parts;
  if (more.length > 0 || parts.includes('')) return literal;
  return taken(first, second, third, words) ?? literal;
}

/** Undefined where the parts do not make a name. */
function taken(first: string, second: string, third: string | undefined, words: string[]): Name | undefined {
  if (third !== undefined) return SUFFIX.test(third) ? inOrder(first, second, third) : undefined;
  if (second !== '') {
    return SUFFIX.test(second) ? fromWords(first.split(' '), second) : inOrder(first, second);
  }
  const last = words.at(-1)!;
  return SUFFIX.test(last) ? fromWords(words.slice(0, -1), last) : fromWords(words);
}

function isPersonal(word: string): boolean {
  // BibTeX takes "and" for the end of a name, however it is written.
  if (!NAME_WORD.test(word) || BODY.test(word.toLowerCase()) || /^and$/i.test(word)) return false;
  return PARTICLES.has(word) || SUFFIX.test(word) || word !== word.toLowerCase();
}

function isAcronym(word: string): boolean {
  return /^\p{Lu}{3,}$/u.test(word) && !SUFFIX.test(word);
}

/** From "Family" and "Given": a particle stands before the family name or after the given one. */
function inOrder(family: string, given: string, suffix?: string): Name | undefined {
  const before = family.split(' ');
  const names = before.findIndex((word) => !PARTICLES.has(word));
  const after = given.split(' ');
  const trailing = after.findIndex((word) => PARTICLES.has(word));
  if (names < 0 || trailing === 0) return undefined;
  const particle = [...before.slice(0, names), ...(trailing < 0 ? [] : after.slice(trailing))].join(' ');
  return person(before.slice(names), trailing < 0 ? after : after.slice(0, trailing), particle, suffix);
}

function fromWords(words: readonly string[], suffix?: string): Name | undefined {
  if (words.length < 2) return undefined;
  const at = words.findIndex((word) => PARTICLES.has(word));
  if (at < 0 && words.length === 3 && PATRONYMIC.test(words[2]!) && !PATRONYMIC.test(words[1]!)) {
    return person(words.slice(0, 1), words.slice(1), '', suffix);
  }
  if (at < 0) return person(words.slice(-1), words.slice(0, -1), '', suffix);
  const end = words.findIndex((word, index) => index > at && !PARTICLES.has(word));
  if (at === 0 || end < 0) return undefined;
  return person(words.slice(end), words.slice(0, at), words.slice(at, end).join(' '), suffix);
}

function person(
  family: readonly string[],
  given: readonly string[],
  particle: string,
  suffix?: string,
): Name {
  return {
    family: family.join(' '),
    given: given.join(' '),
    ...(particle === '' ? {} : { particle }),
    ...(suffix === undefined ? {} : { suffix }),
  };
}
