import type { Shared } from './suggest.js';

const JOINED: Record<Shared['kind'], (shared: Shared) => string> = {
  word: ({ from, to }) => `"${from}" and "${to}" are one word`,
  acronym: ({ from, to }) => `"${from}" and "${to}" are one name`,
  synonym: ({ from, to }) => `"${from}" goes with "${to}"`,
  family: ({ from, to }) => `"${from}" and "${to}" begin alike`,
};

/** Why two objectives may belong together, in a sentence for the person who decides. */
export function reasonOf(shared: readonly Shared[]): string {
  const same = shared.filter(({ from, to }) => from.toLowerCase() === to.toLowerCase());
  const others = shared.filter((pair) => !same.includes(pair));
  const named = same.length === 0 ? [] : [`both name ${same.map(({ to }) => `"${to}"`).join(', ')}`];
  const sentence = [...named, ...others.map((pair) => JOINED[pair.kind](pair))].join('; ');
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`;
}
