import { isDay } from '../../core/dates.js';
import { isPublicationDate } from '../../core/publication-date.js';
import type { Cell } from './grid.js';

export type DateOrder = 'dmy' | 'mdy' | 'ymd';

/** A day as a cell has it. `rounded` where the cell is a longer time, of which the last day is taken. */
export type DayReading =
  | { is: 'day'; day: string; rounded?: 'month' | 'quarter' | 'year' }
  /** Which of the two numbers is the month is not known. */
  | { is: 'ambiguous' }
  | { is: 'none' };

const MONTHS: readonly (readonly string[])[] = [
  ['january', 'jan', 'январь', 'января', 'янв'],
  ['february', 'feb', 'февраль', 'февраля', 'фев'],
  ['march', 'mar', 'март', 'марта', 'мар'],
  ['april', 'apr', 'апрель', 'апреля', 'апр'],
  ['may', 'май', 'мая'],
  ['june', 'jun', 'июнь', 'июня', 'июн'],
  ['july', 'jul', 'июль', 'июля', 'июл'],
  ['august', 'aug', 'август', 'августа', 'авг'],
  ['september', 'sep', 'sept', 'сентябрь', 'сентября', 'сен', 'сент'],
  ['october', 'oct', 'октябрь', 'октября', 'окт'],
  ['november', 'nov', 'ноябрь', 'ноября', 'ноя', 'нояб'],
  ['december', 'dec', 'декабрь', 'декабря', 'дек'],
];
const MONTH_OF = new Map(MONTHS.flatMap((names, at) => names.map((name) => [name, at + 1] as const)));

/** Serials of spreadsheets from 1954 to 2119; lower ones are years and counts. */
const SERIAL = { from: 20_000, to: 80_000 };

