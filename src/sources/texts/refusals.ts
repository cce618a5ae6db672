import { because } from '../../language/reasons.js';
import { Refusal } from '../../core/errors.js';
import { awaitWork } from '../../workers/await-work.js';
import { WorkFailed } from '../../workers/worker-pool.js';
import { UnreadableText } from './unreadable-text.js';

/** Awaits work on a text. What is wrong with the text, or too much work at once, becomes a refusal that says so. */
export async function refuseUnreadable<T>(work: Promise<T>): Promise<T> {
  try {
    return await awaitWork(work);
  } catch (error) {
    if (error instanceof UnreadableText) {
      throw new Refusal(
        'unreadable-text',
        error.message,
        undefined,
        { reason: error.reason },
        because(`reason:${error.reason}`),
      );
    }
    if (!(error instanceof WorkFailed)) throw error;
    const { reason, message } = error;
    if (reason === 'timed-out' || reason === 'out-of-memory') {
      throw new Refusal('unreadable-text', message, undefined, { reason }, because(`reason:${reason}`));
    }
    throw error;
  }
}
