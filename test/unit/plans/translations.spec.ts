import { describe, expect, it } from '@jest/globals';
import { inLanguage } from '../../../src/plans/translations.js';

describe('words for a reader', () => {
  const titles = { ru: 'Углубить партнёрство', 'zh-Hant': '深化夥伴關係' };
  const title = 'Deepen the partnership';

  it("chooses words in the reader's language, with or without region", () => {
    expect(inLanguage(title, titles, 'ru')).toBe(titles.ru);
    expect(inLanguage(title, titles, 'ru-BY')).toBe(titles.ru);
    expect(inLanguage(title, titles, 'zh-Hant-TW')).toBe(titles['zh-Hant']);
  });

  it('falls back to the main words', () => {
    for (const language of ['en', 'zh', 'rus', 'r', ''])
      expect(inLanguage(title, titles, language)).toBe(title);
    expect(inLanguage(title, {}, 'ru')).toBe(title);
  });

  it('never reads translations from object prototypes', () => {
    expect(inLanguage(title, {}, 'constructor')).toBe(title);
  });
});
