import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { TEXTS, wordsOf } from '../../../src/language/words.js';

type Entries = Record<string, string | Record<string, string>>;
const english = TEXTS.en as Entries;
const others = Object.entries(TEXTS).filter(([language]) => language !== 'en') as [string, Entries][];

function placeholders(text: string): string[] {
  return [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!).sort();
}

function sources(folder: string): string {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !/texts\.\w+\.ts$/.test(name))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n');
}

describe('the catalogue of texts', () => {
  it.each(others)('has in "%s" exactly the English texts with the same placeholders', (language, texts) => {
    expect(Object.keys(texts).sort()).toEqual(Object.keys(english).sort());
    const rules = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    for (const [key, entry] of Object.entries(texts)) {
      const model = english[key]!;
      if (typeof entry === 'string') {
        expect([key, placeholders(entry)]).toEqual([key, placeholders(model as string)]);
        continue;
      }
      expect([key, Object.keys(entry).sort()]).toEqual([key, [...rules].sort()]);
      for (const form of Object.values(entry))
        expect([key, placeholders(form)]).toEqual([
          key,
          placeholders((model as Record<string, string>).other!),
        ]);
    }
  });

  it('has no text hidden by another of the same name', async () => {
    const files = readdirSync('src/language/pages').filter((name) => name.endsWith('.en.ts'));
    const parts = await Promise.all(
      files.map(
        async (name) => (await import(`../../../src/language/pages/${name}`)) as Record<string, object>,
      ),
    );
    const keys = parts.flatMap((part) => Object.values(part).flatMap((texts) => Object.keys(texts)));
    expect(keys.length).toBeGreaterThan(50);
    expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
    const own = readFileSync('src/language/texts.en.ts', 'utf8');
    expect(keys.filter((key) => new RegExp(`^  ${key}: `, 'm').test(own))).toEqual([]);
  });

  it('has no unused text', () => {
    const code = sources('src');
    // Strengths mean something each: `${strength}Means`. Kinds of problems have a test of their own.
    const unused = Object.keys(english).filter(
      (key) =>
        !code.includes(`'${key}'`) &&
        !/^(firm|qualified|contested|unsupported|unread)Means$/.test(key) &&
        !/^[a-z-]+:(title|means|todo)$/.test(key),
    );
    expect(unused).toEqual([]);
  });
});

describe('words', () => {
  it('chooses the plural form for a number', () => {
    const russian = wordsOf('ru');
    expect([1, 2, 5, 21, 34, 100].map((n) => russian.count('promised', n))).toEqual([
      '1 цель',
      '2 цели',
      '5 целей',
      '21 цель',
      '34 цели',
      '100 целей',
    ]);
    expect([0, 1, 2].map((n) => wordsOf('en').count('promised', n))).toEqual([
      '0 objectives',
      '1 objective',
      '2 objectives',
    ]);
  });

  it('writes numbers, days and percentages as the language does', () => {
    expect(wordsOf('en').percent(94.1)).toBe('94.1%');
    expect(wordsOf('ru').percent(94.1)).toBe('94,1\u00A0%');
    expect(wordsOf('en').day('2023-12-31')).toBe('31 December 2023');
    expect(wordsOf('ru').day('2023-12-31')).toBe('31 декабря 2023 г.');
  });

  it('leaves braces in inserted values alone', () => {
    expect(wordsOf('en').text('reportTitle', { plan: '{plan} $&' })).toBe('Scorecard: {plan} $&');
  });
});

describe('numbers in texts', () => {
  it.each([
    ['en', 'par. 1204', '1,204'],
    ['ru', 'абз. 1204', '1\u00a0204'],
  ] as const)(
    'part the thousands of a count, but not of a paragraph, which is a place (%s)',
    (language, place, count) => {
      const words = wordsOf(language);
      expect(words.paragraph(1204)).toBe(place);
      expect(words.number(1204)).toBe(count);
    },
  );
});
