import { DEFAULT_LANGUAGE, type Language, LANGUAGES } from './languages.js';
import { EN } from './texts.en.js';
import { RU } from './texts.ru.js';
import type { CountedKey, CountedValuesOf, Forms, PlainKey, Translation, ValuesOf } from './texts.js';

import type { Reason } from './reasons.js';

/** The English catalogue has every text, so it is a translation too. */
export const TEXTS: Record<Language, Translation> = { en: EN, ru: RU };

/** Which English: the one whose dates read "23 November 2023". */
const LOCALES: Record<Language, string> = { en: 'en-GB', ru: 'ru-RU' };

/** Writes one language: texts, numbers and dates. Days and instants are UTC, as everywhere in the service. */
export class Words {
  private readonly locale: string;
  private readonly rules: Intl.PluralRules;
  private readonly whole: Intl.NumberFormat;
  private readonly share: Intl.NumberFormat;
  private readonly longDay: Intl.DateTimeFormat;
  private readonly monthAndYear: Intl.DateTimeFormat;
  private readonly month: Intl.DateTimeFormat;
  private readonly time: Intl.DateTimeFormat;
  private readonly languages: Intl.DisplayNames;

  constructor(readonly language: Language) {
    this.locale = LOCALES[language];
    this.rules = new Intl.PluralRules(this.locale);
    this.whole = new Intl.NumberFormat(this.locale, { maximumFractionDigits: 4 });
    this.share = new Intl.NumberFormat(this.locale, {
      style: 'percent',
      minimumFractionDigits: 1,
      maximumFractionDigits: 1,
    });
    this.longDay = this.dates({ day: 'numeric', month: 'long', year: 'numeric' });
    this.monthAndYear = this.dates({ month: 'long', year: 'numeric' });
    this.month = this.dates({ month: 'short' });
    this.languages = new Intl.DisplayNames(this.locale, { type: 'language' });
    this.time = this.dates({
      day: 'numeric',
      month: 'long',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      timeZoneName: 'short',
    });
  }

  /** A text with its placeholders filled; numbers as the language writes them. */
  text<Key extends PlainKey>(key: Key, ...[values]: ValuesOf<Key>): string {
    return this.filled(TEXTS[this.language][key] as string, values ?? {});
  }

  /** Why something was refused, for a person. */
  reason({ key, values }: Reason): string {
    return this.filled(TEXTS[this.language][key], values ?? {});
  }

  /** The form of a text that goes with a whole number; `{n}` is that number. */
  count<Key extends CountedKey>(key: Key, n: number, ...[values]: CountedValuesOf<Key>): string {
    const forms = TEXTS[this.language][key] as Forms;
    const form = forms[this.rules.select(n)] ?? forms.other;
    return this.filled(form, { ...values, n });
  }

  /** Where in a source: "par. 1204". A place and no count, so nothing parts its thousands. */
  paragraph(paragraph: number): string {
    return this.text('paragraphShort', { paragraph: String(paragraph) });
  }

  /** At most four decimals, as credits have. */
  number(value: number): string {
    return this.whole.format(value);
  }

  /** @param percent 0 to 100, with one decimal */
  percent(percent: number): string {
    return this.share.format(percent / 100);
  }

  /** @param day `YYYY-MM-DD`, written out with the name of the month */
  day(day: string): string {
    return this.longDay.format(new Date(`${day}T00:00:00Z`));
  }

  /**
   * When a document came out, as precisely as is known.
   * @param date a year, a month, a day, or two of these with a slash between (EDTF level 0)
   */
  publicationDate(date: string): string {
    return date
      .split('/')
      .map((end) => {
        if (end.length === 10) return this.day(end);
        return end.length === 7 ? this.monthAndYear.format(new Date(`${end}-01T00:00:00Z`)) : end;
      })
      .join(' – ');
  }

  /** What a language is called; what nobody has named stays its tag. @param tag BCP 47, such as `en` */
  languageName(tag: string): string {
    try {
      return this.languages.of(tag) ?? tag;
    } catch {
      return tag;
    }
  }

  /** The short name of a day's month. */
  monthOf(day: string): string {
    return this.month.format(new Date(`${day}T00:00:00Z`));
  }

  /** @param instant RFC 3339; to the minute */
  instant(instant: string): string {
    return this.time.format(new Date(instant));
  }

  /** "a, b and c". */
  list(parts: readonly string[]): string {
    return new Intl.ListFormat(this.locale, { type: 'conjunction' }).format(parts);
  }

  /** In one pass, so that braces in what is filled in stay as they are. */
  private filled(text: string, values: Partial<Record<string, string | number>>): string {
    return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
      const value = values[name];
      return typeof value === 'number' ? this.number(value) : (value ?? whole);
    });
  }

  private dates(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
    return new Intl.DateTimeFormat(this.locale, { ...options, timeZone: 'UTC' });
  }
}

const known = new Map<Language, Words>();

/** The words of a language; made once. */
export function wordsOf(language: Language): Words {
  const words = known.get(language) ?? new Words(language);
  known.set(language, words);
  return words;
}

/** The words of the language that a record is in; English where the service does not speak it. */
export function wordsFor(language: string): Words {
  return wordsOf(LANGUAGES.find((known) => known === language) ?? DEFAULT_LANGUAGE);
}
