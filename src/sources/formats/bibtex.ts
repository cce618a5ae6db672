import { partsOfPublicationDate } from '../../core/publication-date.js';
import type { SourceView } from '../sources.reader.js';
import { nameOf } from './names.js';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/**
 * A source as a BibTeX entry that classic BibTeX and biblatex both read. The key is the slug.
 *
 * - `@online` where it has an address, else `@misc`. Never `@article`: that needs a journal, and we keep none. `@online`
 *   is biblatex's; BibTeX treats an entry type that a style does not know as `@misc`.
 * - The publisher is `organization`, the field that biblatex prints for both types.
 * - Unicode stays as it is, in NFC and UTF-8: biber and every LaTeX since 2018 take it; TeX accents would lose
 *   Cyrillic. TeX's own characters are escaped; control characters and line breaks become spaces.
 * - Words of the title that hold a capital are put in braces, so that styles that write titles in lower case keep
 *   "Geneva" and "UN".
 */
export function toBibtex(source: SourceView): string {
  const url = source.url ?? source.archiveUrl;
  const fields: [name: string, value: string][] = [];
  const add = (name: string, value: string | null): unknown =>
    value === null || value === '' ? undefined : fields.push([name, `{${value}}`]);
  add('author', source.authors.map(bibtexName).join(' and '));
  add('title', keepCapitals(source.title));
  add('organization', source.publisher === null ? null : escapeTex(source.publisher));
  for (const [name, value] of datesOf(source.publishedOn)) fields.push([name, value]);
  add('language', source.language);
  add('url', url === null ? null : verbatimUrl(url));
  const lines = fields.map(([name, value]) => `  ${name} = ${value}`);
  return `@${url === null ? 'misc' : 'online'}{${source.slug},\n${lines.join(',\n')}\n}\n`;
}

/**
 * The fields of a publication date: year, month and day as far as they are known, which every style reads. A range has
 * `date` (biblatex) beside the year in which it begins.
 */
function datesOf(publishedOn: string | null): [name: string, value: string][] {
  if (publishedOn === null) return [];
  const [[year, month, day] = [], end] = partsOfPublicationDate(publishedOn);
  const years: [string, string][] = [['year', `{${String(year).padStart(4, '0')}}`]];
  if (end !== undefined) return [...years, ['date', `{${publishedOn}}`]];
  return [
    ...years,
    ...(month === undefined ? [] : [['month', MONTHS[month - 1]!] as [string, string]]),
    ...(day === undefined ? [] : [['day', `{${day}}`] as [string, string]]),
  ];
}

/**
 * TeX's own characters, escaped. A brace becomes a command and not `\{`: BibTeX counts braces whether or not a
 * backslash stands before them, so a lone one would swallow the rest of the file.
 */
const ESCAPES: Record<string, string> = {
  '\\': '\\textbackslash{}',
  '{': '\\textbraceleft{}',
  '}': '\\textbraceright{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '%': '\\%',
  '&': '\\&',
  '#': '\\#',
  $: '\\$',
  _: '\\_',
};

/** A text on one line, with nothing in it that TeX or BibTeX would act on. */
export function escapeTex(text: string): string {
  return plain(text).replace(/[\\{}~^%&#$_]/g, (character) => ESCAPES[character]!);
}

function plain(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\p{Surrogate}/gu, '\uFFFD')
    .replace(/[\s\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim();
}

function keepCapitals(title: string): string {
  return plain(title)
    .split(' ')
    .map((word) => (/\p{Lu}/u.test(word) ? inBraces(escapeTex(word)) : escapeTex(word)))
    .join(' ');
}

/** A brace followed by a backslash would be one of BibTeX's "special characters", whose letters change case after all. */
function inBraces(escaped: string): string {
  return escaped.startsWith('\\') ? `{{${escaped}}}` : `{${escaped}}`;
}

/** "particle Family, Suffix, Given"; what is no person's name in braces of its own, so that "and" does not split it. */
function bibtexName(author: string): string {
  const name = nameOf(author);
  if ('literal' in name) return `{${escapeTex(name.literal)}}`;
  const { family, given, particle, suffix } = name;
  const last = [particle, family].filter((part) => part !== undefined).join(' ');
  return [last, suffix, given]
    .filter((part) => part !== undefined)
    .map(escapeTex)
    .join(', ');
}

/**
 * An address as a verbatim field: biber and `\url` take `%`, `#`, `_` and `&` as they are, so nothing is escaped by
 * backslash; what could end the field or start a command is percent-encoded, which names the same resource
 * (RFC 3986, 2.4).
 */
function verbatimUrl(url: string): string {
  return plain(url).replace(/[^!#-;=?-Z[\]_a-z~]/gu, (character) => encodeURIComponent(character));
}