/** The day that a cell names. @param order of days like 07/08/2023, where it is known */
export function readDay({ text, kind }: Cell, order?: DateOrder): DayReading {
  if (kind === 'day') return dayOrNone(text);
  const plain = text.replace(/[T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?$/i, '').trim();
  const year = /^(\d{4})$/.exec(plain);
  if (year) return rounded(Number(year[1]), 12, 'year');
  if (/^\d{5}(\.\d+)?$/.test(plain)) return ofSerial(Number(plain));
  const quarter = /^(?:q([1-4])[ /-]?(\d{4})|(\d{4})[ /-]?q([1-4]))$/i.exec(plain);
  if (quarter) {
    return rounded(Number(quarter[2] ?? quarter[3]), Number(quarter[1] ?? quarter[4]) * 3, 'quarter');
  }
  return inNumbers(plain, order) ?? inWords(plain) ?? { is: 'none' };
}

/**
 * Which of its two numbers is the day, of a text such as 07/13/2023, as far as that can be told; undefined where it is no such
 * text. With dots the day comes first.
 */
export function orderOf(text: string): 'dmy' | 'mdy' | 'either' | undefined {
  const parts = /^\d{1,2}([/.-])\d{1,2}([/.-])(?:\d{4}|\d{2})\b/.exec(text.trim());
  if (!parts || parts[1] !== parts[2]) return undefined;
  const can = (order: DateOrder): boolean => readDay({ text, kind: 'text' }, order).is === 'day';
  if (parts[1] === '.') return can('dmy') ? 'dmy' : undefined;
  if (can('dmy') && can('mdy')) return sameDay(text) ? undefined : 'either';
  return can('dmy') ? 'dmy' : can('mdy') ? 'mdy' : undefined;
}

/** Whether a day such as 04/04/2023 is the same in either order. */
function sameDay(text: string): boolean {
  const [first, second] = text.trim().split(/[/-]/);
  return Number(first) === Number(second);
}

function inNumbers(text: string, order: DateOrder | undefined): DayReading | undefined {
  const ymd = /^(\d{4})[-./](\d{1,2})[-./](\d{1,2})$/.exec(text);
  if (ymd) return ofParts(ymd[1]!, ymd[2]!, ymd[3]!);
  const month = /^(\d{4})[-./](\d{1,2})$/.exec(text);
  if (month) return rounded(Number(month[1]), Number(month[2]), 'month');
  const turned = /^(\d{1,2})[-./](\d{4})$/.exec(text);
  if (turned) return rounded(Number(turned[2]), Number(turned[1]), 'month');
  const parts = /^(\d{1,2})([-./])(\d{1,2})([-./])(\d{4}|\d{2})(?: ?г\.?)?$/.exec(text);
  if (!parts || parts[2] !== parts[4]) return undefined;
  const [first, mark, second, years] = [parts[1]!, parts[2]!, parts[3]!, parts[5]!];
  const year = years.length === 2 ? `20${years}` : years;
  // Nobody writes the month first with dots.
  if (mark === '.' || order === 'dmy') return ofParts(year, second, first);
  if (order === 'mdy') return ofParts(year, first, second);
  const [dayFirst, monthFirst] = [ofParts(year, second, first), ofParts(year, first, second)];
  if (dayFirst.is === 'day' && monthFirst.is === 'day' && first !== second) return { is: 'ambiguous' };
  return dayFirst.is === 'day' ? dayFirst : monthFirst;
}

function inWords(text: string): DayReading | undefined {
  const words = text
    .toLowerCase()
    .replace(/(\d)(st|nd|rd|th)\b/g, '$1')
    .split(/[\s,./-]+/)
    .filter((word) => word !== '' && !/^(г|года|year|of)$/.test(word));
  const month = words.map((word) => MONTH_OF.get(word)).find((at) => at !== undefined);
  const numbers = words.filter((word) => /^\d+$/.test(word));
  if (month === undefined || words.length !== numbers.length + 1) return undefined;
  const year = numbers.find(({ length }) => length === 4);
  const day = numbers.find(({ length }) => length <= 2);
  if (year === undefined || numbers.length > 2) return undefined;
  return numbers.length === 1 ? rounded(Number(year), month, 'month') : ofParts(year, String(month), day!);
}

function ofSerial(serial: number): DayReading {
  if (serial < SERIAL.from || serial > SERIAL.to) return { is: 'none' };
  const day = new Date(Date.UTC(1899, 11, 30) + Math.floor(serial) * 86_400_000);
  return { is: 'day', day: day.toISOString().slice(0, 10) };
}

function ofParts(year: string, month: string, day: string): DayReading {
  return dayOrNone(`${year.padStart(4, '0')}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
}

function dayOrNone(day: string): DayReading {
  return isDay(day) ? { is: 'day', day } : { is: 'none' };
}

function rounded(year: number, month: number, what: 'month' | 'quarter' | 'year'): DayReading {
  if (month < 1 || month > 12 || year < 1000) return { is: 'none' };
  const last = new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
  return { is: 'day', day: last, rounded: what };
}

/** What people write where a document has no date. */
const NO_DATE = /^(n\.? ?d\.?|no date|undated|б\.? ?д\.?|без даты|-|—)$/i;

/**
 * When a document came out, as precisely as the cell says: a year, a month, a day, or two with a slash between.
 * @returns null where the cell says that it has no date; undefined where it is none
 */
export function readPublished(cell: Cell, order?: DateOrder): string | null | undefined {
  const { text } = cell;
  if (text === '' || NO_DATE.test(text)) return null;
  const years = /^(\d{4})\s*[-–—/]\s*(\d{4})$/.exec(text);
  if (years) return checked(`${years[1]}/${years[2]}`);
  if (isPublicationDate(text)) return text;
  const read = readDay(cell, order);
  if (read.is !== 'day' || read.rounded === 'quarter') return undefined;
  return checked(read.rounded === 'month' ? read.day.slice(0, 7) : read.day);
}

function checked(date: string): string | undefined {
  return isPublicationDate(date) ? date : undefined;
}
