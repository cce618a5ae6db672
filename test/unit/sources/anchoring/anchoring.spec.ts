import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bodyParagraphs, paragraphAt } from '../../../../src/sources/anchoring/body-paragraphs.js';
import { describe as describePlace } from '../../../../src/sources/anchoring/describe.js';
import { findAll } from '../../../../src/sources/anchoring/find-all.js';
import { normalise, textSha256 } from '../../../../src/sources/anchoring/normalise.js';
import { NormalisedText } from '../../../../src/sources/anchoring/normalised-text.js';

/** Pieces that make positions hard: astral characters, combining marks, Cyrillic, spaces of all kinds. */
const piece = fc.constantFrom(
  ...[
    'a',
    'b',
    ' ',
    '  ',
    '\t',
    '\n',
    '\r\n',
    '\n\n',
    '. ',
    'ОДКБ',
    'и',
    '\u0306',
    'e',
    '\u0301',
    'x',
    '\u0302',
  ],
  ...['\u00A0', '\u2007', '\u202F', '\u00AD', '😀', '𝒳', '👩‍🚀', '🇰🇿', '«', '»', '’', '\uD800', '\uDC00'],
);
const anyText = fc.array(piece, { maxLength: 80 }).map((pieces) => pieces.join(''));
const wellFormed = anyText.map((text) => text.replace(/\p{Cs}/gu, '')).filter((text) => text !== '');

/** A text and a stretch of it, in code points. */
const stretch = anyText
  .map((raw) => new NormalisedText(raw))
  .filter((text) => text.length > 0)
  .chain((text) =>
    fc
      .tuple(fc.nat({ max: text.length - 1 }), fc.nat({ max: text.length - 1 }))
      .map(([a, b]) => ({ text, start: Math.min(a, b), end: Math.max(a, b) + 1 })),
  );

