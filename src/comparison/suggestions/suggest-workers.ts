import { Refusal } from '../../core/errors.js';
import { WorkerPool, type WorkerPoolOptions, WorkFailed } from '../../workers/worker-pool.js';
import type { SuggestJobs } from './suggest-jobs.js';
import type { Candidate, SuggestInput } from './suggest.js';

const workshop = {
  entry: 'comparison/suggestions/suggest-worker.js',
  thing: 'comparison',
  refusal: (told: unknown): Error => new Error(String(told)),
};

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
    return refuseUnreadable(this.ask('words', [texts]));
  }

  /**
   * See {@link suggest}.
   * @throws Refusal `too-busy`
   */
  suggest(input: SuggestInput): Promise<Candidate[]> {
    return refuseUnreadable(this.ask('suggest', [input]));
  }
}

/** Too much work at once, or too much work, is the caller's to hear of; any other failure is a fault of the program. */
async function refuseUnreadable<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const isOurs = error instanceof WorkFailed && !['crashed', 'failed', 'not-built'].includes(error.reason);
    throw isOurs ? new Refusal('too-busy', error.message) : error;
  }
}
