import type { AnchoredPassage, ReanchorReport } from '../anchoring/reanchor.js';
import type { Located, Words } from '../anchoring/locate.js';
import type { ExtractedText } from './extract.js';
import type { UnreadableReason } from './unreadable-text.js';

/** What a worker can be asked for: the arguments and the result of each job. Both are copied between threads. */
export interface TextJobs {
  extract: { args: [bytes: Uint8Array, mediaType: string, charset?: string]; result: ExtractedText };
  reanchor: { args: [text: string, passages: readonly AnchoredPassage[]]; result: ReanchorReport };
  locate: { args: [text: string, words: Words]; result: Located };
}

/** An UnreadableText, as it is told from thread to thread. */
export interface ToldUnreadable {
  reason: UnreadableReason;
  message: string;
}
