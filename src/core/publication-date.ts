import { isDay } from './dates.js';

/** A year, a month or a day: a date of EDTF level 0 (ISO 8601-2:2019). */
const DATE = /^\d{4}(-(0[1-9]|1[0-2])(-\d{2})?)?$/;

/**
 * Whether `value` says when a document came out as precisely as is known: `2023`, `2023-12`, `2023-12-04`, or two of these
 * with a slash between, the earlier first (an interval of EDTF level 0).
 */
export function isPublicationDate(value: unknown): value is string {
  if (typeof value !== 'string') return false;
  const dates = value.split('/');
  const [from, to] = dates;
  if (dates.length > 2 || !dates.every(isDate)) return false;
  return to === undefined || firstDay(from!) <= lastDay(to);
}

/** The year, month and day of each end of a publication date, as far as they are known. */
export function partsOfPublicationDate(value: string): number[][] {
  return value.split('/').map((date) => date.split('-').map(Number));
}

function isDate(text: string): boolean {
  return DATE.test(text) && isDay(firstDay(text));
}

function firstDay(date: string): string {
  return date + '-01-01'.slice(date.length - 4);
}

/** For comparing alone: not every month has 31 days. */
function lastDay(date: string): string {
  return date + '-12-31'.slice(date.length - 4);
}
