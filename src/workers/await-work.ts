import { Refusal } from '../core/errors.js';
import { WorkFailed, type WorkReason } from './worker-pool.js';

/**
 * Awaits the work of a pool. Too much work at once is for the caller to know of; any other failure stays as it is.
 * @param busy the reasons that count as too much work
 * @throws Refusal `too-busy`
 */
export async function awaitWork<T>(
  work: Promise<T>,
  busy: readonly WorkReason[] = ['too-busy', 'closed'],
): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const isBusy = error instanceof WorkFailed && busy.includes(error.reason);
    throw isBusy ? new Refusal('too-busy', error.message) : error;
  }
}
