import { Refusal } from '../../src/core/errors.js';

/** The refusal that this work ends in. @throws Error when it ends otherwise */
export function refusalOf(work: () => unknown): Refusal {
  try {
    work();
  } catch (error) {
    if (error instanceof Refusal) return error;
  }
  throw new Error('it was not refused');
}
