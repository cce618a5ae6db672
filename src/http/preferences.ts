/** What a client says that it takes, with how much it likes it: from 0, not at all, to 1. */
export interface Preference {
  /** In small letters: a media range, a language range or a coding; empty where the header has a gap. */
  name: string;
  weight: number;
}

/**
 * The preferences that a header of the Accept family lists (RFC 9110, 12.4.2), in its order. Parameters other than the
 * weight are left out. A header that is not sent lists none.
 */
export function preferencesOf(header: string | undefined): Preference[] {
  return split(header ?? '', ',').map((text) => {
    const [name = '', ...parameters] = split(text, ';').map((part) => part.trim().toLowerCase());
    return { name, weight: weightOf(parameters) };
  });
}

/** What is no weight from 0 to 1 asks for nothing. */
function weightOf(parameters: readonly string[]): number {
  const named = parameters.find((parameter) => parameter.startsWith('q='));
  const weight = named === undefined ? 1 : Number(named.slice(2));
  return weight >= 0 && weight <= 1 ? weight : 0;
}

/** Splits at a separator outside quoted strings (a profile may hold commas). */
function split(text: string, separator: string): string[] {
  const parts: string[] = [];
  let start = 0;
  let isQuoted = false;
  for (let at = 0; at < text.length; at++) {
    if (isQuoted && text[at] === '\\') at++;
    else if (text[at] === '"') isQuoted = !isQuoted;
    else if (!isQuoted && text[at] === separator) {
      parts.push(text.slice(start, at));
      start = at + 1;
    }
  }
  return [...parts, text.slice(start)];
}
