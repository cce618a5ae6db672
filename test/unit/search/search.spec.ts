import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { mark, type Piece, SNIPPET, snippet } from '../../../src/search/marking.js';
import { codeIn, plainly, wordsToLiken } from '../../../src/search/typed.js';

const joined = (pieces: Piece[]): string => pieces.map(({ text }) => text).join('');
const marked = (pieces: Piece[]): string[] => pieces.filter(({ match }) => match).map(({ text }) => text);

describe('marking words', () => {
  it('marks whole words in any case', () => {
    expect(mark('The OSCE and osce, not OSCEs', ['osce'])).toEqual([
      { text: 'The ', match: false },
      { text: 'OSCE', match: true },
      { text: ' and ', match: false },
      { text: 'osce', match: true },
      { text: ', not OSCEs', match: false },
    ]);
  });

  it('marks Cyrillic words as whole words', () => {
    expect(marked(mark('Страны и страна', ['страны']))).toEqual(['Страны']);
  });

  it('marks words with soft hyphens or curly apostrophes', () => {
    expect(marked(mark('de\u00ADlimi\u00ADtation', ['delimitation']))).toEqual(['de\u00ADlimi\u00ADtation']);
    expect(marked(mark('o’clock', ["o'clock"]))).toEqual(['o’clock']);
  });

  it('treats signs in words as plain characters', () => {
    expect(marked(mark('see a.b+c(d)[e] and axb', ['a.b+c(d)[e]']))).toEqual(['a.b+c(d)[e]']);
    expect(marked(mark('EXT-09', ['-09']))).toEqual(['-09']);
  });

  it('never changes the marked text', () => {
    const text = fc.string({ unit: 'binary' });
    fc.assert(
      fc.property(text, fc.array(fc.string({ unit: 'binary', minLength: 1 })), (written, words) => {
        expect(joined(mark(written, words))).toBe(written);
      }),
    );
  });
});

describe('a snippet', () => {
  const long = `${'before '.repeat(80)}the border delimitation ${'after '.repeat(80)}`;

  it('shows a short text in full', () => {
    expect(joined(snippet(['A short title'], ['title']))).toBe('A short title');
  });

  it('shows the first text with a match', () => {
    expect(joined(snippet(['A title', 'A remark'], ['remark']))).toBe('A remark');
    expect(joined(snippet(['A title', 'A remark'], ['absent']))).toBe('A title');
  });

  it('shows the matching part of a long text, cut at blanks', () => {
    const pieces = snippet([long], ['border', 'delimitation']);
    expect(marked(pieces)).toEqual(['border', 'delimitation']);
    expect(joined(pieces)).toMatch(/^…(before )+the border delimitation (after )*after…$/);
    expect(joined(pieces).length).toBeLessThanOrEqual(SNIPPET + 2);
  });

  it('shows a bounded part of the text with a match', () => {
    const word = fc.constantFrom(
      'border',
      'a',
      'delimitation',
      'страны',
      '🙂🙂',
      '\n',
      '<mark>',
      'x'.repeat(300),
    );
    fc.assert(
      fc.property(
        fc.array(word, { maxLength: 200 }),
        fc.constantFrom<string[]>(['border'], ['a', 'страны']),
        (words, asked) => {
          const text = words.join(' ');
          const pieces = snippet([text], asked);
          const shown = joined(pieces).replace(/^…|…$/g, '');
          expect(text).toContain(shown);
          expect(shown.length).toBeLessThanOrEqual(SNIPPET);
          expect(shown).not.toMatch(/\p{Surrogate}/u);
          expect(marked(pieces).length > 0).toBe(words.some((one) => asked.includes(one)));
        },
      ),
    );
  });
});

describe('what was typed', () => {
  it('searches by likeness unless exact words are asked for', () => {
    expect(wordsToLiken('the bordr delimitaton')).toEqual(['bordr', 'delimitaton']);
    for (const exact of [
      '"border line"',
      plainly('«border»'),
      'border -line',
      'border OR line',
      '2023',
      'EU',
    ]) {
      expect(wordsToLiken(exact)).toEqual([]);
    }
  });

  it('recognises a code in several spellings', () => {
    expect(['EXT-09', 'ext 9', ' KZ1.1 ', 'Страны', '"EXT"', ''].map(codeIn)).toEqual([
      'EXT-09',
      'ext 9',
      'KZ1.1',
      null,
      null,
      null,
    ]);
  });
});
