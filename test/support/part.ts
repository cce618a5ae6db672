/** Whether everything is tried, not a part: `npm run test:long`. */
export const isLong = (globalThis as { longForm?: boolean }).longForm === true;

/**
 * Every fourth of these, from another one for each place that they are tried in, so that over all places each is tried; in
 * the long form (`npm run test:long`) all of them everywhere.
 * @param at which place this is, counted from 0
 */
export function part<T>(all: readonly T[], at: number): readonly T[] {
  return isLong ? all : all.filter((_, n) => n % 4 === at % 4);
}
