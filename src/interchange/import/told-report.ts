import type { Reason } from '../../language/reasons.js';
import { wordsOf } from '../../language/words.js';
import type { ReadingReport } from './import-report.js';

type Told = Pick<ReadingReport, 'faults' | 'warnings' | 'leftOut'>;

const ENGLISH = wordsOf('en');

/** What is told of a place in a file, with its reason put into words for programs. */
export function told<Note extends { why: Reason }>(note: Note): Note & { message: string } {
  return { ...note, message: ENGLISH.reason(note.why) };
}

/** What a report tells, in words alone: the reasons behind them are for pages. */
export function withoutReasons({ faults, warnings, leftOut }: Told): Told {
  const bare = <N extends { why?: unknown }>({ why: _why, ...note }: N): Omit<N, 'why'> => note;
  return {
    faults: faults.map(bare),
    warnings: warnings.map(bare),
    leftOut: leftOut.map(bare),
  };
}
