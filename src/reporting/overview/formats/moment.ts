import type { OverviewReport } from '../overview.js';

/**
 * The newest change among what the table shows, which stands in files as the time of their making: so the same table
 * gives the same bytes. RFC 3339; an empty table has but its day.
 */
export function latestKnownAt({ overview, cards }: OverviewReport): string {
  const all = cards.map(({ knownAt }) => knownAt).sort();
  return all.at(-1) ?? `${overview.asOf}T00:00:00.000Z`;
}
