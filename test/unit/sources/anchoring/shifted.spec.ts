import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { describe as describePassage } from '../../../../src/sources/anchoring/describe.js';
import { NormalisedText } from '../../../../src/sources/anchoring/normalised-text.js';
import { type AnchoredPassage, reanchor } from '../../../../src/sources/anchoring/reanchor.js';

const SENTENCES = Array.from({ length: 12 }, (_, n) => `Sentence number ${n} tells of matter ${n * 7 + 3}.`);

/** One passage in the middle of each sentence. */
function passagesOf(text: NormalisedText, sentences: readonly string[]): AnchoredPassage[] {
  const whole = text.slice(0, text.length);
  return sentences.map((sentence, n) => {
    const start = Array.from(whole.slice(0, whole.indexOf(sentence))).length + 9;
    return { id: String(n), ...describePassage(text, start, start + Array.from(sentence).length - 12) };
  });
}

describe('a text that was altered', () => {
  const before = new NormalisedText(SENTENCES.join(' '));
  const passages = passagesOf(before, SENTENCES);

  it('reports exactly the passage of the altered sentence, however its length changed', () => {
    fc.assert(
      fc.property(
        fc.nat(SENTENCES.length - 1),
        fc.string({ minLength: 0, maxLength: 60, unit: fc.constantFrom(...'xyz ') }),
        (hit, words) => {
          const altered = SENTENCES.with(hit, `${words}!`);
          const { lines } = reanchor(new NormalisedText(altered.join(' ')), passages);
          expect(lines.filter(({ state }) => state !== 'verified').map(({ id }) => id)).toEqual([
            String(hit),
          ]);
        },
      ),
    );
  });

  it('lists verified passages that shifted', () => {
    const longer = new NormalisedText(`A new beginning. ${SENTENCES.join(' ')}`);
    const { counts, lines } = reanchor(longer, passages);
    expect(counts).toEqual({ verified: 12, relocated: 0, ambiguous: 0, lost: 0 });
    expect(new Set(lines.map(({ reason }) => reason))).toEqual(new Set(['exact-shifted']));
  });

  it('leaves a passage moved to another part to a person', () => {
    const moved = SENTENCES.toSpliced(3, 1).toSpliced(9, 0, SENTENCES[3]!);
    const { lines } = reanchor(new NormalisedText(moved.join(' ')), passages);
    const waiting = lines.filter(({ state }) => state !== 'verified');
    expect(waiting.map(({ id, state }) => [id, state])).toEqual([['3', 'relocated']]);
  });
});
