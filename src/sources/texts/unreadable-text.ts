/** Why no text could be had from a document. */
export const UNREADABLE_REASONS = [
  'unsupported-type',
  'empty',
  'too-large',
  'too-long',
  'binary',
  'unknown-charset',
  'wrong-charset',
  'too-complex',
  'broken',
  'encrypted',
  'no-text-layer',
  'too-many-pages',
  'expands-too-far',
] as const;
export type UnreadableReason = (typeof UNREADABLE_REASONS)[number];

/** A document that gives no text. The message says what is wrong with it and what to do, for anyone who sent it. */
export class UnreadableText extends Error {
  override readonly name = 'UnreadableText';

  constructor(
    readonly reason: UnreadableReason,
    message: string,
  ) {
    super(message);
  }
}
