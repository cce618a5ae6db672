import { parentPort } from 'node:worker_threads';
import type { Jobs, WorkAnswer, WorkRequest } from './worker-pool.js';

type Work<J extends Jobs<J>> = {
  [Name in keyof J]: (...args: J[Name]['args']) => J[Name]['result'] | Promise<J[Name]['result']>;
};

/**
 * The worker's side of a WorkerPool: one request, one answer, one at a time.
 * @param refused what to tell of an error that the caller is to know again; undefined for any other
 */
export function serveJobs<J extends Jobs<J>>(
  work: Work<J>,
  refused: (error: unknown) => unknown = () => undefined,
): void {
  const answerTo = async ({ job, args }: WorkRequest): Promise<WorkAnswer> => {
    try {
      return { done: await work[job as keyof J](...args) };
    } catch (error) {
      const told = refused(error);
      if (told !== undefined) return { refused: told };
      return { failed: error instanceof Error ? (error.stack ?? error.message) : String(error) };
    }
  };
  parentPort?.on('message', (request: WorkRequest) => {
    void answerTo(request).then((answer) => parentPort?.postMessage(answer));
  });
}
