import { describe, expect, it } from '@jest/globals';
import { languageOf } from '../../../src/http/accepted-language.js';

describe('the language of an answer', () => {
  it.each([
    ['ru', 'en', 'ru'],
    [undefined, undefined, 'en'],
    [undefined, 'ru', 'ru'],
    [undefined, 'ru-BY,en;q=0.5', 'ru'],
    [undefined, 'de, ru;q=0.3, en;q=0.8', 'en'],
    [undefined, 'de', 'en'],
    [undefined, 'ru;q=0, *', 'en'],
    [undefined, 'RU;Q=1', 'ru'],
    [undefined, 'ru;q=7;;,', 'en'],
    [undefined, 'ru-RU, en', 'ru'],
  ] as const)('asked %s with Accept-Language %s it is %s', (asked, header, language) => {
    expect(languageOf(asked, header)).toBe(language);
  });
});
