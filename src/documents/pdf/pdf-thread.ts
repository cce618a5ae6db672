import { existsSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { projectPath } from '../../config/project.js';
import { Refusal } from '../../core/errors.js';
import type { PdfAnswer } from './pdf-worker.js';
import type { PrintJob } from './print-job.js';

export interface PdfThreadOptions {
  /** Reports that may wait. */
  queue?: number;
  /** For one report, from when it is taken up. */
  timeoutMs?: number;
  /** JavaScript heap of the thread. */
  heapMb?: number;
  workerFile?: string;
}

interface Waiting {
  job: PrintJob;
  resolve: (pdf: Buffer) => void;
  reject: (error: Error) => void;
}

/**
 * Draws PDFs in a thread of their own, one after another: to set the type and to subset the fonts takes some hundred
 * milliseconds, in which the event loop would answer nobody. The thread is started when it is first needed, kept with
 * its fonts, and does not keep the process alive.
 */
export class PdfThread {
  private readonly options: Required<PdfThreadOptions>;
  private readonly waiting: Waiting[] = [];
  private current: Waiting | undefined;
  private worker: Worker | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(options: PdfThreadOptions = {}) {
    const workerFile = projectPath('dist/src/documents/pdf/pdf-worker.js');
    this.options = { queue: 20, timeoutMs: 60_000, heapMb: 256, workerFile, ...options };
  }

  /**
   * @throws Refusal `too-busy` where too many wait already
   * @throws Error where the drawing failed, took too long or too much memory
   */
  draw(job: PrintJob): Promise<Buffer> {
    const { queue, workerFile } = this.options;
    if (this.waiting.length >= queue)
      throw new Refusal(
        'too-busy',
        `${queue} reports are waiting to be drawn already. Try again in a minute.`,
      );
    if (!existsSync(workerFile))
      throw new Error(`${workerFile} is missing: build the program with "npm run build".`);
    return new Promise((resolve, reject) => {
      this.waiting.push({ job, resolve, reject });
      this.next();
    });
  }

  /** Ends the thread; what was under way or waiting fails. */
  async close(): Promise<void> {
    const left = this.waiting.splice(0);
    const { worker } = this;
    this.lose(new Error('The service is stopping.'));
    for (const { reject } of left) reject(new Error('The service is stopping.'));
    await worker?.terminate();
  }

  private next(): void {
    if (this.current) return;
    const task = this.waiting.shift();
    if (!task) return;
    this.current = task;
    this.worker ??= this.start();
    this.worker.ref();
    const { timeoutMs } = this.options;
    this.timer = setTimeout(
      () => this.lose(new Error(`The PDF took more than ${timeoutMs / 1000} s.`)),
      timeoutMs,
    );
    this.worker.postMessage(task.job);
  }

  private start(): Worker {
    const { workerFile, heapMb } = this.options;
    const worker = new Worker(workerFile, {
      resourceLimits: { maxOldGenerationSizeMb: heapMb },
      execArgv: [],
      env: {},
    });
    worker.on('message', (answer: PdfAnswer) => {
      if (this.worker === worker) this.settle(answer);
    });
    const lost = (error: Error): void => {
      if (this.worker === worker) this.lose(error);
    };
    worker.on('error', lost);
    worker.on('exit', (code) => lost(new Error(`The thread that draws PDFs ended with code ${code}.`)));
    return worker;
  }

  private settle(answer: PdfAnswer): void {
    const task = this.done();
    this.worker?.unref();
    if ('pdf' in answer) {
      const { buffer, byteOffset, byteLength } = answer.pdf;
      task?.resolve(Buffer.from(buffer, byteOffset, byteLength));
    } else task?.reject(new Error(`The PDF could not be drawn: ${answer.failed}`));
    this.next();
  }

  /** Does away with the thread; the report under way fails, those behind it get a new one. */
  private lose(error: Error): void {
    const { worker } = this;
    this.worker = undefined;
    void worker?.terminate();
    this.done()?.reject(error);
    this.next();
  }

  private done(): Waiting | undefined {
    clearTimeout(this.timer);
    const task = this.current;
    this.current = undefined;
    return task;
  }
}

/** The one thread of the program. */
const thread = new PdfThread();

/** A report as a PDF, drawn off the event loop; see {@link PdfThread.draw}. */
export function pdf(job: PrintJob): Promise<Buffer> {
  return thread.draw(job);
}
