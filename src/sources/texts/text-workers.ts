import { WorkerPool, type WorkerPoolOptions } from '../../workers/worker-pool.js';
import type { Located, Words } from '../anchoring/locate.js';
import type { AnchoredPassage, ReanchorReport } from '../anchoring/reanchor.js';
import type { ExtractedText } from './extract.js';
import type { TextJobs, ToldUnreadable } from './text-jobs.js';
import { UnreadableText } from './unreadable-text.js';

const workshop = {
  entry: 'sources/texts/text-worker.js',
  thing: 'text',
  refusal: (told: unknown): Error => {
    const { reason, message } = told as ToldUnreadable;
    return new UnreadableText(reason, message);
  },
};

/**
 * Works on texts in worker threads. Every method rejects with {@link WorkFailed} when the work was given up.
 */
export class TextWorkers extends WorkerPool<TextJobs> {
  constructor(options?: WorkerPoolOptions) {
    super(workshop, options);
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
}
