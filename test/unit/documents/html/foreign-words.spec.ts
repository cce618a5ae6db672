import { describe, expect, it } from '@jest/globals';
import { partsOf } from '../../../../src/documents/html/foreign-words.js';

describe('the language of words on a page', () => {
  it('is not marked where they are in the language of the page', () => {
    expect(partsOf('Развивать диалог', 'ru', 'en')).toEqual([{ words: 'Развивать диалог' }]);
    expect(partsOf('Develop the dialogue', 'en', 'en')).toEqual([{ words: 'Develop the dialogue' }]);
    expect(partsOf('', 'ru', 'en')).toEqual([]);
  });

  it('is marked for words within a sentence of the page, and for them alone', () => {
    expect(partsOf('Оценка: Norland itself, 2023 (независимая)', 'ru')).toEqual([
      { words: 'Оценка: ' },
      { words: 'Norland itself', lang: 'en' },
      { words: ', 2023 (независимая)' },
    ]);
    expect(partsOf('Recorded by Анна Иванова.', 'en')).toEqual([
      { words: 'Recorded by ' },
      { words: 'Анна Иванова', lang: 'ru' },
      { words: '.' },
    ]);
  });

  it('leaves codes and names of formats to the sentence around them', () => {
    expect(partsOf('Цель EXT-09 в PDF', 'ru')).toEqual([{ words: 'Цель EXT-09 в PDF' }]);
  });

  it('is that of the plan or the source, not English, where that is written so', () => {
    expect(partsOf('Den Dialog fördern', 'ru', 'de')).toEqual([{ words: 'Den Dialog fördern', lang: 'de' }]);
    expect(partsOf('Den Dialog fördern', 'en', 'de')).toEqual([{ words: 'Den Dialog fördern', lang: 'de' }]);
    expect(partsOf('TASS', 'ru', 'en')).toEqual([{ words: 'TASS', lang: 'en' }]);
    expect(partsOf('対話を進める', 'ru', 'ja')).toEqual([{ words: '対話を進める', lang: 'ja' }]);
  });

  it('is said to be unknown where nothing tells it', () => {
    expect(partsOf('対話を進める', 'en')).toEqual([{ words: '対話を進める', lang: '' }]);
  });
});
