import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { renderToString } from 'preact-render-to-string';
import { textBlocks } from '../../../../src/sources/anchoring/body-paragraphs.js';
import { NormalisedText } from '../../../../src/sources/anchoring/normalised-text.js';
import { surroundings } from '../../../../src/sources/anchoring/surroundings.js';
import { marksIn } from '../../../../src/web/sources/marks.js';
import { type Marked, piecesOf, SourceText } from '../../../../src/web/sources/source-text.js';

/** Texts with what is hard about them: surrogate pairs, blank lines, combining marks, spaces in a row. */
const anyText = fc
  .array(fc.constantFrom('a', 'Ж', '😀', '𝒳', '\u0301', ' ', '  ', '\n', '\n\n', '\n \n', '<', '&'), {
    minLength: 1,
    maxLength: 60,
  })
  .map((parts) => new NormalisedText(parts.join('')));

function marked(id: string, start: number, end: number): Marked {
  return { id, start, end };
}

const anyMarks = fc
  .array(fc.tuple(fc.nat(70), fc.integer({ min: 1, max: 30 })), { maxLength: 6 })
  .map((places) => places.map(([start, length], at) => marked(`m${at}`, start, start + length)));

describe('the pieces of a paragraph', () => {
  it('joins pieces back into the paragraph, whatever passages overlap', () => {
    fc.assert(
      fc.property(anyText, anyMarks, (text, marks) => {
        for (const { start, end } of textBlocks(text)) {
          const pieces = piecesOf(start, end, marks);
          expect(pieces.map((piece) => text.slice(piece.start, piece.end)).join('')).toBe(
            text.slice(start, end),
          );
        }
      }),
    );
  });

  it("covers exactly each passage's part of the paragraph", () => {
    fc.assert(
      fc.property(anyText, anyMarks, (text, marks) => {
        for (const { start, end } of textBlocks(text)) {
          const pieces = piecesOf(start, end, marks);
          for (const mark of marks) {
            const covered = pieces.filter(({ ids }) => ids.includes(mark.id));
            const words = covered.map((piece) => text.slice(piece.start, piece.end)).join('');
            const [from, to] = [Math.max(mark.start, start), Math.min(mark.end, end)];
            expect(words).toBe(from < to ? text.slice(from, to) : '');
          }
        }
      }),
    );
  });

  it('cuts pieces where one passage begins inside another', () => {
    const pieces = piecesOf(0, 10, [marked('outer', 2, 8), marked('inner', 4, 6)]);
    expect(pieces).toEqual([
      { start: 0, end: 2, ids: [] },
      { start: 2, end: 4, ids: ['outer'] },
      { start: 4, end: 6, ids: ['outer', 'inner'] },
      { start: 6, end: 8, ids: ['outer'] },
      { start: 8, end: 10, ids: [] },
    ]);
  });
});

describe('the blocks of a text', () => {
  it('leaves out only white space', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const blocks = textBlocks(text).map(({ start, end }) => text.slice(start, end));
        expect(blocks.join('').replace(/\s/g, '')).toBe(text.text.replace(/\s/g, ''));
      }),
    );
  });

  it('counts blocks in code points', () => {
    const text = new NormalisedText('😀😀 one.\n\ntwo.');
    expect(textBlocks(text)).toEqual([
      { start: 0, end: 7 },
      { start: 9, end: 13 },
    ]);
  });
});

describe('a text with its passages marked', () => {
  const text = '😀 First paragraph here.\n\nHeading\n\nSecond paragraph, which goes on.';
  const whole = new NormalisedText(text);

  function html(marks: readonly Marked[], from = 0, next: number | null = null): string {
    const shown = { text: whole.slice(from, next ?? whole.length), from, next, sha256: 'x', language: 'en' };
    return renderToString(
      SourceText({
        ...shown,
        marks,
        margin: (paragraph, begins) => `${paragraph ?? ''}|${begins.join(',')}`,
      }),
    );
  }

  it('marks a passage in each of its paragraphs, with its id at the start', () => {
    const page = html([marked('p', 8, 45)]);
    expect(page.match(/id="passage-p"/g)).toHaveLength(1);
    expect(page.match(/<mark[^>]*>([^<]*)<\/mark>/g)?.map((mark) => mark.replace(/<[^>]+>/g, ''))).toEqual([
      whole.slice(8, 23),
      'Heading',
      whole.slice(34, 45),
    ]);
  });

  it('gives every passage its id, also at a shared start', () => {
    const page = html([marked('p', 2, 7), marked('q', 2, 17)]);
    expect(page).toContain('id="passage-p"');
    expect(page).toContain('id="passage-q"');
  });

  it('numbers paragraphs only where the whole text is at hand', () => {
    const margins = (page: string): string[] =>
      [...page.matchAll(/<div class="margin">([^<]*)</g)].map(([, margin]) => margin!);
    expect(margins(html([marked('p', 40, 44)]))).toEqual(['1|', '|', '2|p']);
    expect(margins(html([], 0, 25))).toEqual(['|']);
  });

  it('gives each paragraph its code point in the text', () => {
    const page = html([], 25);
    for (const [, start, words] of page.matchAll(/data-start="(\d+)" dir="auto">([^<]+)</g)) {
      expect(whole.slice(Number(start), Number(start) + [...words!].length)).toBe(words);
    }
    expect(page.match(/data-start/g)).toHaveLength(2);
  });
});

describe('the marks of a stretch', () => {
  const stretch = { text: 'one 😀 two three', from: 100 };
  const passage = (exact: string, start: number, found: string | null = null) => ({
    id: exact,
    exact,
    found,
    place: { start, end: start + [...(found ?? exact)].length },
  });

  it("marks only where the passage's words are", () => {
    expect(marksIn(stretch, [passage('two', 106), passage('two!', 106), passage('two', 105)])).toEqual([
      { id: 'two', start: 106, end: 109 },
    ]);
  });

  it('marks words that a person confirmed', () => {
    expect(marksIn(stretch, [passage('twain', 106, 'two')])).toEqual([{ id: 'twain', start: 106, end: 109 }]);
  });

  it('marks the part of a passage within the shown range', () => {
    expect(marksIn(stretch, [passage('and one', 96), passage('three and more', 110)])).toHaveLength(2);
    expect(marksIn(stretch, [passage('and two', 96), passage('threw and more', 110)])).toEqual([]);
    expect(marksIn(stretch, [passage('one', 97), passage('more', 115)])).toEqual([]);
  });
});

describe('what stands around a passage', () => {
  const text = 'Before.\n\nIt says 😀 words here.\n\nAfter.';
  it('shows a passage in its paragraph', () => {
    const start = 17;
    const shown = surroundings(text, { start, end: 24 }, { before: true, after: true });
    expect(shown).toEqual({
      before: 'It says ',
      words: '😀 words',
      after: ' here.',
      isCutBefore: false,
      isCutAfter: false,
    });
  });

  it('cuts the surroundings at the edge of the loaded text', () => {
    const edges = { before: true, after: false };
    expect(surroundings('of a long one', { start: 3, end: 4 }, edges)).toMatchObject({
      before: 'of ',
      isCutBefore: true,
      isCutAfter: false,
    });
  });
});
