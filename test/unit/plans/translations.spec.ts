import { describe, expect, it } from '@jest/globals';
import { inLanguage } from '../../../src/plans/translations.js';

describe('words for a reader', () => {
  const titles = { ru: 'Углубить партнёрство', 'zh-Hant': '深化夥伴關係' };
  const title = 'Deepen the partnership';

  it('are in their language, or in the language without the region', () => {
    expect(inLanguage(title, titles, 'ru')).toBe(titles.ru);
    expect(inLanguage(title, titles, 'ru-BY')).toBe(titles.ru);
    expect(inLanguage(title, titles, 'zh-Hant-TW')).toBe(titles['zh-Hant']);
  });

  it('are the main ones where there is no translation', () => {
    for (const language of ['en', 'zh', 'rus', 'r', ''])
      expect(inLanguage(title, titles, language)).toBe(title);
    expect(inLanguage(title, {}, 'ru')).toBe(title);
  });

  it('are never taken from what every object has', () => {
    expect(inLanguage(title, {}, 'constructor')).toBe(title);
  });
});
