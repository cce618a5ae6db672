import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { mark, type Piece, SNIPPET, snippet } from '../../../src/search/marking.js';
import { codeIn, plainly, wordsToLiken } from '../../../src/search/typed.js';

const joined = (pieces: Piece[]): string => pieces.map(({ text }) => text).join('');
const marked = (pieces: Piece[]): string[] => pieces.filter(({ match }) => match).map(({ text }) => text);

describe('marking words', () => {
  it('marks whole words only, whatever their case', () => {
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

  it('marks a word that the text breaks with soft hyphens, or writes with a curly apostrophe', () => {
    expect(marked(mark('de\u00ADlimi\u00ADtation', ['delimitation']))).toEqual(['de\u00ADlimi\u00ADtation']);
    expect(marked(mark('o’clock', ["o'clock"]))).toEqual(['o’clock']);
  });

  it('takes words with signs in them as they are', () => {
    expect(marked(mark('see a.b+c(d)[e] and axb', ['a.b+c(d)[e]']))).toEqual(['a.b+c(d)[e]']);
    expect(marked(mark('EXT-09', ['-09']))).toEqual(['-09']);
  });

  it('never changes the text, whatever the text and the words', () => {
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

  it('is the whole text where that is short', () => {
    expect(joined(snippet(['A short title'], ['title']))).toBe('A short title');
  });

  it('shows the first text that has a match', () => {
    expect(joined(snippet(['A title', 'A remark'], ['remark']))).toBe('A remark');
    expect(joined(snippet(['A title', 'A remark'], ['absent']))).toBe('A title');
  });

  it('shows of a long text the stretch with the matches, cut at blanks', () => {
    const pieces = snippet([long], ['border', 'delimitation']);
    expect(marked(pieces)).toEqual(['border', 'delimitation']);
    expect(joined(pieces)).toMatch(/^…(before )+the border delimitation (after )*after…$/);
    expect(joined(pieces).length).toBeLessThanOrEqual(SNIPPET + 2);
  });

  it('is a part of the text between its ellipses, not much too long, with a match if there is one', () => {
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
  it('is looked for by likeness only where it asks for no exact words', () => {
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

  it('may be a code, in several spellings', () => {
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