describe('the canonical form of a text', () => {
  it('reduces spaces and line ends to one form', () => {
    expect(normalise('2023\u00A0год,\t\t 32\u202Fиз\u200734\r\nда')).toBe('2023 год, 32 из 34\nда');
  });

  it('composes letters so that both spellings of й hash alike', () => {
    expect(textSha256(normalise('и\u0306'))).toBe(textSha256(normalise('й')));
  });

  it('keeps soft hyphens, quotation marks, blank lines and the last line break', () => {
    const text = 'co\u00ADop «x» “y” ’\n\n\nend \n';
    expect(normalise(text)).toBe(text);
  });

  it('hashes UTF-8 bytes', () => {
    expect(textSha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    expect(new NormalisedText('a\u00A0\u00A0b').sha256).toBe(textSha256('a b'));
  });

  it('changes nothing on a second pass', () => {
    fc.assert(fc.property(anyText, (text) => normalise(normalise(text)) === normalise(text)));
  });
});

describe('positions', () => {
  it('counts code points as a W3C TextPositionSelector does', () => {
    const text = new NormalisedText('😀😀 Минск');
    expect(text.length).toBe(8);
    expect(findAll(text, 'Минск')).toEqual([{ start: 3, end: 8 }]);
    expect(text.slice(3, 8)).toBe('Минск');
  });

  it('agrees with an array of code points', () => {
    fc.assert(
      fc.property(stretch, ({ text, start, end }) => {
        const points = [...text.text];
        expect(text.length).toBe(points.length);
        expect(text.slice(start, end)).toBe(points.slice(start, end).join(''));
        expect(text.toCodePoint(text.toCodeUnit(start))).toBe(start);
      }),
    );
  });

  it('finds positions in a megabyte of text quickly', () => {
    const text = new NormalisedText(`${'😀 слово. '.repeat(110_000)}конец.`);
    const began = performance.now();
    for (let times = 0; times < 1000; times += 1) {
      const place = findAll(text, 'конец')[0]!;
      expect(text.toCodeUnit(place.start)).toBe(text.text.length - 6);
      text.toCodePoint(times * 1000);
    }
    // About 1 s of indexOf on a slow machine; counting code points anew each time takes a minute.
    expect(performance.now() - began).toBeLessThan(15_000);
  });
});

describe('finding a quotation', () => {
  it('reports every place, overlapping ones too', () => {
    expect(findAll(new NormalisedText('ababa'), 'aba')).toEqual([
      { start: 0, end: 3 },
      { start: 2, end: 5 },
    ]);
  });

  it('finds text copied with other spaces or decomposed letters', () => {
    expect(findAll(new NormalisedText('в 2023 году мой'), '2023\u00A0году  мои\u0306')).toEqual([
      { start: 2, end: 15 },
    ]);
  });

  it('finds nothing for an empty quotation and no half characters', () => {
    expect(findAll(new NormalisedText('a😀'), '')).toEqual([]);
    expect(findAll(new NormalisedText('a😀'), '\uD83D')).toEqual([]);
    expect(findAll(new NormalisedText('a😀'), '\uDE00')).toEqual([]);
  });
});

describe('describing a place', () => {
  it('describes a place so that its quotation leads back to it', () => {
    fc.assert(
      fc.property(stretch, ({ text, start, end }) => {
        const place = describePlace(text, start, end);
        // A stretch that begins with a combining mark or ends in half a pair is no quotation by itself.
        fc.pre(normalise(place.exact) === place.exact && !/\p{Cs}/u.test(place.exact));
        expect(findAll(text, place.exact)).toContainEqual({ start, end });
      }),
    );
  });

  it('gives a prefix and a suffix of at most 32 code points', () => {
    fc.assert(
      fc.property(stretch, ({ text, start, end }) => {
        const { exact, prefix, suffix } = describePlace(text, start, end);
        const [before, after] = [[...prefix].length, [...suffix].length];
        expect(text.slice(start - before, end + after)).toBe(prefix + exact + suffix);
        expect(Math.max(before, after)).toBeLessThanOrEqual(32);
      }),
    );
  });

  it('never cuts a character in a prefix or suffix', () => {
    fc.assert(
      fc.property(wellFormed, wellFormed, (before, after) => {
        // A mark after a line break or a soft hyphen belongs to no character: it may well stand first.
        const raw = `.${before.repeat(40)}. QUOTE .${after.repeat(40)}`;
        const text = new NormalisedText(raw.replace(/([\n\u00AD])\p{M}+/gu, '$1'));
        const place = findAll(text, 'QUOTE')[0]!;
        const { prefix, suffix } = describePlace(text, place.start, place.end);
        expect(prefix + suffix).not.toMatch(/\p{Cs}/u);
        expect(prefix).not.toMatch(/^\p{M}/u);
        const next = text.slice(place.end + [...suffix].length, place.end + [...suffix].length + 1);
        expect(next).not.toMatch(/^\p{M}/u);
      }),
    );
  });

  it('shortens a prefix that would separate a letter from its accent', () => {
    const text = new NormalisedText(`x\u0302${'-'.repeat(31)}QUOTE`);
    expect(describePlace(text, 33, 38).prefix).toBe('-'.repeat(31));
  });

  it('refuses an empty or outlying range', () => {
    const text = new NormalisedText('abc');
    for (const [start, end] of [
      [1, 1],
      [-1, 2],
      [2, 4],
      [0.5, 2],
    ] as const)
      expect(() => describePlace(text, start, end)).toThrow(RangeError);
  });
});

describe('the paragraphs of the body', () => {
  const article = [
    'The year of the ferry company',
    'The ferry sailed in «spring». [1]',
    'What came of it: the figures',
    'It carried 10 people\nand one goat; the ministers said:',
    '«We go on.»',
    `A paragraph that lost its full stop ${'and went on '.repeat(12)}for long`,
    'Conclusion',
    '1. A numbered point in the body.',
    'It will sail again!',
    'Notes',
    '1. Ferry News, 2 May.',
    '2. Ferry Weekly, 3 May. https://example.org/ferry',
  ];
  const text = new NormalisedText(article.join('\n\n'));

  it('counts body paragraphs from 1 without headings and footnotes', () => {
    expect(bodyParagraphs(text).map(({ start, end }) => article.indexOf(text.slice(start, end)))).toEqual([
      1, 3, 4, 5, 7, 8,
    ]);
    expect(bodyParagraphs(text).map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('names the paragraph of a place, and none for a heading', () => {
    const numberOf = (exact: string) => paragraphAt(text, findAll(text, exact)[0]!.start);
    expect(numberOf('one goat')).toBe(2);
    expect(numberOf('sail again')).toBe(6);
    expect(numberOf('Conclusion')).toBeUndefined();
    expect(numberOf('Ferry Weekly')).toBeUndefined();
  });

  it('takes lines for paragraphs where no blank line divides the text', () => {
    const lines = new NormalisedText('Title\nFirst one.\r\nSecond one.\n');
    expect(bodyParagraphs(lines)).toEqual([
      { number: 1, start: 6, end: 16 },
      { number: 2, start: 17, end: 28 },
    ]);
  });

  it('places paragraphs in code points', () => {
    expect(bodyParagraphs(new NormalisedText('😀😀.\n\n😀 b.'))[1]).toEqual({ number: 2, start: 5, end: 9 });
  });

  it('finds no paragraphs in an empty text', () => {
    expect(bodyParagraphs(new NormalisedText(' \n\n\t'))).toEqual([]);
  });
});
