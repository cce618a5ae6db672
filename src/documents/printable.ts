/**
 * What may not stand in XML 1.0 (control characters, halves of surrogate pairs, non-characters), and the marks that
 * turn the direction of the text around them, with which a text could make its surroundings read otherwise.
 */
const UNPRINTABLE = /(?![\t\n\r])\p{Cc}|\p{Cs}|[\u202A-\u202E\u2066-\u2069\uFFFE\uFFFF]/gu;

/** A text without what no form can print. Tabs and line ends stay. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, '');
}

/** A value with every text in it printable; what is no text stays. */
export function printableThroughout<T>(value: T): T {
  if (typeof value === 'string') return printable(value) as T;
  if (Array.isArray(value)) return value.map((element: unknown) => printableThroughout(element)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, printableThroughout(member as unknown)]),
  ) as T;
}
