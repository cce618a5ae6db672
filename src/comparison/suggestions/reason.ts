import { LANGUAGES } from '../../language/languages.js';
import { type Words, wordsOf } from '../../language/words.js';
import type { Shared } from './suggest.js';

const JOINED = {
  word: 'sharedForms',
  acronym: 'sharedAcronym',
  synonym: 'sharedSynonym',
  family: 'sharedBeginning',
} as const satisfies Record<Shared['kind'], string>;

/** Why two objectives may be linked, in a sentence for the person who decides; null where they share no words. */
export function reasonOf(shared: readonly Shared[], words: Words = wordsOf('en')): string | null {
  if (shared.length === 0) return null;
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

/** Stands for a word where the pattern of a sentence is made. */
const HOLE = '\u0001';
const WORD = '[^;“”«»"]+';

/** What {@link reasonOf} writes, in any language, as patterns of a whole sentence: whatever words it quotes. */
const WRITTEN: readonly RegExp[] = LANGUAGES.map((language) => {
  const words = wordsOf(language);
  const quoted = patternOf(words.text('quoted', { words: HOLE }));
  const named = patternOf(words.text('sharedWordsAre', { words: HOLE }));
  const parts = [
    named.replace(WORD, `${quoted}(?:, ${quoted})*`),
    ...Object.values(JOINED).map((key) => patternOf(words.text(key, { from: HOLE, to: HOLE }))),
  ];
  const part = `(?:${parts.join('|')})`;
  return new RegExp(`^${part}(?:; ${part})*\\.$`, 'iu');
});

function patternOf(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&').replaceAll(HOLE, WORD);
}

/** Whether a reason is a sentence of {@link reasonOf}, and not a person's own. */
export function isSuggestedReason(reason: string): boolean {
  return WRITTEN.some((written) => written.test(reason.trim()));
}
