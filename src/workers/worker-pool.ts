import { existsSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { projectPath } from '../config/project.js';

/** One job for a worker, as it arrives there. */
export interface WorkRequest {
  job: string;
  args: unknown[];
}

/**
 * What a worker answers. Errors keep neither class nor fields between threads: one that the caller is to know again is
 * told as `refused`.
 */
export type WorkAnswer = { done: unknown } | { refused: unknown } | { failed: string };

/** Why a worker gave no answer. `failed` and `not-built` are faults of the program; the others may be of the input. */
export type WorkReason =
  'timed-out' | 'out-of-memory' | 'crashed' | 'failed' | 'too-busy' | 'closed' | 'not-built';

/** The work was given up. Nothing is left of it; the next job gets a new worker. */
export class WorkFailed extends Error {
  override readonly name = 'WorkFailed';

  constructor(
    readonly reason: WorkReason,
    message: string,
  ) {
    super(message);
  }
}

export interface WorkerPoolOptions {
  /** Workers at a time. */
  size?: number;
  /** Jobs that may wait for one. */
  queue?: number;
  /** For one job, from when a worker takes it up. */
  timeoutMs?: number;
  /** JavaScript heap of one worker. */
  heapMb?: number;
  /** By how much the whole process may grow during a job: buffers, such as an unpacked PDF's, lie outside the heap. */
  growthMb?: number;
  workerFile?: string;
}

/** What a pool works on. */
export interface Workshop {
  /** The entry of its workers, below dist/src/. */
  entry: string;
  /** What one piece of work is called in messages, such as `text`. */
  thing: string;
  /** The error of what a worker has refused. */
  refusal: (refused: unknown) => Error;
}

interface Waiting {
  request: WorkRequest;
  transfer: ArrayBuffer[];
  resolve: (result: never) => void;
  reject: (error: Error) => void;
}

const megabyte = 2 ** 20;

/** What each job of a pool takes and gives. Both are copied between threads. */
export type Jobs<J> = { [Name in keyof J]: { args: unknown[]; result: unknown } };

/**
 * Works in threads of their own, so that the event loop stays free for other requests. Workers are started
 * when needed, kept for the next job, and do not keep the process alive when idle. One that crashes, takes
 * too long or too much memory is done away with.
 */
export class WorkerPool<J extends Jobs<J>> {
  private readonly options: Required<WorkerPoolOptions>;
  private readonly idle: Worker[] = [];
  private readonly busy = new Map<Worker, Waiting>();
  private readonly waiting: Waiting[] = [];
  private closed = false;

  constructor(
    private readonly workshop: Workshop,
    options: WorkerPoolOptions = {},
  ) {
    const workerFile = projectPath(`dist/src/${workshop.entry}`);
    const usual = { size: 2, queue: 50, timeoutMs: 60_000, heapMb: 512, growthMb: 1024, workerFile };
    this.options = { ...usual, ...options };
  }

  /** Ends all workers; what was under way or waiting is rejected as `closed`. */
  async close(): Promise<void> {
    this.closed = true;
    const closing = new WorkFailed('closed', 'The service is stopping.');
    for (const { reject } of [...this.waiting.splice(0), ...this.busy.values()]) reject(closing);
    await Promise.all([...this.idle.splice(0), ...this.busy.keys()].map((worker) => worker.terminate()));
  }

  /**
   * Has a worker do a job.
   * @param transfer buffers that are handed over instead of copied
   * @throws WorkFailed when the work was given up
   */
  ask<Name extends keyof J & string>(
    job: Name,
    args: J[Name]['args'],
    transfer: ArrayBuffer[] = [],
  ): Promise<J[Name]['result']> {
    const { workerFile, queue } = this.options;
    return new Promise((resolve, reject) => {
      if (this.closed) throw new WorkFailed('closed', 'The service is stopping.');
      if (this.waiting.length >= queue)
        throw new WorkFailed('too-busy', `${queue} jobs are already waiting. Try again in a minute.`);
      if (!existsSync(workerFile))
        throw new WorkFailed(
          'not-built',
          `${workerFile} is missing: build the program with "npm run build".`,
        );
      this.waiting.push({ request: { job, args }, transfer, resolve, reject });
      this.next();
    });
  }

  private next(): void {
    if (this.closed || this.waiting.length === 0 || this.busy.size >= this.options.size) return;
    const worker = this.idle.pop() ?? this.start();
    const task = this.waiting.shift()!;
    this.busy.set(worker, task);
    worker.ref();
    this.watch(worker, task);
    try {
      worker.postMessage(task.request, task.transfer);
    } catch (error) {
      this.giveUp(
        worker,
        new WorkFailed('failed', `The job could not be passed to a worker: ${String(error)}`),
      );
    }
  }

  private start(): Worker {
    const { workerFile, heapMb } = this.options;
    const resourceLimits = { maxOldGenerationSizeMb: heapMb };
    const worker = new Worker(workerFile, { resourceLimits, execArgv: [], env: {} });
    worker.on('message', (answer: WorkAnswer) => this.settle(worker, answer));
    worker.on('error', (error: NodeJS.ErrnoException) => this.giveUp(worker, this.lossOf(error)));
    worker.on('exit', (code) =>
      this.giveUp(worker, new WorkFailed('crashed', `The worker stopped with exit code ${code}.`)),
    );
    return worker;
  }

  /** Gives a job up when it takes too long, or when the process grows too much meanwhile. */
  private watch(worker: Worker, task: Waiting): void {
    const { timeoutMs, growthMb } = this.options;
    const most = process.memoryUsage.rss() + growthMb * megabyte;
    const until = performance.now() + timeoutMs;
    const check = setInterval(
      () => {
        if (this.busy.get(worker) !== task) return clearInterval(check);
        if (performance.now() >= until)
          this.giveUp(
            worker,
            new WorkFailed(
              'timed-out',
              `The ${this.workshop.thing} took longer than ${timeoutMs / 1000} s to process.`,
            ),
          );
        else if (process.memoryUsage.rss() > most) this.giveUp(worker, this.outOfMemory());
      },
      Math.min(100, timeoutMs),
    );
    check.unref();
  }

  private settle(worker: Worker, answer: WorkAnswer): void {
    const task = this.busy.get(worker);
    if (!task) return;
    this.busy.delete(worker);
    worker.unref();
    this.idle.push(worker);
    if ('done' in answer) task.resolve(answer.done as never);
    else if ('failed' in answer)
      task.reject(new WorkFailed('failed', `Processing the ${this.workshop.thing} failed: ${answer.failed}`));
    else task.reject(this.workshop.refusal(answer.refused));
    this.next();
  }

  /** Does away with a worker, whatever it does; its job, if it has one, fails. */
  private giveUp(worker: Worker, error: WorkFailed): void {
    const task = this.busy.get(worker);
    this.busy.delete(worker);
    if (this.idle.includes(worker)) this.idle.splice(this.idle.indexOf(worker), 1);
    void worker.terminate();
    task?.reject(error);
    this.next();
  }

  private lossOf(error: NodeJS.ErrnoException): WorkFailed {
    if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') return this.outOfMemory();
    return new WorkFailed('crashed', `The worker crashed: ${error.stack ?? error.message}`);
  }

  private outOfMemory(): WorkFailed {
    const { thing } = this.workshop;
    return new WorkFailed('out-of-memory', `The ${thing} needs more memory than the limit allows.`);
  }
}
