import { awaitWork } from '../../workers/await-work.js';
import { WorkerPool, type WorkerPoolOptions, type WorkReason } from '../../workers/worker-pool.js';
import type { SuggestJobs } from './suggest-jobs.js';
import type { Candidate, SuggestInput } from './suggest.js';

const workshop = {
  entry: 'comparison/suggestions/suggest-worker.js',
  thing: 'comparison',
  refusal: (told: unknown): Error => new Error(String(told)),
};

/** Two plans that are too much work are the caller's to hear of too. */
const TOO_MUCH: readonly WorkReason[] = ['too-busy', 'closed', 'timed-out', 'out-of-memory'];

/** Looks for candidates in worker threads: two plans of thousands of objectives are work for a second. */
export class SuggestWorkers extends WorkerPool<SuggestJobs> {
  constructor(options?: WorkerPoolOptions) {
    super(workshop, { size: 1, queue: 20, ...options });
  }

  /**
   * See {@link distinctWords}.
   * @throws Refusal `too-busy`
   */
  words(texts: readonly string[]): Promise<string[]> {
    return awaitWork(this.ask('words', [texts]), TOO_MUCH);
  }

  /**
   * See {@link suggest}.
   * @throws Refusal `too-busy`
   */
  suggest(input: SuggestInput): Promise<Candidate[]> {
    return awaitWork(this.ask('suggest', [input]), TOO_MUCH);
  }
}
