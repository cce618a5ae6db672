import type { Candidate, SuggestInput } from './suggest.js';

/** What a worker can be asked for: the arguments and the result of each job. Both are copied between threads. */
export interface SuggestJobs {
  words: { args: [texts: readonly string[]]; result: string[] };
  suggest: { args: [input: SuggestInput]; result: Candidate[] };
}
