import { existsSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { projectPath } from '../../config/project.js';
import type { Located, Words } from '../anchoring/locate.js';
import type { AnchoredPassage, ReanchorReport } from '../anchoring/reanchor.js';
import type { ExtractedText } from './extract.js';
import type { TextAnswer, TextJob, TextJobs, TextRequest } from './text-jobs.js';
import { UnreadableText } from './unreadable-text.js';

/** Why a worker gave no answer. `failed` and `not-built` are faults of the program; the others may be of the input. */
export type TextWorkReason =
  'timed-out' | 'out-of-memory' | 'crashed' | 'failed' | 'too-busy' | 'closed' | 'not-built';

/** The work on a text was given up. Nothing is left of it; the next job gets a new worker. */
export class TextWorkFailed extends Error {
  override readonly name = 'TextWorkFailed';

  constructor(
    readonly reason: TextWorkReason,
    message: string,
  ) {
    super(message);
  }
}

export interface TextWorkersOptions {
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

interface Waiting {
  request: TextRequest;
  transfer: ArrayBuffer[];
  resolve: (result: never) => void;
  reject: (error: Error) => void;
}

const megabyte = 2 ** 20;

/**
 * Works on texts in threads of their own, so that the event loop stays free for other requests. Workers are started
 * when needed, kept for the next job, and do not keep the process alive when idle. One that crashes, takes
 * too long or too much memory is done away with.
 *
 * Every method rejects with {@link TextWorkFailed} when the work was given up.
 */
export class TextWorkers {
  private readonly options: Required<TextWorkersOptions>;
  private readonly idle: Worker[] = [];
  private readonly busy = new Map<Worker, Waiting>();
  private readonly waiting: Waiting[] = [];
  private closed = false;

  constructor(options: TextWorkersOptions = {}) {
    const workerFile = projectPath('dist/src/sources/texts/text-worker.js');
    const usual = { size: 2, queue: 50, timeoutMs: 60_000, heapMb: 512, growthMb: 1024, workerFile };
    this.options = { ...usual, ...options };
  }

  /**
   * See {@link extractText}. The bytes are handed over, not copied, where the array has its buffer to itself: it is
   * empty afterwards.
   * @throws UnreadableText
   */
  extract(bytes: Uint8Array, mediaType: string, charset?: string): Promise<ExtractedText> {
    const own = bytes.byteLength === bytes.buffer.byteLength && bytes.buffer instanceof ArrayBuffer;
    const handed = own ? new Uint8Array(bytes.buffer) : new Uint8Array(bytes);
    return this.ask('extract', [handed, mediaType, charset], [handed.buffer]);
  }

  /** See {@link reanchor}. The text is brought into its canonical form first. */
  reanchor(text: string, passages: readonly AnchoredPassage[]): Promise<ReanchorReport> {
    return this.ask('reanchor', [text, passages]);
  }

  /** See {@link locate}. The text is brought into its canonical form first. */
  locate(text: string, words: Words): Promise<Located> {
    return this.ask('locate', [text, words]);
  }

  /** Ends all workers; what was under way or waiting is rejected as `closed`. */
  async close(): Promise<void> {
    this.closed = true;
    const closing = new TextWorkFailed('closed', 'The service is stopping.');
    for (const { reject } of [...this.waiting.splice(0), ...this.busy.values()]) reject(closing);
    await Promise.all([...this.idle.splice(0), ...this.busy.keys()].map((worker) => worker.terminate()));
  }

  private ask<J extends TextJob>(
    job: J,
    args: TextJobs[J]['args'],
    transfer: ArrayBuffer[] = [],
  ): Promise<TextJobs[J]['result']> {
    const { workerFile, queue } = this.options;
    return new Promise((resolve, reject) => {
      if (this.closed) throw new TextWorkFailed('closed', 'The service is stopping.');
      if (this.waiting.length >= queue)
        throw new TextWorkFailed('too-busy', `${queue} texts are waiting already. Try again in a minute.`);
      if (!existsSync(workerFile))
        throw new TextWorkFailed(
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
      this.giveUp(worker, new TextWorkFailed('failed', `The job could not be handed over: ${String(error)}`));
    }
  }

  private start(): Worker {
    const { workerFile, heapMb } = this.options;
    const resourceLimits = { maxOldGenerationSizeMb: heapMb };
    const worker = new Worker(workerFile, { resourceLimits, execArgv: [], env: {} });
    worker.on('message', (answer: TextAnswer) => this.settle(worker, answer));
    worker.on('error', (error: NodeJS.ErrnoException) => this.giveUp(worker, lossOf(error)));
    worker.on('exit', (code) =>
      this.giveUp(worker, new TextWorkFailed('crashed', `The worker ended with code ${code}.`)),
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
            new TextWorkFailed('timed-out', `The text took more than ${timeoutMs / 1000} s.`),
          );
        else if (process.memoryUsage.rss() > most) this.giveUp(worker, outOfMemory());
      },
      Math.min(100, timeoutMs),
    );
    check.unref();
  }

  private settle(worker: Worker, answer: TextAnswer): void {
    const task = this.busy.get(worker);
    if (!task) return;
    this.busy.delete(worker);
    worker.unref();
    this.idle.push(worker);
    if ('done' in answer) task.resolve(answer.done as never);
    else if ('unreadable' in answer) task.reject(new UnreadableText(answer.unreadable, answer.message));
    else task.reject(new TextWorkFailed('failed', `The work on the text failed: ${answer.failed}`));
    this.next();
  }

  /** Does away with a worker, whatever it does; its job, if it has one, fails. */
  private giveUp(worker: Worker, error: TextWorkFailed): void {
    const task = this.busy.get(worker);
    this.busy.delete(worker);
    if (this.idle.includes(worker)) this.idle.splice(this.idle.indexOf(worker), 1);
    void worker.terminate();
    task?.reject(error);
    this.next();
  }
}

function lossOf(error: NodeJS.ErrnoException): TextWorkFailed {
  if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') return outOfMemory();
  return new TextWorkFailed('crashed', `The worker crashed: ${error.stack ?? error.message}`);
}

function outOfMemory(): TextWorkFailed {
  return new TextWorkFailed('out-of-memory', 'The text takes more memory than one text may have.');
}
