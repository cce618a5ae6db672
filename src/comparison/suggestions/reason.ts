import { type Words, wordsOf } from '../../language/words.js';
import type { Shared } from './suggest.js';

const JOINED = {
  word: 'sharedForms',
  acronym: 'sharedAcronym',
  synonym: 'sharedSynonym',
  family: 'sharedBeginning',
} as const satisfies Record<Shared['kind'], string>;

/** Why two objectives may be linked, in a sentence for the person who decides. */
export function reasonOf(shared: readonly Shared[], words: Words = wordsOf('en')): string {
  const same = shared.filter(({ from, to }) => from.toLowerCase() === to.toLowerCase());
  const others = shared.filter((pair) => !same.includes(pair));
  const quoted = same.map(({ to }) => words.text('quoted', { words: to })).join(', ');
  const named = same.length === 0 ? [] : [words.text('sharedWordsAre', { words: quoted })];
  const sentence = [
    ...named,
    ...others.map(({ kind, from, to }) => words.text(JOINED[kind], { from, to })),
  ].join('; ');
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`;
}
