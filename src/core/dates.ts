/** The days that PostgreSQL and JavaScript both write with four digits. */
const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const INSTANT =
  /^(\d{4}-\d{2}-\d{2})[Tt]([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?([Zz]|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

/** Whether `value` is a day of the calendar as `YYYY-MM-DD` (so not 2023-02-30, and no year 0000). */
export function isDay(value: unknown): value is string {
  if (typeof value !== 'string' || !DAY.test(value) || value.startsWith('0000')) return false;
  const date = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value);
}

/** Whether `value` is an RFC 3339 instant with its offset, in UTC too of a year from 0001 to 9999. */
export function isInstant(value: unknown): value is string {
  const parts = typeof value === 'string' ? INSTANT.exec(value) : null;
  if (parts === null || !isDay(parts[1])) return false;
  const date = new Date(value as string);
  return !Number.isNaN(date.getTime()) && isDay(today(date));
}

/** Today in UTC: the one clock by which the service says whether a day lies in the future. */
export function today(now: Date = new Date()): string {
  return now.toISOString().slice(0, 10);
}
